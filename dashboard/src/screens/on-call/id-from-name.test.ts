import { expect, test } from 'vitest'
import { idFromName } from './id-from-name.ts'

test('an id is made of the name’s plain letters, and never one that there is', () => {
  expect(idFromName('Yö, Etelä', [])).toBe('yo-etela')
  expect(idFromName('Yö, Etelä', ['yo-etela', 'yo-etela-2'])).toBe('yo-etela-3')
  expect(idFromName('夜', [])).toBe('rota')
})
