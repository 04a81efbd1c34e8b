import fc from 'fast-check'
import { expect, it } from 'vitest'
import { allowanceOf } from './allowance.ts'

it('lets a burst through at once, and then so many in a second', () => {
  const wait = allowanceOf({ burst: 3, perSecond: 10 })
  expect([0, 0, 0, 0, 0].map(wait)).toEqual([0, 0, 0, 100, 200])
  expect(wait(1_000)).toBe(0)
})

it('never lets more through than the burst and the rate, whatever comes when, and keeps the order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(200), { minLength: 1, maxLength: 300 }), (gaps) => {
      const wait = allowanceOf({ burst: 5, perSecond: 10 })
      let now = 0
      let last = 0
      const times = gaps.map((gap) => {
        now += gap
        const at = now + wait(now)
        expect(at).toBeGreaterThanOrEqual(last - 1e-6)
        last = at
        return at
      })
      times.forEach((at, index) => {
        expect(index + 1).toBeLessThanOrEqual(5 + (at / 1_000) * 10 + 1e-6)
      })
    }),
  )
})
