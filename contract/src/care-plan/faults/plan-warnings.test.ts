import { expect, test } from 'vitest'
import type { ReadingKind } from '../../codes.ts'
import { groupPlan, planSchema } from '../../plan.ts'
import { planWarnings } from './plan-warnings.ts'

const now = Date.parse('2026-11-26T10:00:00.000Z')
const warningsOf = (plan: unknown, measured: ReadingKind[] = ['body-weight', 'heart-rate']) =>
  planWarnings(planSchema.parse(plan), { measured: new Set(measured), now }).map(({ path, code }) => `${path} ${code}`)

test('the group’s plan warns of nothing', () => {
  expect(planWarnings(groupPlan, { measured: new Set(), now })).toEqual([])
})

test('a limit or an expected reading for what nobody measures warns', () => {
  const plan = {
    limits: [{ kind: 'oxygen-saturation', red: { low: 90 } }],
    expected: [{ kind: 'blood-glucose', withinHours: 36 }],
  }
  expect(warningsOf(plan)).toEqual([
    'limits/oxygen-saturation nobody-measures',
    'expected/blood-glucose nobody-measures',
  ])
  expect(warningsOf(plan, ['oxygen-saturation', 'blood-glucose'])).toEqual([])
})

test.each([
  [364, []],
  [365, ['pauses/0 long-pause']],
  [366, ['pauses/0 long-pause']],
])('a pause of %i days warns %j', (days, expected) => {
  const until = new Date(now + days * 86_400_000).toISOString()
  expect(warningsOf({ pauses: [{ from: new Date(now).toISOString(), until, reason: 'travel' }] })).toEqual(expected)
})

test.each([
  [23, { times: ['08:00'] }, 1],
  [24, { times: ['08:00'] }, 0],
  [25, { times: ['08:00'] }, 0],
  [11, { times: ['08:00', '20:00'] }, 1],
  [12, { times: ['08:00', '20:00'] }, 0],
  [95, { times: ['08:00'], days: [1, 5] }, 1],
  [96, { times: ['08:00'], days: [1, 5] }, 0],
  [1, {}, 0],
])('within %i hours, measured %j, gives %i warnings', (withinHours, schedule, count) => {
  expect(warningsOf({ expected: [{ kind: 'body-weight', withinHours, ...schedule }] })).toHaveLength(count)
})

test('limits that nothing judges, an empty limit, a medicine without a dose and a goal of the past are told', () => {
  const limits = [{ kind: 'heart-rate', red: { high: 130 } }]
  expect(warningsOf({ limits, detection: { off: ['limit'] } })).toEqual(['detection/off limits-off'])
  expect(warningsOf({ limits, detection: { enabled: false } })).toEqual(['detection/enabled limits-off'])
  expect(warningsOf({ limits: [{ kind: 'heart-rate', red: {} }] })).toEqual(['limits/heart-rate limit-empty'])
  expect(warningsOf({ medicines: [{ id: 'm', name: 'M' }] })).toEqual(['medicines/m no-doses'])
  const goal = (due: string) => ({ goals: [{ id: 'g', text: 'Kävelee', due }] })
  expect(warningsOf(goal('2026-11-25'))).toEqual(['goals/g/due goal-past'])
  expect(warningsOf(goal('2026-11-26'))).toEqual([])
})
