import { expect, test } from 'vitest'
import { isQuiet } from './quiet-hours.ts'

const at = (text: string) => Date.parse(text)

test('quiet hours are those of the wall in Helsinki, over midnight too, from their first minute to before their last', () => {
  const night = { from: '22:00', until: '07:00' }
  expect(isQuiet(night, at('2026-11-26T19:59:00Z'))).toBe(false)
  expect(isQuiet(night, at('2026-11-26T20:00:00Z'))).toBe(true)
  expect(isQuiet(night, at('2026-11-27T04:59:00Z'))).toBe(true)
  expect(isQuiet(night, at('2026-11-27T05:00:00Z'))).toBe(false)
  expect(isQuiet({ from: '12:00', until: '13:00' }, at('2026-07-01T09:30:00Z'))).toBe(true)
  expect(isQuiet({ from: '08:00', until: '08:00' }, at('2026-07-01T09:30:00Z'))).toBe(true)
})
