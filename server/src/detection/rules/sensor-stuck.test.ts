import { planSchema, type Reading } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { daysOf, FIRST_DAY, pulse, saturation, warmth } from '../example-days.ts'
import { event, reading } from '../example-items.ts'
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

describe('while a sensor is stuck', () => {
  /** At night 70 is too fast; by day it is not. */
  const nightly = planSchema.parse({
    news2: { enabled: false },
    stuckSensor: { enabled: true },
    limits: [
      { kind: 'heart-rate', yellow: { high: 100 }, red: { high: 130 } },
      { kind: 'heart-rate', yellow: { high: 60 }, red: { high: 90 }, hours: { from: '22:00', to: '06:00' } },
    ],
  })
  const rules = (items: Parameters<typeof stream>[1], by = nightly) =>
    stream(by, items).findings.map(({ rule, change }) => `${rule} ${change}`)
  /** From eight in the morning on, hour by hour. */
  const same = (hours: number, more: Partial<Reading> = {}) =>
    Array.from({ length: hours }, (_, hour) => ({ ...reading('heart-rate', 70, on(0, 8 + hour)), ...more }))

  test('its value raises nothing new: a limit that it crosses only because night has come is under the fault', () => {
    expect(rules(same(15))).toEqual(['sensor-stuck raised'])
    const not = planSchema.parse({ ...nightly, stuckSensor: { enabled: false } })
    expect(rules(same(15), not)).toEqual(['limit raised'])
  })

  test('another value is judged at once, with the end of the fault', () => {
    const items = [...same(13), reading('heart-rate', 131, on(0, 21))]
    expect(rules(items)).toEqual(['sensor-stuck raised', 'sensor-stuck cleared', 'limit raised'])
  })

  test('the same value of another device is judged', () => {
    const other = { ...reading('heart-rate', 70, on(0, 22.5)), device: 'test:another' }
    expect(rules([...same(15), other])).toEqual(['sensor-stuck raised', 'limit raised'])
  })

  test('what had been found before ends when it is over', () => {
    const items = Array.from({ length: 14 }, (_, hour) => reading('heart-rate', 70, on(0, 22 + hour)))
    expect(rules(items)).toEqual(['limit raised', 'limit cleared', 'sensor-stuck raised'])
  })

  test('other signs and calls for help are judged as ever', () => {
    const byDay = [...same(13), event('sos-pressed', on(0, 20.5)), reading('body-temperature', 39.5, on(0, 20.6))]
    const both = planSchema.parse({
      ...nightly,
      limits: [...nightly.limits, { kind: 'body-temperature', yellow: { high: 38 }, red: { high: 39 } }],
    })
    expect(rules(byDay, both)).toEqual(['sensor-stuck raised', 'sos occurred', 'limit raised'])
  })
})
