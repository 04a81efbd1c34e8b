import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupPlan, planSchema } from '../plan.ts'
import { anyPlan } from './example-plans.ts'
import { layeredPlan, leftOut, originsOf, personalPart } from './plan-layers.ts'
import { changesBetween, patchBetween, patched } from './plan-patch.ts'
import { planOfTree, planTree } from './plan-tree.ts'

const heartFailure = {
  id: 'heart-failure',
  patch: {
    weightGainDay: { enabled: true },
    limits: { 'heart-rate': { kind: 'heart-rate', red: { high: 130 }, yellow: { high: 110 } } },
    expected: { 'body-weight': { kind: 'body-weight', withinHours: 36 } },
  },
}

test('the group’s plan is a tree that stands for the group’s plan', () => {
  expect(planOfTree(planTree(groupPlan))).toEqual(groupPlan)
})

test('any plan goes into its tree and comes out saying the same', () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      const tree = planTree(plan)
      expect(planTree(planOfTree(tree))).toEqual(planTree(planOfTree(planTree(planOfTree(tree)))))
      const again = planOfTree(tree)
      expect(again.limits).toHaveLength(plan.limits.length)
      expect(new Set(again.limits.map((limit) => JSON.stringify(limit)))).toEqual(
        new Set(plan.limits.map((limit) => JSON.stringify(limit))),
      )
    }),
  )
})

test('the patch between any two plans makes the second of the first', () => {
  fc.assert(
    fc.property(anyPlan, anyPlan, (one, other) => {
      const [a, b] = [planTree(one), planTree(other)]
      expect(patched(a, patchBetween(a, b))).toEqual(b)
      expect(changesBetween(a, b).length === 0).toBe(Object.keys(patchBetween(a, b)).length === 0)
    }),
  )
})

test('whatever is wanted over a template is kept as the person’s own part, and comes out again', () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      const wanted = planOfTree(planTree(plan))
      const personal = personalPart([heartFailure], wanted)
      expect(layeredPlan({ templates: [heartFailure], personal })).toEqual(wanted)
    }),
  )
})

test('each value says where it comes from: everybody’s plan, a template, the person’s own', () => {
  const wanted = planSchema.parse({
    weightGainDay: { enabled: true },
    expected: [{ kind: 'body-weight', withinHours: 36 }],
    limits: [{ kind: 'heart-rate', red: { high: 125 }, yellow: { high: 110 } }],
  })
  const personal = personalPart([heartFailure], wanted)
  expect(personal).toEqual({ limits: { 'heart-rate': { red: { high: 125 } } } })
  const origins = originsOf({ templates: [heartFailure], personal })
  expect(origins['limits/heart-rate/red/high']).toEqual({ from: 'personal' })
  expect(origins['limits/heart-rate/yellow/high']).toEqual({ from: 'template', template: 'heart-failure' })
  expect(origins['weightGainDay/kilograms']).toEqual({ from: 'group' })
})

test('what a template has and the person does not is told', () => {
  const personal = personalPart([heartFailure], planSchema.parse({ weightGainDay: { enabled: true } }))
  expect(leftOut({ templates: [heartFailure], personal })).toEqual([
    ['limits', 'heart-rate'],
    ['expected', 'body-weight'],
  ])
})

test('a medicine named like a property of every object is a medicine', () => {
  const plan = planSchema.parse({ medicines: [{ id: '__proto__', name: 'Furosemidi' }] })
  expect(planOfTree(planTree(plan)).medicines).toEqual(plan.medicines)
  expect(layeredPlan({ templates: [], personal: personalPart([], plan) }).medicines).toEqual(plan.medicines)
})

test('two limits for one sign are both kept', () => {
  const limits = [
    { kind: 'heart-rate', red: { high: 130 } },
    { kind: 'heart-rate', red: { high: 120 } },
  ]
  expect(planOfTree(planTree(planSchema.parse({ limits }))).limits).toEqual(limits)
})
