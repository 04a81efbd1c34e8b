import { groupPlan, type Plan, planSchema } from '@kotisilta/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { examplePatient, HOUR, NOW } from '../example-patient.ts'
import { savePlan } from '../plan-command.ts'
import { planFinder } from '../plans-in-force.ts'
import { planReader } from '../reader.ts'
import { setFourEyes } from '../setting-command.ts'
import { type DecideAreaPlan, decideAreaPlan, type SaveAreaPlan, saveAreaPlan } from './command.ts'
import { areaPlanReader } from './reader.ts'

let example: Awaited<ReturnType<typeof examplePatient>>
beforeEach(async () => {
  example = await examplePatient()
})
afterEach(() => example.close())

const withPulse = (high: number, more: object = {}): Plan =>
  planSchema.parse({ limits: [{ kind: 'heart-rate', red: { high }, yellow: { high: 100 } }], ...more })
const common = () => ({ area: 'default', by: example.aino, ground: 'duty' as const })
const saveForArea = (plan: Plan, more: Partial<SaveAreaPlan> = {}, at = NOW) =>
  saveAreaPlan(
    example.query,
    example.audit,
    { type: 'area-plan-saved', ...common(), seen: 0, plan, reason: 'Sovittu alueella', ...more },
    example.work(at),
  )
const decide = (more: Partial<DecideAreaPlan>) =>
  decideAreaPlan(
    example.query,
    example.audit,
    { type: 'area-plan-decided', ...common(), by: example.bo, proposal: '', decision: 'approve', ...more },
    example.work(),
  )
const saveForHelvi = (plan: Plan, templates: { id: string; version: number }[], at = NOW) =>
  savePlan(
    example.query,
    example.audit,
    {
      type: 'plan-saved',
      patient: 'p1',
      by: example.aino,
      seen: 0,
      reason: 'Oma',
      change: 'edited',
      templates,
      plan,
    },
    example.work(at),
  )
const redAt = (at: number) => planFinder(example.database.sqlite).of('p1').at(at).limits[0]?.red?.high
const shown = () => areaPlanReader(example.query).of('default', () => true, NOW + HOUR)

test('an area’s plan judges whoever there has none of their own, from the moment in which it was saved', async () => {
  expect(await saveForArea(withPulse(120))).toEqual({ done: true, version: 1 })
  expect(await saveForArea(withPulse(125), { seen: 1 }, NOW + HOUR)).toEqual({ done: true, version: 2 })
  expect([NOW - 1, NOW, NOW + HOUR].map(redAt)).toEqual([undefined, 120, 125])
  const care = await planReader(example.query).carePlan({ id: 'p1', name: 'Helvi' }, NOW + HOUR)
  expect(care).toMatchObject({ version: 0, templates: [{ id: 'area', version: 2 }], areaPlan: { version: 2 } })
  expect(care.origins['limits/heart-rate/red/high']).toEqual({ from: 'template', template: 'area' })
})

test('a plan of one’s own stays as it is when the area’s changes, and rests on the newest once somebody lays it under', async () => {
  await saveForArea(withPulse(120))
  const own = withPulse(120, { weightGainDay: { enabled: true } })
  expect(await saveForHelvi(own, [{ id: 'area', version: 1 }])).toEqual({ done: true, version: 1 })
  await saveForArea(withPulse(125), { seen: 1 }, NOW + HOUR)
  expect(redAt(NOW + 2 * HOUR)).toBe(120)
  expect(await shown()).toMatchObject({
    version: 2,
    people: { following: { count: 0 }, own: { count: 1, people: [{ id: 'p1', version: 1 }] } },
    history: [
      { version: 2, differences: [{ path: ['limits', 'heart-rate', 'red', 'high'], before: 120, after: 125 }] },
      {},
    ],
  })
})

test('what is one person’s own is left out of the plan for everybody', async () => {
  const personal = { medicines: [{ id: 'm', name: 'Furosemidi', doses: [] }], goals: [{ id: 'g', text: 'Kauppaan' }] }
  await saveForArea(withPulse(120, { ...personal, responsible: 'aino' }))
  expect((await shown())?.plan).toMatchObject({ medicines: [], goals: [] })
  expect((await shown())?.plan.responsible).toBeUndefined()
})

test('where four eyes are wanted danger limits wait for another person, and others do not', async () => {
  const setting = { type: 'plan-setting-changed', by: example.bo, area: 'default', fourEyes: true } as const
  await setFourEyes(example.query, example.audit, setting, example.work())
  const attention = planSchema.parse({ limits: [{ kind: 'heart-rate', yellow: { high: 100 } }] })
  expect(await saveForArea(attention)).toEqual({ done: true, version: 1 })

  const proposed = await saveForArea(withPulse(120), { seen: 1 })
  const { created: proposal = '' } = proposed as { created?: string }
  expect(redAt(NOW)).toBeUndefined()
  expect(await decide({ proposal, by: example.aino })).toEqual({ done: false, code: 'plan-second-person-needed' })
  expect(await decide({ proposal })).toEqual({ done: true, version: 2 })
  expect(redAt(NOW)).toBe(120)
  expect(await decide({ proposal })).toMatchObject({ done: false, code: 'plan-proposal-decided' })
  expect((await shown())?.history[0]).toMatchObject({ changedBy: { id: 'aino' }, approvedBy: { id: 'bo' } })
})

test('a proposal for a plan that has been changed since is outdated; whoever made it takes it back', async () => {
  const setting = { type: 'plan-setting-changed', by: example.bo, area: 'default', fourEyes: true } as const
  await setFourEyes(example.query, example.audit, setting, example.work())
  const { created: proposal = '' } = (await saveForArea(withPulse(120))) as { created?: string }
  await saveForArea(planSchema.parse({ weightGainDay: { enabled: true } }))
  expect(await decide({ proposal })).toEqual({ done: false, code: 'plan-proposal-outdated' })
  expect(await decide({ proposal, by: example.aino, decision: 'decline' })).toEqual({ done: true })
  expect((await shown())?.proposals).toMatchObject([{ state: 'withdrawn' }])
})

test.each([
  ['contradicts itself', () => saveForArea(withPulse(99)), 'plan-contradictory'],
  ['says nothing new', () => saveForArea(groupPlan), 'plan-unchanged'],
  ['was made over one that was not seen', () => saveForArea(withPulse(120), { seen: 3 }), 'plan-changed'],
  ['is of no area', () => saveForArea(withPulse(120), { area: 'nowhere' }), 'not-found'],
])('a plan for an area that %s is refused', async (_what, save, code) => {
  expect(await save()).toEqual({ done: false, code })
})
