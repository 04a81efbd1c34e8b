import { expect, test } from 'vitest'
import { measureDetection } from './detection.ts'

test('detection finds exactly what alarms in W1, over days of everyday life', () => {
  const { items, alarms, findings, itemsPerSecond } = measureDetection(20_000, Date.parse('2026-11-21T08:00:00.000Z'))
  expect(items).toBe(20_000)
  expect(alarms).toBeGreaterThan(150)
  expect(findings).toBe(alarms)
  expect(itemsPerSecond).toBeGreaterThan(0)
})
