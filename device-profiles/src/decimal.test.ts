import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimal, roundTo } from './decimal.ts'

test('a mantissa and a power of ten give the decimal number that they spell', () => {
  const cases = [
    [366, -1, 36.6],
    [3605, -2, 36.05],
    [1, -8, 1e-8],
    [-5693, -2, -56.93],
    [7, 0, 7],
    [12, 3, 12000],
    [1, 23, 1e23],
    [8388604, 127, 8.388604e133],
    [1, -128, 1e-128],
  ] as const
  expect(cases.length).toBe(9)
  for (const [mantissa, exponent, value] of cases) expect(decimal(mantissa, exponent)).toBe(value)
})

test('it is the number that a reader of the text would have got, for every mantissa and exponent of a float', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -8388608, max: 8388607 }),
      fc.integer({ min: -128, max: 127 }),
      (mantissa, exponent) => {
        expect(decimal(mantissa, exponent)).toBe(
          mantissa === 0 ? decimal(mantissa, exponent) : Number(`${mantissa}e${exponent}`),
        )
      },
    ),
  )
})

test('rounding goes half away from zero in decimal, below, at and above the half', () => {
  const cases = [
    [36.04, 1, 36],
    [36.05, 1, 36.1],
    [36.06, 1, 36.1],
    [1.005, 2, 1.01],
    [-1.005, 2, -1.01],
    [-1.004, 2, -1],
    [2.5, 0, 3],
    [0, 2, 0],
    [1e-9, 2, 0],
    [1.5e21, 2, 1.5e21],
  ] as const
  expect(cases.length).toBe(10)
  for (const [value, places, rounded] of cases) expect(roundTo(value, places)).toBeCloseTo(rounded, 12)
  expect(roundTo(36.05, 1)).toBe(36.1)
})

test('rounding twice changes nothing', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 4 }), (value, places) => {
      const once = roundTo(value, places)
      expect(roundTo(once, places)).toBe(once)
      expect(Math.abs(once - value)).toBeLessThanOrEqual(0.5 * 10 ** -places + 1e-6)
    }),
  )
})
