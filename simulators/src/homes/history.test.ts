import { type Item, itemSchema, type Reading } from '@kotisilta/contract'
import { beforeAll, describe, expect, test } from 'vitest'
import { DAY, HOUR } from '../persons/local-time.ts'
import { demoHomes } from './demo-homes.ts'
import { history } from './history.ts'
import type { Home } from './home.ts'

/** Points of NEWS2 (Royal College of Physicians, 2017), highest value of each band first; scale 1 of saturation. */
const BANDS: Partial<Record<Reading['kind'], readonly (readonly [from: number, points: number])[]>> = {
  'respiratory-rate': [
    [25, 3],
    [21, 2],
    [12, 0],
    [9, 1],
    [0, 3],
  ],
  'oxygen-saturation': [
    [96, 0],
    [94, 1],
    [92, 2],
    [0, 3],
  ],
  'heart-rate': [
    [131, 3],
    [111, 2],
    [91, 1],
    [51, 0],
    [41, 1],
    [0, 3],
  ],
  'blood-pressure': [
    [220, 3],
    [111, 0],
    [101, 1],
    [91, 2],
    [0, 3],
  ],
  'body-temperature': [
    [39.1, 2],
    [38.1, 1],
    [36.1, 0],
    [35.1, 1],
    [0, 3],
  ],
}
/** Scale 2, on air. */
const HYPERCAPNIC = [
  [88, 0],
  [86, 1],
  [84, 2],
  [0, 3],
] as const
const WINDOW: Partial<Record<Reading['kind'], number>> = { 'blood-pressure': 12 * HOUR, 'body-temperature': 12 * HOUR }

const measured = (reading: Reading): number => Number(reading.components?.systolic ?? reading.value)

function points(home: Home, reading: Reading): number {
  const scale2 = home.plan.news2?.spo2Scale === 2 && reading.kind === 'oxygen-saturation'
  const bands = scale2 ? HYPERCAPNIC : BANDS[reading.kind]
  return bands?.find(([from]) => measured(reading) >= from)?.[1] ?? 0
}

/** The highest total and the highest single part at any moment, each reading counting as long as it is valid. */
function worstNews2(home: Home, readings: readonly Reading[]): { total: number; single: number } {
  const latest = new Map<string, Reading>()
  const worst = { total: 0, single: 0 }
  for (const reading of readings) {
    latest.set(reading.kind, reading)
    const parts = [...latest.values()]
      .filter(({ kind, at }) => Date.parse(reading.at) - Date.parse(at) <= (WINDOW[kind] ?? 4 * HOUR))
      .map((each) => points(home, each))
    worst.total = Math.max(
      worst.total,
      parts.reduce((sum, each) => sum + each, 0),
    )
    worst.single = Math.max(worst.single, ...parts)
  }
  return worst
}

function largestGain(readings: readonly Reading[], within: number): number {
  const weights = readings.filter(({ kind }) => kind === 'body-weight')
  return Math.max(
    ...weights.flatMap((later) =>
      weights
        .filter(({ at }) => at < later.at && Date.parse(later.at) - Date.parse(at) <= within)
        .map((earlier) => measured(later) - measured(earlier)),
    ),
  )
}

const readingsOf = (items: readonly Item[]): Reading[] => items.filter((item) => item.type === 'reading')

// The illness, the time of day and the change of the clocks all move with the story's beginning.
const BEGINNINGS = ['2026-11-21T23:00:00Z', '2026-11-21T05:15:00Z', '2026-10-26T13:37:11Z', '2027-04-01T17:59:59Z']

describe.each(BEGINNINGS)('history up to %s', (text) => {
  const storyStart = Date.parse(text)
  let homes: { home: Home; items: Item[] }[]

  beforeAll(() => {
    homes = demoHomes(8, 42, storyStart).map((home) => ({
      home,
      items: [...history(home, storyStart - 14 * DAY, storyStart)],
    }))
  })

  test('raises no NEWS2 total of five and no single three', () => {
    for (const { home, items } of homes) {
      const { total, single } = worstNews2(home, readingsOf(items))
      expect(total, home.resident.name).toBeLessThan(5)
      expect(single, home.resident.name).toBeLessThan(3)
    }
  })

  test('raises no weight gain, and the story’s first weighing does', () => {
    for (const { home, items } of homes)
      expect(largestGain(readingsOf(items), 3 * DAY), home.resident.name).toBeLessThan(2)
    const [veikko] = homes
    if (veikko === undefined) throw new Error('no homes')
    const after = [...history(veikko.home, storyStart, storyStart + 2 * DAY)]
    const first = readingsOf(after).find(({ kind }) => kind === 'body-weight') as Reading
    const story = { ...first, at: new Date(storyStart + 4 * 60_000).toISOString() }
    story.value = veikko.home.physiology.baseline.bodyWeight + 2.4
    expect(largestGain([...readingsOf(veikko.items), story], 3 * DAY)).toBeGreaterThan(2)
  })

  test('leaves no limit of a plan', () => {
    let watched = 0
    for (const { home, items } of homes) {
      for (const { kind, red, yellow } of home.plan.limits ?? []) {
        for (const reading of readingsOf(items).filter((each) => each.kind === kind)) {
          watched += 1
          const value = measured(reading)
          expect(value).toBeGreaterThanOrEqual(Math.max(red?.low ?? 0, yellow?.low ?? 0))
          expect(value).toBeLessThanOrEqual(Math.min(red?.high ?? 999, yellow?.high ?? 999))
        }
      }
    }
    expect(watched).toBeGreaterThan(1_000)
  })

  test('misses no dose and calls nobody', () => {
    const kinds = new Set(
      homes.flatMap(({ items }) => items.filter(({ type }) => type === 'event').map(({ kind }) => kind)),
    )
    expect(kinds).toEqual(new Set(['dose-due', 'dose-offered', 'dose-taken', 'worn']))
  })
})

describe('history', () => {
  const storyStart = Date.parse('2026-11-21T23:00:00Z')
  const [, home] = demoHomes(6, 42, storyStart)
  if (home === undefined) throw new Error('no homes')
  const from = storyStart - 14 * DAY
  const items = [...history(home, from, storyStart)]

  test('is what a gateway could have sent, in order', () => {
    for (const item of items) expect(itemSchema.parse(item)).toEqual(item)
    const times = items.map(({ at }) => at)
    expect(times).toEqual([...times].sort())
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
    expect(new Set(items.map(({ device, kind, at }) => `${device} ${kind} ${at}`)).size).toBe(items.length)
  })

  test('is the same each time, whole or in pieces', () => {
    expect([...history(home, from, storyStart)]).toEqual(items)
    const middle = from + 5.3 * DAY
    expect([...history(home, from, middle), ...history(home, middle, storyStart)]).toEqual(items)
  })

  test('fills a day as a home-care client’s day is filled', () => {
    const perDay = (kind: string): number => items.filter((item) => item.kind === kind).length / 14
    expect(perDay('heart-rate')).toBe(96)
    expect(perDay('steps')).toBe(96)
    expect(perDay('oxygen-saturation')).toBe(6)
    expect(perDay('respiratory-rate')).toBe(4)
    expect(perDay('dose-taken')).toBe(4)
    expect(perDay('blood-pressure')).toBe(2)
    expect(perDay('body-temperature')).toBe(2)
    expect(perDay('body-weight')).toBe(1)
  })
})
