import { isoTime, newUlid, type StoredReading } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { memberWeights, weightFactsOf } from './member-weights.ts'

const DAY = 24 * 60 * 60 * 1000
const NOW = Date.parse('2026-11-26T12:00:00.000Z')
const weight = (value: number, daysAgo: number, quality: string[] = []): StoredReading => ({
  id: newUlid(NOW),
  device: 'ble:c0',
  kind: 'body-weight',
  value,
  unit: 'kg',
  at: isoTime(NOW - daysAgo * DAY),
  clock: 'device',
  quality,
})

test('what is plausible is what was weighed in 90 days, and the last is the last', () => {
  const readings = [weight(80, 91), weight(70, 90), weight(72, 30), weight(71, 1)]
  expect(weightFactsOf(readings, NOW)).toEqual({ plausible: { low: 70, high: 72 }, last: 71 })
})

test('somebody who was not weighed for long is as they were then', () => {
  expect(weightFactsOf([weight(90, 300), weight(70, 200), weight(71, 199.5)], NOW)).toEqual({
    plausible: { low: 70, high: 71 },
    last: 71,
  })
})

test('of somebody never weighed nothing is plausible', () => {
  expect(weightFactsOf([], NOW)).toBeUndefined()
})

test('a weight of perhaps somebody else, or of nobody living, says nothing', () => {
  const doubtful = [weight(15, 2, ['person-uncertain']), weight(655, 1, ['out-of-range'])]
  expect(weightFactsOf(doubtful, NOW)).toBeUndefined()
  expect(weightFactsOf([weight(70, 3, ['entered-manually']), ...doubtful], NOW)?.plausible).toEqual({
    low: 70,
    high: 70,
  })
})

test('a weight 25 kg from the middle of the latest five was somebody else’s, and one of 24.9 kg was not', () => {
  const usual = [weight(70, 9), weight(70, 8), weight(70, 7)]
  expect(weightFactsOf([...usual, weight(45, 1)], NOW)).toEqual({ plausible: { low: 70, high: 70 }, last: 70 })
  expect(weightFactsOf([...usual, weight(45.1, 1)], NOW)).toEqual({ plausible: { low: 45.1, high: 70 }, last: 45.1 })
})

test('who has come to weigh so much less is themselves again after the third time', () => {
  const readings = [9, 8, 7, 6, 5].map((days) => weight(90, days)).concat([3, 2, 1].map((days) => weight(60, days)))
  expect(weightFactsOf(readings.slice(0, -1), NOW)?.last).toBe(90)
  expect(weightFactsOf(readings, NOW)?.last).toBe(60)
})

test('weights are read again once what is known of them is older than asked for', async () => {
  let reads = 0
  const weights = memberWeights({
    range: async () => {
      reads += 1
      return [weight(70, 1)]
    },
  })
  expect(await weights.of('p', NOW, 1000)).toEqual({ plausible: { low: 70, high: 70 }, last: 70 })
  await weights.of('p', NOW + 1000, 1000)
  expect(reads).toBe(1)
  await weights.of('p', NOW + 1001, 1000)
  await weights.of('p', NOW + 1001, 0)
  expect(reads).toBe(2)
  await weights.of('p', NOW + 1002, 0)
  expect(reads).toBe(3)
})
