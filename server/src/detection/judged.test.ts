import { QUALITY_CODES, type Reading, type ReadingKind } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { MORNING, reading } from './example-items.ts'
import { isJudged } from './judged.ts'

test.each<[ReadingKind, number, number]>([
  ['heart-rate', 1, 254],
  ['oxygen-saturation', 1, 100],
  ['respiratory-rate', 1, 150],
  ['body-temperature', 20, 46],
  ['body-weight', 1, 500],
  ['blood-glucose', 0.1, 100],
  ['supplemental-oxygen', 0, 100],
])('%s is judged from %d to %d; outside that the sensor is at fault', (kind, low, high) => {
  const judged = [low - 0.1, low, high, high + 0.1].map((value) => isJudged(reading(kind, value)))
  expect(judged).toEqual([false, true, true, false])
})

test.each([
  [120, 80, true],
  [81, 80, true],
  [80, 80, false],
  [79, 80, false],
  [80, 0, false],
  [350, 200, true],
  [351, 200, false],
])('a blood pressure of %i/%i is judged: %s', (systolic, diastolic, expected) => {
  expect(isJudged(reading('blood-pressure', { systolic, diastolic }))).toBe(expected)
})

test('bad input 15: only doubt about the person or about the signal keeps a reading from being judged', () => {
  const kept = QUALITY_CODES.filter((code) => !isJudged(reading('heart-rate', 80, MORNING, [code])))
  expect(kept).toEqual(['poor-signal', 'low-perfusion', 'out-of-range', 'person-uncertain'])
})

test('a reading without a value is not judged', () => {
  const { value: _value, ...empty } = reading('heart-rate', 80)
  expect(isJudged(empty as Reading)).toBe(false)
  expect(isJudged({ ...reading('heart-rate', 80), value: Number.NaN })).toBe(false)
})
