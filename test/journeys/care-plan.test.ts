import type { CarePlan, PlanHistory, PlanPreview, PlanSaved, PlanTemplate } from '@kotisilta/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestGateway } from '../harness/gateway.ts'
import { Region } from '../harness/region.ts'
import type { Screen } from '../harness/screen.ts'
import { until } from '../harness/until.ts'

const HOUR = 3_600_000

let region: Region
let screen: Screen
let nurse: string
let physician: string
let administrator: string
beforeAll(async () => {
  region = await Region.open(3)
  await region.addUser('sirpa', 'nurse')
  await region.addUser('bo', 'physician')
  await region.addUser('adi', 'administrator')
  screen = await region.screen()
  nurse = await region.signIn('sirpa')
  physician = await region.signIn('bo')
  administrator = await region.signIn('adi')
})
afterAll(async () => {
  screen.close()
  await region.close()
})

const gatewayOf = (index: number) =>
  TestGateway.connect(region.mqttUrl, region.fleet[index] as (typeof region.fleet)[0])
const pulse = (value: number) => ({ kind: 'heart-rate', value, unit: '/min' })

async function ask<Answer>(
  cookie: string,
  method: string,
  path: string,
  body?: unknown,
  seen?: number,
): Promise<Answer> {
  const headers: Record<string, string> = seen === undefined ? {} : { 'if-match': `"${seen}"` }
  const answer = await region.request(cookie, method, path, body, headers)
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 })
  return answer.body as Answer
}
const refusal = async (cookie: string, method: string, path: string, body?: unknown, seen?: number) => {
  const headers: Record<string, string> = seen === undefined ? {} : { 'if-match': String(seen) }
  const { status, body: problem } = await region.request(cookie, method, path, body, headers)
  return [status, (problem as { code: string }).code]
}
const planOf = (patient: string) => `/api/v1/patients/${patient}/plan`

test('a template, a danger limit that a second person approves, an alert beyond it, and all of it in the history', async () => {
  const gateway = await gatewayOf(0)
  const url = planOf(gateway.patient)
  await ask(administrator, 'PUT', '/api/v1/areas/default/plan-setting', { fourEyes: true })
  expect(await ask<CarePlan>(nurse, 'GET', url)).toMatchObject({ version: 0, newest: 0, fourEyes: true, templates: [] })

  const all = await ask<PlanTemplate[]>(nurse, 'GET', '/api/v1/plan-templates')
  expect(all.map(({ id }) => id)).toContain('medication-robot')
  const templates = [{ id: 'heart-failure', version: 1 }]
  const preview = await ask<PlanPreview>(nurse, 'POST', `${url}/preview`, { templates, plan: {}, apply: true })
  expect(preview).toMatchObject({ needsApproval: true, faults: [] })
  expect(preview.origins['limits/heart-rate/red/high']).toEqual({ from: 'template', template: 'heart-failure' })
  expect(preview.warnings).toContainEqual({ path: 'expected/blood-pressure', code: 'nobody-measures' })
  const wanted = preview.plan
  const limit = wanted.limits.find(({ kind }) => kind === 'heart-rate')
  Object.assign(limit?.red ?? {}, { high: 120 })

  const saving = { templates, plan: wanted, reason: 'Vajaatoiminta todettu, sovittu lääkärin kanssa' }
  const proposed = await ask<PlanSaved>(nurse, 'PUT', url, saving, 0)
  expect(proposed).toMatchObject({ outcome: 'proposed' })
  const { proposal } = proposed as { proposal: string }
  await gateway.send([pulse(125)])
  expect([...screen.alerts.values()].filter(({ patient }) => patient.id === gateway.patient)).toEqual([])

  const decision = `${url}/proposals/${proposal}/approve`
  expect(await refusal(nurse, 'POST', decision, {}, 0)).toEqual([403, 'plan-second-person-needed'])
  const waiting = await ask<CarePlan>(physician, 'GET', url)
  expect(waiting.proposals[0]?.differences).toContainEqual({
    path: ['limits', 'heart-rate'],
    after: { kind: 'heart-rate', red: { low: 41, high: 120 }, yellow: { high: 110 } },
  })
  expect(await ask(physician, 'POST', decision, { note: 'Hyvä' }, 0)).toEqual({ outcome: 'saved', version: 1 })

  await gateway.send([pulse(125)])
  const alert = await screen.alert(({ patient }) => patient.id === gateway.patient)
  expect(alert).toMatchObject({ rule: 'limit', priority: 'high' })
  expect(alert.basis[0]).toMatchObject({ value: 125, limit: 120 })

  const eased = { ...saving, plan: { ...wanted, limits: [] }, reason: 'Rytmihäiriölääke aloitettu' }
  await ask(administrator, 'PUT', '/api/v1/areas/default/plan-setting', { fourEyes: false })
  expect(await ask(nurse, 'PUT', url, eased, 1)).toEqual({ outcome: 'saved', version: 2 })
  await gateway.send([pulse(125)])
  await until(() => screen.alerts.get(alert.id)?.stillTrue === false, 'the limit that is none any more has cleared')

  expect(await ask(nurse, 'POST', `${url}/restore`, { version: 1, reason: 'Ei aloitettukaan' }, 2)).toEqual({
    outcome: 'saved',
    version: 3,
  })
  const history = await ask<PlanHistory>(physician, 'GET', `${url}/history`)
  expect(
    history.versions.map(({ version, changedBy, approvedBy, restored, reason }) => ({
      version,
      by: changedBy?.name,
      approved: approvedBy?.name,
      restored,
      reason,
    })),
  ).toEqual([
    { version: 3, by: 'sirpa', approved: undefined, restored: 1, reason: 'Ei aloitettukaan' },
    { version: 2, by: 'sirpa', approved: undefined, restored: null, reason: 'Rytmihäiriölääke aloitettu' },
    { version: 1, by: 'sirpa', approved: 'bo', restored: null, reason: saving.reason },
  ])
  expect(history.versions[1]?.differences).toContainEqual({
    path: ['limits', 'heart-rate'],
    before: { kind: 'heart-rate', red: { low: 41, high: 120 }, yellow: { high: 110 } },
  })
  expect(history.proposals[0]).toMatchObject({ state: 'approved', decisionNote: 'Hyvä' })
  await gateway.close()
})

