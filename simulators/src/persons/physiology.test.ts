import { expect, test } from 'vitest'
import { DAY, HOUR, hourOfDay, MINUTE } from './local-time.ts'
import { type Physiology, signAt, stepsAt, usualBaseline } from './physiology.ts'
import { HEART_FAILURE_LEAD } from './scenario.ts'

const start = Date.parse('2026-11-07T00:00:00Z')
const person = (seed: number): Physiology => ({ seed, baseline: usualBaseline(seed) })
const mean = (values: number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length
const SIGNS = [
  'bodyWeight',
  'heartRate',
  'respiratoryRate',
  'oxygenSaturation',
  'systolic',
  'diastolic',
  'bodyTemperature',
] as const
type Vitals = Record<(typeof SIGNS)[number] | 'steps', number>
const vitalsAt = (someone: Physiology, at: number): Vitals => ({
  ...(Object.fromEntries(SIGNS.map((sign) => [sign, signAt(someone, sign, at)])) as Vitals),
  steps: stepsAt(someone, at),
})
const days = (from: number, count: number): number[] =>
  Array.from({ length: count * 96 }, (_, index) => from + index * 15 * MINUTE)

test('the same person at the same moment has the same signs, another person others', () => {
  const moments = days(start, 1)
  const once = moments.map((at) => vitalsAt(person(1), at))
  const again = [...moments].reverse().map((at) => vitalsAt(person(1), at))
  expect(again.reverse()).toEqual(once)
  expect(moments.map((at) => vitalsAt(person(2), at))).not.toEqual(once)
})

test('nights are quieter than days', () => {
  const moments = days(start, 7)
  const night = (at: number): boolean => hourOfDay(at) < 6
  const asleep = moments.filter(night).map((at) => vitalsAt(person(3), at))
  const awake = moments.filter((at) => !night(at)).map((at) => vitalsAt(person(3), at))
  expect(asleep.length).toBeGreaterThan(100)
  expect(mean(awake.map((each) => each.heartRate)) - mean(asleep.map((each) => each.heartRate))).toBeGreaterThan(4)
  expect(mean(awake.map((each) => each.systolic)) - mean(asleep.map((each) => each.systolic))).toBeGreaterThan(4)
  expect(Math.max(...asleep.map((each) => each.steps))).toBeLessThan(Math.max(...awake.map((each) => each.steps)))
})

test('a usual person keeps to what is usual', () => {
  let seen = 0
  for (let seed = 0; seed < 20; seed += 1) {
    for (const at of days(start, 10)) {
      const { heartRate, respiratoryRate, oxygenSaturation, systolic, bodyTemperature } = vitalsAt(person(seed), at)
      // The bands of NEWS2 that give 0 or 1 point (Royal College of Physicians, 2017).
      expect(Math.round(heartRate)).toSatisfy((value: number) => value >= 41 && value <= 110)
      expect(Math.round(respiratoryRate)).toSatisfy((value: number) => value >= 9 && value <= 20)
      expect(Math.round(oxygenSaturation)).toSatisfy((value: number) => value >= 94 && value <= 100)
      expect(Math.round(systolic)).toSatisfy((value: number) => value >= 101 && value <= 219)
      expect(bodyTemperature).toSatisfy((value: number) => value >= 35.1 && value <= 39)
      seen += 1
    }
  }
  expect(seen).toBe(20 * 960)
})

test('heart failure takes a person from quiet to breathless within an hour', () => {
  const onset = start + 3 * DAY
  const failing: Physiology = { ...person(4), scenario: { name: 'heart-failure', onset } }
  const before = vitalsAt(person(4), onset + HEART_FAILURE_LEAD * HOUR + 40 * MINUTE)
  const now = vitalsAt(failing, onset + HEART_FAILURE_LEAD * HOUR + 40 * MINUTE)
  expect(now.bodyWeight - before.bodyWeight).toBeCloseTo(2.4, 1)
  expect(now.respiratoryRate - before.respiratoryRate).toBeCloseTo(10, 1)
  expect(now.oxygenSaturation - before.oxygenSaturation).toBeCloseTo(-5, 1)
  expect(now.heartRate - before.heartRate).toBeGreaterThan(30)
  expect(now.steps).toBeLessThanOrEqual(before.steps)
  expect(vitalsAt(failing, onset - 1)).toEqual(vitalsAt(person(4), onset - 1))
})
