import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DIGITS, numberAt, writtenNumber } from './digits.ts'

test('a number that is written is read again, wherever it stands, and JSON leaves it as it is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: DIGITS.length ** 3 - 1 }), fc.string({ maxLength: 5 }), (value, before) => {
      const text = before + writtenNumber(value, 3)
      expect(numberAt(text, before.length, 3)).toBe(value)
      expect(JSON.stringify(writtenNumber(value, 3))).toHaveLength(5)
    }),
  )
})

test('what does not fit is the greatest that does, and there is nothing beyond the end', () => {
  expect(numberAt(writtenNumber(1_000_000, 3), 0, 3)).toBe(DIGITS.length ** 3 - 1)
  expect(numberAt('', 0, 3)).toBe(0)
})