test('a plan that was changed meanwhile, contradicts itself or is not anybody’s to change is refused by name', async () => {
  const patient = region.fleet[1]?.devices[0]?.patient as string
  const url = planOf(patient)
  const onCall = await region.signIn()
  const limits = [{ kind: 'heart-rate', red: { high: 120 }, yellow: { high: 100 } }]
  const saving = { templates: [], plan: { limits }, reason: 'Sovittu' }
  await ask(nurse, 'PUT', url, saving, 0)
  expect(await refusal(physician, 'PUT', url, { ...saving, plan: {} }, 0)).toEqual([412, 'plan-changed'])
  expect(await refusal(nurse, 'PUT', url, saving)).toEqual([400, 'request-invalid'])
  expect(await refusal(nurse, 'PUT', url, { ...saving, reason: ' ' }, 1)).toEqual([400, 'request-invalid'])
  expect(await refusal(onCall, 'PUT', url, saving, 1)).toEqual([403, 'not-allowed'])
  expect(await refusal(administrator, 'GET', url)).toEqual([403, 'not-allowed'])
  expect(await refusal(nurse, 'GET', planOf('nobody'))).toEqual([404, 'not-found'])
  expect(await refusal(nurse, 'PUT', '/api/v1/areas/default/plan-setting', { fourEyes: true })).toEqual([
    403,
    'not-allowed',
  ])

  const wrong = {
    limits: [{ kind: 'body-temperature', red: { high: 98 }, yellow: { high: 99 } }],
    responsible: 'nobody',
  }
  const { status, body } = await region.request(nurse, 'PUT', url, { ...saving, plan: wrong }, { 'if-match': '1' })
  expect({ status, body }).toMatchObject({
    status: 422,
    body: {
      code: 'plan-contradictory',
      faults: [
        { path: 'limits/body-temperature/red/high', message: 'value-does-not-fit' },
        { path: 'limits/body-temperature/yellow/high', message: 'value-does-not-fit' },
        { path: 'limits/body-temperature/red/high', message: 'red-inside-yellow' },
        { path: 'responsible', message: 'responsible-unknown' },
      ],
    },
  })
})

test('a plan is paused for a stay in hospital and resumed early; both are seen by all who care for the person', async () => {
  const patient = region.fleet[2]?.devices[0]?.patient as string
  const url = planOf(patient)
  const onCall = await region.signIn()
  const end = new Date(Date.now() + 72 * HOUR).toISOString()
  const stay = { until: end, reason: 'hospital', note: 'TAYS, keuhkokuume' }
  const { pause } = await ask<{ pause: string }>(onCall, 'POST', `${url}/pauses`, stay)
  expect(await refusal(nurse, 'POST', `${url}/pauses`, { until: end, reason: 'travel' })).toEqual([
    409,
    'plan-pause-overlaps',
  ])
  const paused = await ask<CarePlan>(nurse, 'GET', url)
  expect(paused.pauses).toMatchObject([{ id: pause, reason: 'hospital', note: stay.note, pausedBy: { name: 'aino' } }])
  expect(paused.plan.pauses).toHaveLength(1)
  await ask(nurse, 'POST', `${url}/pauses/${pause}/resume`)
  expect((await ask<CarePlan>(nurse, 'GET', url)).pauses).toEqual([])
  const history = await ask<PlanHistory>(nurse, 'GET', `${url}/history`)
  expect(history.pauses).toMatchObject([{ id: pause, endedBy: { name: 'sirpa' }, plannedUntil: end }])
})
