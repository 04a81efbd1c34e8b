import { groupPlan, type Plan, planSchema } from '@kotisilta/contract'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DecidePlan, decidePlan } from './decide-command.ts'
import { DAY, examplePatient, HOUR, NOW } from './example-patient.ts'
import { type RestorePlan, restorePlan, type SavePlan, savePlan } from './plan-command.ts'
import { planFinder } from './plans-in-force.ts'
import { proposalStore } from './proposal-store.ts'
import { setFourEyes } from './setting-command.ts'
import { versionStore } from './version-store.ts'

let example: Awaited<ReturnType<typeof examplePatient>>
beforeEach(async () => {
  example = await examplePatient()
})
afterEach(() => example.close())

const withPulse = (high: number, more: object = {}): Plan =>
  planSchema.parse({ limits: [{ kind: 'heart-rate', red: { high }, yellow: { high: 100 } }], ...more })

const save = (plan: Plan, more: Partial<SavePlan> = {}, at = NOW) =>
  savePlan(
    example.query,
    example.audit,
    {
      type: 'plan-saved',
      patient: 'p1',
      by: example.aino,
      seen: 0,
      reason: 'Käynnillä sovittu',
      change: 'edited',
      templates: [],
      plan,
      ...more,
    },
    example.work(at),
  )
const restore = (more: Partial<RestorePlan>, at = NOW) =>
  restorePlan(
    example.query,
    example.audit,
    { type: 'plan-restored', patient: 'p1', by: example.aino, seen: 1, version: 1, reason: 'Takaisin', ...more },
    example.work(at),
  )
const decide = (more: Partial<DecidePlan>, at = NOW) =>
  decidePlan(
    example.query,
    example.audit,
    { type: 'plan-decided', patient: 'p1', proposal: '', by: example.bo, decision: 'approve', ...more },
    example.work(at),
  )
const fourEyes = () =>
  setFourEyes(
    example.query,
    example.audit,
    { type: 'plan-setting-changed', by: example.bo, area: 'default', fourEyes: true },
    example.work(),
  )
const inForce = (at: number) => planFinder(example.database.sqlite).of('p1').at(at)
const redAt = (at: number) => inForce(at).limits[0]?.red?.high
const versions = () => versionStore(example.query).of('p1')

test('a version is in force from the moment in which it was saved; what was before is judged by what was then', async () => {
  expect(await save(withPulse(120))).toEqual({ done: true, version: 1 })
  expect(await save(withPulse(130), { seen: 1 }, NOW + HOUR)).toEqual({ done: true, version: 2 })
  expect(inForce(NOW - 1)).toBe(groupPlan)
  expect([NOW, NOW + HOUR - 1, NOW + HOUR].map(redAt)).toEqual([120, 120, 130])
  expect(inForce(NOW + HOUR).version).toBe(2)
  expect(example.logged()).toEqual(['plan-saved by aino', 'plan-saved by aino'])
})

test('whoever saves over a plan that they have not seen is refused', async () => {
  await save(withPulse(120))
  expect(await save(withPulse(125))).toEqual({ done: false, code: 'plan-changed' })
  expect(await save(withPulse(125), { seen: 2 })).toEqual({ done: false, code: 'plan-changed' })
  expect(await save(withPulse(125), { patient: 'nobody' })).toEqual({ done: false, code: 'not-found' })
})

test('a plan for a while gives way to the one before, and a plan for later waits', async () => {
  await save(withPulse(120))
  await save(withPulse(110), { seen: 1, until: NOW + 2 * DAY }, NOW + HOUR)
  await save(withPulse(105), { seen: 2, from: NOW + 4 * DAY }, NOW + 2 * HOUR)
  expect([1, 2, 3, 4].map((day) => redAt(NOW + day * DAY))).toEqual([110, 120, 120, 105])
  expect(planFinder(example.database.sqlite).nextChange(NOW + DAY)).toBe(NOW + 2 * DAY)
})

test.each([
  ['ends before it begins', { from: NOW + DAY, until: NOW + HOUR }],
  ['ends as it begins', { until: NOW }],
])('a version that %s is refused', async (_which, span) => {
  expect(await save(withPulse(120), span)).toEqual({ done: false, code: 'plan-contradictory' })
})

test('a plan that begins in the past begins now: what has been judged is not judged otherwise', async () => {
  await save(withPulse(120), { from: NOW - DAY })
  expect([NOW - 1, NOW].map(redAt)).toEqual([undefined, 120])
})

test('a plan that contradicts itself, says nothing new, or stands on nothing known is refused', async () => {
  expect(await save(withPulse(99))).toEqual({ done: false, code: 'plan-contradictory' })
  expect(await save(groupPlan)).toEqual({ done: false, code: 'plan-unchanged' })
  const unknown = [{ id: 'no-such', version: 1 }]
  expect(await save(withPulse(120), { templates: unknown })).toEqual({ done: false, code: 'plan-template-unknown' })
  const twice = [
    { id: 'copd', version: 1 },
    { id: 'copd', version: 1 },
  ]
  expect(await save(withPulse(120), { templates: twice })).toEqual({ done: false, code: 'plan-template-unknown' })
  expect(await versions()).toEqual([])
})

test('a version keeps its template as it was, and only what differs from it as the person’s own', async () => {
  await save(withPulse(120, { weightTrend: { enabled: true } }), { templates: [{ id: 'heart-failure', version: 1 }] })
  const [{ layers } = { layers: undefined }] = await versions()
  expect(layers?.templates[0]).toMatchObject({ id: 'heart-failure', version: 1, title: { en: 'Heart failure' } })
  expect(layers?.personal).toMatchObject({
    limits: { 'heart-rate': { red: { high: 120, low: null }, yellow: { high: 100 } }, 'oxygen-saturation': null },
    expected: { 'body-weight': null },
  })
  expect(layers?.personal).not.toHaveProperty('weightTrend')
})

