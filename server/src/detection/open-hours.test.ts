import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellsOf, countIn, type OpenHours, sumIn, withValue } from './open-hours.ts'

const value = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 30, max: 180 }))

test('each hour knows how many values it has and what they come to, in whatever order the hours come and come again', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), (values) => {
      const page = values.reduce<OpenHours | undefined>(
        (before, [hour, each]) => withValue(before, hour, each),
        undefined,
      )
      const cells = cellsOf(page as OpenHours)
      for (let hour = 0; hour < 24; hour++) {
        const of = values.filter(([each]) => each === hour)
        const sum = of.reduce((all, [, each]) => all + each, 0)
        expect([countIn(page as OpenHours, hour), sumIn(page as OpenHours, hour)]).toEqual([of.length, sum])
        expect([cells[2 * hour], cells[2 * hour + 1]]).toEqual([of.length, sum])
      }
    }),
  )
})

test('what has been noted before stays as it was', () => {
  const before = withValue(withValue(undefined, 7, 70), 8, 80)
  const kept = structuredClone(before)
  withValue(before, 9, 90)
  withValue(before, 8, 81)
  expect(before).toEqual(kept)
})
