import { expect, test } from 'vitest'
import { measureDetection, measureEveryRule } from './detection.ts'

test('detection finds exactly what alarms in W1, over days of everyday life', () => {
  const { items, alarms, findings, itemsPerSecond } = measureDetection(20_000, Date.parse('2026-11-21T08:00:00.000Z'))
  expect(items).toBe(20_000)
  expect(alarms).toBeGreaterThan(150)
  expect(findings).toBe(alarms)
  expect(itemsPerSecond).toBeGreaterThan(0)
})

test('with every rule on a state stays small, and ordinary days with every dose taken are quiet', () => {
  const { items, findings, bytes } = measureEveryRule(2, 20, Date.UTC(2026, 10, 1))
  expect(items).toBe(2 * 20 * 403)
  expect(findings).toBeLessThanOrEqual(2 * 20 * 0.5)
  expect(bytes).toBeGreaterThan(2_000)
})
