import { groupPlan, planSchema } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { hours, reading } from './example-items.ts'
import { horizon, restore } from './restore.ts'

test('a person of whom nothing is persisted and nothing is recent starts empty', () => {
  expect(restore(groupPlan, undefined, [])).toEqual({ latest: {}, weights: [], episodes: {} })
})

test('readings that are not judged are not remembered either', () => {
  const recent = [reading('heart-rate', 80, hours(0)), reading('heart-rate', 0, hours(1))]
  expect(restore(groupPlan, undefined, recent).latest['heart-rate']?.value).toBe(80)
})

test('the horizon is as far as the plan’s windows reach', () => {
  const { latest, all } = horizon(
    planSchema.parse({
      limits: [
        { kind: 'blood-glucose', red: { low: 3 } },
        { kind: 'heart-rate', red: { low: 40 } },
      ],
    }),
  )
  const reach = Object.fromEntries(latest.map(({ kind, within }) => [kind, within / 3_600_000]))
  expect(reach).toEqual({
    'respiratory-rate': 4,
    'oxygen-saturation': 4,
    'heart-rate': 4,
    'blood-pressure': 12,
    'body-temperature': 12,
    consciousness: 12,
    'supplemental-oxygen': 12,
    'blood-glucose': 24,
  })
  expect(all).toEqual([{ kind: 'body-weight', within: 72 * 3_600_000 }])
})
