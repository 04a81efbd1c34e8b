import { groupPlan, planSchema } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { draftFaults } from './draft-faults.ts'

test('a plan that can be saved has no faults', () => {
  expect(draftFaults(groupPlan)).toEqual([])
})

test('what is not a number yet is at the path of its field, by key and not by place', () => {
  const plan = planSchema.parse({ limits: [{ kind: 'steps' }, { kind: 'heart-rate', red: { high: 130 } }] })
  plan.limits[1] = { kind: 'heart-rate', red: { high: Number.NaN } }
  plan.weightGain.kilograms = Number.NaN
  expect(draftFaults(plan)).toEqual([
    { path: 'weightGain/kilograms', code: 'value-missing' },
    { path: 'limits/heart-rate/red/high', code: 'value-missing' },
  ])
})

test('what contradicts itself keeps its own code', () => {
  const plan = planSchema.parse({ glucose: { veryLow: 5 } })
  expect(draftFaults(plan)).toEqual([{ path: 'glucose/veryLow', code: 'wrong-order' }])
})
