import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FIRST_PATIENCE, givesWay, isSilent, learnt, longer, type Standing } from './patience.ts'

const at = (phase: Standing['phase']): Standing => ({ phase, since: 10_000 })

it('a connection that nobody has answered is silent after 300 ms, one that stands after a second', () => {
  expect([10_299, 10_300].map((now) => isSilent(at('reaching'), now))).toEqual([false, true])
  for (const phase of ['greeting', 'unheard'] as const) {
    expect([10_999, 11_000].map((now) => isSilent(at(phase), now))).toEqual([false, true])
  }
})

it('what nobody has answered gives way at once, what stands only once the patience with it is over', () => {
  expect(givesWay(at('reaching'), 8_000, 10_300)).toBe(true)
  for (const phase of ['greeting', 'unheard'] as const) {
    expect([11_999, 12_000].map((now) => givesWay(at(phase), 2_000, now))).toEqual([false, true])
  }
})

it('patience doubles up to eight seconds, and learns from how long an answer took', () => {
  expect([1_000, 2_000, 4_000, 8_000].map(longer)).toEqual([2_000, 4_000, 8_000, 8_000])
  expect([20, 500, 501, 3_000, 60_000].map(learnt)).toEqual([1_000, 1_000, 1_002, 6_000, 8_000])
})

it('a line however slow, on which all is answered within eight seconds, comes to its end after four changes at most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 7_999 }), fc.integer({ min: 0, max: 300 }), (answer, rhythm) => {
      let patience = FIRST_PATIENCE
      let changes = 0
      // Each change begins anew, and is looked at as often as the way beside comes through.
      while (answer > patience + rhythm) {
        patience = longer(patience)
        changes++
      }
      expect(changes).toBeLessThanOrEqual(3)
      expect(givesWay({ phase: 'unheard', since: 0 }, learnt(answer), answer)).toBe(false)
    }),
  )
})
