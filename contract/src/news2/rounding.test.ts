import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roundedTenths, roundedWhole } from './rounding.ts'

test('a half is rounded up as it is written, whatever binary floats make of it', () => {
  expect([36.05, 35.05, 38.05, 39.05, 35.04, 39.04].map(roundedTenths)).toEqual([361, 351, 381, 391, 350, 390])
  expect([91.5, 91.49, 8.5, 219.5].map(roundedWhole)).toEqual([92, 91, 9, 220])
})

test('a half that a conversion left a hair short is still a half', () => {
  expect((91.85 - 32) / 1.8).toBeLessThan(33.25)
  expect(roundedTenths((91.85 - 32) / 1.8)).toBe(333)
  expect(roundedWhole(91.5 - 1e-12)).toBe(92)
  expect(roundedTenths(36.0499)).toBe(360)
})

test('every decimal with three places is rounded as on paper', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), (thousandths) => {
      expect(roundedTenths(thousandths / 1000)).toBe(Math.floor((thousandths + 50) / 100))
      expect(roundedWhole(thousandths / 1000)).toBe(Math.floor((thousandths + 500) / 1000))
    }),
    { numRuns: 2000 },
  )
})
