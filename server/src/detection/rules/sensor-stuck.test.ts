import { planSchema } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { daysOf, FIRST_DAY, pulse, saturation, warmth } from '../example-days.ts'
import { reading } from '../example-items.ts'
import { inShort, stream } from '../example-stream.ts'
import { momentOf } from '../local-time.ts'

const plan = planSchema.parse({ news2: { enabled: false }, stuckSensor: { enabled: true } })
const told = (items: Parameters<typeof stream>[1]) => stream(plan, items).findings.map(inShort)
const on = (day: number, hour: number) => momentOf(FIRST_DAY + day, hour * 60)

describe('a sensor that always shows the same', () => {
  test.each([
    [11, []],
    [12, ['raised low']],
    [20, ['raised low']],
  ])('a pulse of 72 for %i hours tells %j', (hours, expected) => {
    const same = Array.from({ length: 2 * hours }, (_, half) => reading('heart-rate', 72, on(2, 1 + half / 2)))
    expect(told([...daysOf([pulse()], 0, 2), ...same])).toEqual(expected)
  })

  test('is over with the first other value, and can come back', () => {
    const same = (from: number) =>
      Array.from({ length: 12 }, (_, hour) => reading('heart-rate', 72, on(2, from + hour)))
    const items = [...same(0), reading('heart-rate', 74, on(2, 12)), ...same(13), ...same(25)]
    expect(told(items)).toEqual(['raised low', 'cleared low', 'raised low'])
  })

  test.each([
    [4, []],
    [5, ['raised low']],
  ])('a temperature of 36.6 on %i days tells %j', (days, expected) => {
    expect(told(daysOf([{ ...warmth(), value: () => 36.6 }], 0, days))).toEqual(expected)
  })

  test.each([
    [4, []],
    [5, ['raised low']],
  ])('a saturation of 97 %% on %i days tells %j', (days, expected) => {
    expect(told(daysOf([saturation(() => 97)], 0, days))).toEqual(expected)
  })

  test.each([
    [5, []],
    [6, ['raised low']],
  ])('%i same blood pressures tell %j', (count, expected) => {
    const hours = [7, 19, 31, 43, 55, 67].slice(0, count)
    expect(told(hours.map((hour) => reading('blood-pressure', { systolic: 131, diastolic: 78 }, on(0, hour))))).toEqual(
      expected,
    )
  })

  test('a second one makes it worse, and it is over when both show other values', () => {
    const days = [
      ...daysOf([saturation(() => 97), { ...warmth(), value: () => 36.6 }], 0, 5),
      reading('oxygen-saturation', 96, on(5, 8)),
      reading('body-temperature', 36.7, on(5, 9)),
    ]
    expect(told(days)).toEqual(['raised low', 'worse low', 'cleared low'])
  })

  test('says which, in each language', () => {
    const { findings } = stream(plan, daysOf([saturation(() => 97)], 0, 5))
    expect(findings).toMatchObject([{ rule: 'sensor-stuck', ruleVersion: 1, problem: 'device' }])
    const { fi, sv, en } = findings[0]?.words ?? {}
    expect([fi?.title, sv?.title, en?.title]).toEqual([
      'Mittari näyttää aina samaa: happikyllästeisyys',
      'Mätaren visar alltid detsamma: syremättnad',
      'The meter always shows the same: oxygen saturation',
    ])
  })

  test('a living person is left in peace', () => {
    expect(told(daysOf([pulse(), warmth(), saturation((day, hour) => 96 + ((day + hour) % 2))], 0, 20))).toEqual([])
  })

  test('is off unless the plan has it', () => {
    const off = planSchema.parse({ news2: { enabled: false } })
    expect(stream(off, daysOf([saturation(() => 97)], 0, 9)).findings).toEqual([])
  })
})
