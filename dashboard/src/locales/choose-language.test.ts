import { expect, it } from 'vitest'
import { chooseLanguage } from './choose-language.ts'

it('takes what was chosen before, then what the browser speaks, then English', () => {
  expect(chooseLanguage('sv', ['fi-FI', 'en'])).toBe('sv')
  expect(chooseLanguage(null, ['de-DE', 'fi-FI', 'en'])).toBe('fi')
  expect(chooseLanguage(null, ['SV-fi'])).toBe('sv')
  expect(chooseLanguage('klingon', ['de', 'se-FI'])).toBe('en')
  expect(chooseLanguage(null, [])).toBe('en')
})
