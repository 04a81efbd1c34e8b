import fc from 'fast-check'
import { expect, it } from 'vitest'
import { retryDelay } from './retry.ts'

it('doubles from the first wait up to the longest', () => {
  expect([0, 1, 2, 3, 10, 1_000].map((attempt) => retryDelay(attempt, 1_000, 60_000, 0.999_999))).toEqual([
    1_000, 2_000, 4_000, 8_000, 60_000, 60_000,
  ])
})

it('lies between half and the whole of the wait, whatever the chance', () => {
  fc.assert(
    fc.property(fc.nat(100), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, random) => {
      const whole = Math.min(60_000, 1_000 * 2 ** attempt)
      const delay = retryDelay(attempt, 1_000, 60_000, random)
      expect(delay).toBeGreaterThanOrEqual(whole / 2)
      expect(delay).toBeLessThanOrEqual(whole)
    }),
  )
})
