import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hours } from './example-items.ts'
import { dayOf } from './local-time.ts'
import { daysWeighed, steadied, type WeightDays, withDayWeight } from './weight-days.ts'

const today = dayOf(hours(0))
const of = (weighings: readonly [day: number, kilograms: number][], keep = 30) =>
  weighings.reduce<WeightDays | undefined>(
    (before, [day, kilograms]) => withDayWeight(before, hours(day * 24), kilograms * 1000, keep),
    undefined,
  )
const inShort = (days: WeightDays | undefined) =>
  days === undefined ? [] : daysWeighed(days).map(({ day, grams }) => [day - today, grams / 1000])

test('the lowest weight of each day is kept, for so many days', () => {
  expect(
    inShort(
      of([
        [0, 80],
        [0, 79],
        [0, 81],
        [3, 78],
      ]),
    ),
  ).toEqual([
    [0, 79],
    [3, 78],
  ])
  expect(
    inShort(
      of([
        [0, 80],
        [28, 79],
        [29, 78],
      ]),
    ),
  ).toEqual([
    [0, 80],
    [28, 79],
    [29, 78],
  ])
  expect(
    inShort(
      of([
        [0, 80],
        [28, 79],
        [30, 78],
      ]),
    ),
  ).toEqual([
    [28, 79],
    [30, 78],
  ])
  expect(
    inShort(
      of([
        [0, 80],
        [400, 79],
      ]),
    ),
  ).toEqual([[400, 79]])
})

test('the order in which weights come makes no difference', () => {
  const weighings = fc.array(fc.tuple(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 70, max: 80 })), {
    minLength: 1,
  })
  fc.assert(
    fc.property(weighings, (all) => {
      expect(of(all.toReversed())).toEqual(of(all))
      expect(of([...all, ...all])).toEqual(of(all))
    }),
  )
})

test('a steadied weight is the middle one of three weighing days, met on the last day that had it', () => {
  const days = [80, 60, 80, 79, 95, 79].map((grams, day) => ({ day, grams }))
  expect(steadied(days)).toEqual([
    { day: 2, grams: 80, metOn: 2 },
    { day: 3, grams: 79, metOn: 3 },
    { day: 4, grams: 80, metOn: 2 },
    { day: 5, grams: 79, metOn: 5 },
  ])
  expect(steadied(days.slice(0, 2))).toEqual([])
})
