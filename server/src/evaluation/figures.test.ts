import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AlertFacts } from './alert-facts.ts'
import { figuresOf, quantile, timesOf } from './figures.ts'

const FROM = Date.parse('2026-11-01T00:00:00.000Z')
const DAY = 86_400_000
const alert = (seconds: number | null, more: Partial<AlertFacts> = {}): AlertFacts => ({
  raised: FROM,
  priority: 'high',
  rule: 'sos',
  delivered: FROM + 1_000,
  acknowledged: seconds === null ? null : FROM + seconds * 1_000,
  resolved: null,
  outcome: null,
  cause: null,
  ...more,
})

describe('a quantile', () => {
  test('is one of the values, with that share of them at or below it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 50 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (values, share) => {
          const found = quantile(values, share) as number
          expect(values).toContain(found)
          expect(values.filter((value) => value <= found).length / values.length).toBeGreaterThanOrEqual(share - 1e-9)
          expect(values.filter((value) => value < found).length / values.length).toBeLessThan(share + 1e-9)
        },
      ),
    )
  })

  test('of a hundred, the 95th is the 95th; of none there is none', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1)
    expect([quantile(hundred, 0.5), quantile(hundred, 0.95), quantile([], 0.5)]).toEqual([50, 95, null])
  })
})

describe('answering in time', () => {
  test('counts to the second, and what nobody has taken counts as not answered', () => {
    const times = timesOf('high', [alert(60), alert(60.001), alert(180), alert(180.001), alert(null)])
    expect(times).toMatchObject({ raised: 5, within60: 1 / 5, within180: 3 / 5, unacknowledged: 1 })
    expect(times.acknowledged).toEqual({ count: 4, median: 60.001, p95: 180.001 })
  })

  test('of nothing is not said', () => {
    expect(timesOf('all', [])).toMatchObject({ raised: 0, within60: null, acknowledged: { median: null } })
  })
})

test('figures of a period: by rule and patient-day, outcome, cause of false alarms, and each day of the wall’s calendar', () => {
  const facts = [
    alert(10, { outcome: 'false-alarm', cause: 'technique', resolved: FROM + 60_000 }),
    alert(20, { outcome: 'false-alarm' }),
    alert(30, { rule: 'fall', outcome: 'visit', priority: 'medium' }),
    // 23:30 in Helsinki is still the same day, 00:30 is the next.
    alert(40, { raised: Date.parse('2026-11-01T21:30:00.000Z') }),
    alert(50, { raised: Date.parse('2026-11-01T22:30:00.000Z') }),
  ]
  const figures = figuresOf(facts, 10, { from: FROM, to: FROM + 2 * DAY })
  expect(figures.patientDays).toBe(20)
  expect(figures.rules).toEqual([
    { rule: 'sos', raised: 4, perPatientDay: 0.2, falseAlarms: 2, technical: 0 },
    { rule: 'fall', raised: 1, perPatientDay: 0.05, falseAlarms: 0, technical: 0 },
  ])
  expect(figures.outcomes).toEqual([
    { outcome: 'false-alarm', count: 2 },
    { outcome: 'visit', count: 1 },
  ])
  expect(figures.falseAlarmCauses).toEqual([
    { cause: 'not-said', count: 1 },
    { cause: 'technique', count: 1 },
  ])
  expect(figures.days.map(({ day, high, medium }) => [day, high, medium])).toEqual([
    ['2026-11-01', 3, 1],
    ['2026-11-02', 1, 0],
    ['2026-11-03', 0, 0],
  ])
  expect(figuresOf([], 0, { from: FROM, to: FROM + DAY }).rules).toEqual([])
})