test('restoring says again what an earlier version said, everybody’s plan too', async () => {
  await save(withPulse(120))
  await save(withPulse(130), { seen: 1 })
  expect(await restore({ seen: 2 })).toEqual({ done: true, version: 3 })
  expect(redAt(NOW)).toBe(120)
  expect((await versions())[0]).toMatchObject({ change: 'restored', restored: 1, reason: 'Takaisin' })
  expect(await restore({ seen: 3, version: 0 })).toEqual({ done: true, version: 4 })
  expect(inForce(NOW).limits).toEqual([])
  expect(await restore({ seen: 4, version: 9 })).toEqual({ done: false, code: 'not-found' })
  expect(await restore({ seen: 4, version: 0 })).toEqual({ done: false, code: 'plan-unchanged' })
  expect(await restore({ seen: 3 })).toEqual({ done: false, code: 'plan-changed' })
})

describe('with four eyes', () => {
  beforeEach(fourEyes)

  const propose = async (plan: Plan, more: Partial<SavePlan> = {}) => {
    const result = await save(plan, more)
    expect(result).toEqual({ done: true, created: expect.any(String) })
    return (result as { created: string }).created
  }

  test('a danger limit stays a proposal until another person approves it', async () => {
    const proposal = await propose(withPulse(120))
    expect(inForce(NOW)).toBe(groupPlan)
    expect(await decide({ proposal, by: example.aino, seen: 0 })).toEqual({
      done: false,
      code: 'plan-second-person-needed',
    })
    expect(await decide({ proposal, seen: 0 }, NOW + HOUR)).toEqual({ done: true, version: 1 })
    expect([NOW, NOW + HOUR].map(redAt)).toEqual([undefined, 120])
    expect((await versions())[0]).toMatchObject({ changedBy: { id: 'aino' }, approvedBy: { id: 'bo' } })
    expect(await decide({ proposal, seen: 1 })).toEqual({
      done: false,
      code: 'plan-proposal-decided',
      by: { id: 'bo', name: 'bo' },
    })
    expect(example.logged()).toEqual(['plan-proposed by aino', 'plan-approved by bo'])
  })

  test.each([
    ['an attention limit', () => withPulse(120, { limits: [{ kind: 'heart-rate', yellow: { high: 90 } }] })],
    ['a goal', () => planSchema.parse({ goals: [{ id: 'g', text: 'Kävelee kauppaan' }] })],
  ])('%s needs no second person', async (_what, plan) => {
    expect(await save(plan())).toEqual({ done: true, version: 1 })
  })

  test.each([
    ['switching off the limits', { detection: { off: ['limit'] } }],
    ['switching off detection', { detection: { enabled: false } }],
    ['another number for very low glucose', { glucose: { veryLow: 2.5 } }],
  ])('%s needs one', async (_what, plan) => {
    await propose(planSchema.parse(plan))
  })

  test('taking a danger limit away, or restoring a plan without it, needs one', async () => {
    const proposal = await propose(withPulse(120))
    await decide({ proposal, seen: 0 })
    await propose(groupPlan, { seen: 1 })
    expect(await restore({ version: 0 })).toEqual({ done: true, created: expect.any(String) })
  })

  test('no by another is declined with a note, by oneself taken back', async () => {
    const one = await propose(withPulse(120))
    expect(await decide({ proposal: one, decision: 'decline', note: 'Liian matala' })).toEqual({ done: true })
    const other = await propose(withPulse(125))
    expect(await decide({ proposal: other, decision: 'decline', by: example.aino })).toEqual({ done: true })
    const states = (await proposalStore(example.query).of('p1')).map(({ state, decisionNote }) => [state, decisionNote])
    expect(states).toContainEqual(['declined', 'Liian matala'])
    expect(states).toContainEqual(['withdrawn', null])
    expect(await versions()).toEqual([])
  })

  test('what was changed elsewhere in the plan meanwhile stays; in the same place the proposal is outdated', async () => {
    const goals = [{ id: 'g', text: 'Kävelee kauppaan' }]
    const [one, other] = [await propose(withPulse(120)), await propose(withPulse(125))]
    expect(await save(planSchema.parse({ goals }))).toEqual({ done: true, version: 1 })
    expect(await decide({ proposal: one, seen: 0 })).toEqual({ done: false, code: 'plan-changed' })
    expect(await decide({ proposal: one, seen: 1 })).toEqual({ done: true, version: 2 })
    expect(inForce(NOW)).toMatchObject({ goals, limits: [{ red: { high: 120 } }] })
    expect(await decide({ proposal: other, seen: 2 })).toEqual({ done: false, code: 'plan-proposal-outdated' })
  })

  test('a proposal for a time that has passed is outdated', async () => {
    const proposal = await propose(withPulse(120), { until: NOW + HOUR })
    expect(await decide({ proposal, seen: 0 }, NOW + HOUR)).toEqual({ done: false, code: 'plan-proposal-outdated' })
  })
})

test('nobody’s proposal is not found, and an area that is none has no setting', async () => {
  expect(await decide({ proposal: 'none', seen: 0 })).toEqual({ done: false, code: 'not-found' })
  expect(
    await setFourEyes(
      example.query,
      example.audit,
      { type: 'plan-setting-changed', by: example.bo, area: 'none', fourEyes: true },
      example.work(),
    ),
  ).toEqual({ done: false, code: 'not-found' })
})
