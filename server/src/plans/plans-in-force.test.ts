import { groupPlan, planSchema } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { plansInForce } from './plans-in-force.ts'

const version = (kilograms: number, from: number, until: number | null = null) => ({
  from,
  until,
  plan: JSON.stringify(planSchema.parse({ weightGain: { kilograms } })),
})
const kilograms = (plans: ReturnType<typeof plansInForce>, at: number | string) => plans.at(at).weightGain.kilograms

test('whoever has no plan has the group’s', () => {
  expect(plansInForce([], []).at(0)).toBe(groupPlan)
})

test('a plan is in force from its first moment until the next one begins', () => {
  const plans = plansInForce([version(1.2, 2_000), version(1.1, 1_000)], [])
  expect(plans.at(999)).toBe(groupPlan)
  expect([1_000, 1_999, 2_000].map((at) => kilograms(plans, at))).toEqual([1.1, 1.1, 1.2])
  expect(kilograms(plans, '1970-01-01T00:00:01.500Z')).toBe(1.1)
})

test('a plan that ends gives way to the one before it, in its very last moment not yet', () => {
  const plans = plansInForce([version(1.2, 2_000, 3_000), version(1.1, 1_000)], [])
  expect([2_999, 3_000].map((at) => kilograms(plans, at))).toEqual([1.2, 1.1])
})

test('a version that begins later than a newer one does not come back over it', () => {
  const plans = plansInForce([version(1.3, 0), version(1.2, 2_000)], [])
  expect([1_000, 5_000].map((at) => kilograms(plans, at))).toEqual([1.3, 1.3])
})

test('a pause is part of every plan, the group’s too, and a plan is always the same object', () => {
  const pauses = [{ from: '1970-01-01T00:00:00.000Z', until: '1970-01-02T00:00:00.000Z', reason: 'travel' as const }]
  expect(plansInForce([], pauses).at(0)).toEqual({ ...groupPlan, pauses })
  const plans = plansInForce([version(1.1, 1_000)], pauses)
  expect(plans.at(1_000).pauses).toEqual(pauses)
  expect(plans.at(1_000)).toBe(plans.at(5_000))
})
