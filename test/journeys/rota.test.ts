import type { Alert, OnCallNow, OnCallSettings } from '@kotisilta/contract'
import { openDatabase } from '@kotisilta/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Client } from '../harness/client.ts'
import { TestGateway } from '../harness/gateway.ts'
import { PASSWORD, Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

let region: Region
const staff: Record<string, { id: string; client: Client }> = {}
beforeAll(async () => {
  region = new Region()
  await region.provision(2)
  const database = await openDatabase(region.dataDir)
  await database.query.insertInto('area').values({ id: 'north', name: 'Pohjoinen' }).execute()
  const second = region.fleet[1]?.gateway as string
  await database.query
    .updateTable('home')
    .set({ area: 'north' })
    .where('id', '=', (select) => select.selectFrom('gateway').select('home').where('id', '=', second))
    .execute()
  await database.close()
  await region.addUser('aino', 'on-call', ['default'])
  await region.addUser('bo', 'on-call', ['default'])
  await region.addUser('nina', 'on-call', ['north'])
  await region.addUser('cia', 'coordinator')
  await region.addUser('local', 'coordinator', ['north'])
  await region.startServer()
  for (const name of ['aino', 'bo', 'nina', 'cia', 'local']) {
    const client = new Client(region.url)
    expect((await client.signIn(name, PASSWORD)).status).toBe(200)
    staff[name] = { id: (await client.ask('GET', '/session')).body.user.id, client }
  }
})
afterAll(() => region.close())

const idOf = (name: string) => staff[name]?.id as string
const as = (name: string) => staff[name]?.client as Client
const all = [1, 2, 3, 4, 5, 6, 7]
const rota = (crews: string[][], more: object = {}) => ({
  name: 'Night desk',
  layers: [
    { id: 'nurses', name: 'Nurses', crews: crews.map((crew) => crew.map(idOf)), from: '2026-01-01', turnDays: 1 },
  ],
  confirmMinutes: null,
  version: 0,
  reason: 'A first rota',
  ...more,
})
const put = (by: string, id: string, body: object) => as(by).ask('PUT', `/on-call/schedules/${id}`, body)
const putPolicy = (by: string, id: string, steps: object[][], more: object = {}) =>
  as(by).ask('PUT', `/on-call/policies/${id}`, {
    name: 'High',
    priorities: ['high'],
    steps: steps.map((to) => ({ to, waitSeconds: 3600 })),
    version: 0,
    reason: 'A first chain',
    ...more,
  })
const settings = async (): Promise<OnCallSettings> => (await as('cia').ask('GET', '/on-call/settings')).body
const now = async (name = 'cia'): Promise<OnCallNow> => (await as(name).ask('GET', '/on-call/now')).body

test('a roster with no one, a stale version, somebody unknown and somebody else’s area are refused by name', async () => {
  expect(await put('cia', 'desk', rota([[]]))).toMatchObject({ status: 422, code: 'roster-empty' })
  expect(await put('cia', 'desk', rota([['aino']], { version: 3 }))).toMatchObject({
    status: 412,
    code: 'on-call-changed',
  })
  expect(await put('cia', 'desk', rota([['nobody']]))).toMatchObject({ status: 400 })
  const unknown = rota([['aino']])
  unknown.layers[0]?.crews.push(['01JD7Z4QK2W3E5R6T7Y8V9B0NM'])
  expect(await put('cia', 'desk', unknown)).toMatchObject({ status: 422, code: 'staff-unknown' })
  expect(await put('cia', 'desk', rota([['aino']], { area: 'nowhere' }))).toMatchObject({ code: 'area-unknown' })
  expect(await put('local', 'desk', rota([['aino']], { area: 'default' }))).toMatchObject({ status: 403 })
  expect(await put('local', 'desk', rota([['aino']]))).toMatchObject({ status: 403 })
  expect(await put('aino', 'desk', rota([['aino']]))).toMatchObject({ status: 403 })
  expect((await settings()).schedules).toEqual([])
})

test('who changed a schedule, what and why is kept with every version, and two who change it at once are told', async () => {
  expect(await put('cia', 'desk', rota([['aino'], ['bo']]))).toMatchObject({
    status: 200,
    body: { version: 1, faults: [] },
  })
  const [first, second] = await Promise.all([
    put('cia', 'desk', rota([['aino', 'nina']], { version: 1, reason: 'One more' })),
    put('cia', 'desk', rota([['bo']], { version: 1, reason: 'One less' })),
  ])
  expect([first.status, second.status].sort()).toEqual([200, 412])
  const history = (await as('cia').ask('GET', '/on-call/history?what=schedule&id=desk')).body
  expect(history).toHaveLength(2)
  expect(history[1]).toMatchObject({ version: 1, by: 'cia', reason: 'A first rota' })
  expect(history[1].schedule.layers[0].crews).toEqual([[idOf('aino')], [idOf('bo')]])
})

test('gaps, double bookings and people who see nobody there are warned of in the answer to the change', async () => {
  const days = { days: all, from: '07:00', until: '21:00' }
  const layers = [{ ...rota([['nina', 'aino']]).layers[0], windows: [days] }]
  const { body } = await put('cia', 'days', rota([], { layers, name: 'Days', area: 'default' }))
  const types = new Set(body.faults.map(({ type }: { type: string }) => type))
  expect([...types].sort()).toEqual(['blind', 'double', 'gap'])
  const blind = body.faults.find(({ type }: { type: string }) => type === 'blind')
  expect(blind).toMatchObject({ schedules: ['days'], staff: { name: 'nina' } })
})

test('a looping policy is refused, and a schedule that a policy calls cannot be taken away', async () => {
  const desk = { type: 'schedule', schedule: 'desk' }
  const nurses = { type: 'role', role: 'nurse' }
  expect(await putPolicy('cia', 'high', [[desk], [nurses], [desk]])).toMatchObject({
    status: 422,
    code: 'policy-loops',
  })
  expect(await putPolicy('cia', 'high', [[{ type: 'schedule', schedule: 'gone' }]])).toMatchObject({
    code: 'schedule-unknown',
  })
  expect(await putPolicy('cia', 'high', [[desk], [nurses]])).toMatchObject({ status: 200, body: { version: 1 } })
  const { version } = (await settings()).schedules.find(({ id }) => id === 'desk') ?? {}
  const removal = { version, reason: 'Not needed' }
  expect(await as('cia').ask('POST', '/on-call/schedules/desk/removal', removal)).toMatchObject({
    status: 409,
    code: 'schedule-in-use',
  })
})

test('a step calls whoever is on and may see the client, and nobody else', async () => {
  const { version } = (await settings()).schedules.find(({ id }) => id === 'desk') ?? { version: 0 }
  await put('cia', 'desk', rota([['aino', 'nina']], { version }))
  const { version: policy } = (await settings()).policies[0] ?? { version: 0 }
  const steps = [[{ type: 'schedule', schedule: 'desk' }], [{ type: 'role', role: 'on-call' }]]
  expect(await putPolicy('cia', 'high', steps, { version: policy })).toMatchObject({ status: 200 })
  const calledFor = async (index: number): Promise<string[]> => {
    const gateway = await TestGateway.connect(region.mqttUrl, region.fleet[index] as (typeof region.fleet)[0])
    await gateway.sos()
    await gateway.close()
    let found: Alert | undefined
    await until(async () => {
      const { body } = await as('cia').ask('GET', `/alerts?patient=${gateway.patient}`)
      found = body[0]
      return found !== undefined
    }, 'the alert is there')
    return (found as Alert).history.flatMap(({ event, people }) =>
      event === 'called' ? (people ?? []).map(({ name }) => name) : [],
    )
  }
  expect([await calledFor(0), await calledFor(1)]).toEqual([['aino'], ['nina']])
})

test('where two have to have it, the second joins and only then it stops climbing; a third is told who has it', async () => {
  const { version } = (await settings()).policies[0] ?? { version: 0 }
  const steps = [[{ type: 'role', role: 'on-call' }]]
  await putPolicy('cia', 'high', steps, { version, takers: 2 })
  const alerts = (await as('cia').ask('GET', '/alerts?status=open')).body as Alert[]
  const before = alerts.find(({ history }) => history.some(({ people }) => people?.[0]?.name === 'aino')) as Alert
  // An alert climbs by the chain that it was raised with: this one is told anew.
  await as('aino').ask('POST', `/alerts/${before.id}/resolve`, { outcome: 'phone' })
  const gateway = await TestGateway.connect(region.mqttUrl, region.fleet[0] as (typeof region.fleet)[0])
  await gateway.sos()
  await gateway.close()
  let id = ''
  await until(async () => {
    const { body } = await as('cia').ask('GET', `/alerts?status=open&patient=${gateway.patient}`)
    id = body[0]?.id ?? ''
    return id !== ''
  }, 'the alert is there')
  const take = (name: string) => as(name).ask('POST', `/alerts/${id}/acknowledge`, {})
  expect(await take('aino')).toMatchObject({
    body: { status: 'acknowledged', owner: { name: 'aino' }, climb: { status: 'climbing', takers: 1, wanted: 2 } },
  })
  expect((await take('aino')).body.climb).toMatchObject({ takers: 1 })
  expect(await take('bo')).toMatchObject({
    body: { owner: { name: 'aino' }, climb: { status: 'taken', due: null, takers: 2, wanted: 2 } },
  })
  expect(await take('cia')).toMatchObject({ status: 409, code: 'alert-already-acknowledged' })
})

async function raised(index: number): Promise<Alert> {
  const gateway = await TestGateway.connect(region.mqttUrl, region.fleet[index] as (typeof region.fleet)[0])
  await gateway.sos()
  await gateway.close()
  let alert: Alert | undefined
  await until(async () => {
    alert = (await as('cia').ask('GET', `/alerts?status=open&patient=${gateway.patient}`)).body[0]
    return alert !== undefined
  }, 'the alert is there')
  return alert as Alert
}
async function resolveAll(): Promise<void> {
  for (const { id } of (await as('cia').ask('GET', '/alerts?status=unresolved')).body)
    await as('cia').ask('POST', `/alerts/${id}/resolve`, { outcome: 'phone' })
}

test('two nurses at once, and a third: exactly as many have it as have to, and the others are told who', async () => {
  await resolveAll()
  const { id } = await raised(0)
  const nurses = ['aino', 'bo', 'cia']
  const answers = await Promise.all(nurses.map((name) => as(name).ask('POST', `/alerts/${id}/acknowledge`, {})))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409])
  const { body } = await as('cia').ask('GET', `/alerts/${id}`)
  expect(body).toMatchObject({ status: 'acknowledged', climb: { status: 'taken', takers: 2, wanted: 2 } })
})

test('a chain in which nobody may see the client calls whoever would be called without it', async () => {
  await resolveAll()
  const { version } = (await settings()).policies[0] ?? { version: 0 }
  await putPolicy('cia', 'high', [[{ type: 'staff', staff: idOf('nina') }], [{ type: 'relatives' }]], { version })
  const { history, climb } = await raised(0)
  const called = history.flatMap(({ event, people }) =>
    event === 'called' ? (people ?? []).map(({ name }) => name) : [],
  )
  expect(called.sort()).toEqual(['aino', 'bo', 'cia'])
  expect(climb).toMatchObject({ status: 'unanswered', nobody: false })
  await resolveAll()
})

test('a swap is offered, changes nothing until the other accepts, and can be undone', async () => {
  const { version } = (await settings()).schedules.find(({ id }) => id === 'desk') ?? { version: 0 }
  await put('cia', 'desk', rota([['aino']], { version }))
  const from = new Date(Date.now() + 3 * 86_400_000).toISOString()
  const later = new Date(Date.now() + 3.5 * 86_400_000).toISOString()
  const offer = { schedule: 'desk', from, until: later, to: idOf('bo'), note: 'Kastejuhla' }
  expect(await as('bo').ask('POST', '/on-call/swaps', { ...offer, to: idOf('aino') })).toMatchObject({
    code: 'shift-not-yours',
  })
  expect(await as('aino').ask('POST', '/on-call/swaps', offer)).toMatchObject({ status: 200 })
  const onThen = async () => {
    const { body } = await as('bo').ask('GET', `/on-call/calendar?from=${from}&days=1`)
    return body.schedules.find(({ id }: { id: string }) => id === 'desk').duties[0].staff[0].name
  }
  expect(await onThen()).toBe('aino')
  const [offered] = (await now('bo')).own.offers
  expect((await now('bo')).own.notices).toMatchObject([{ kind: 'swap-offered', about: { name: 'aino' } }])
  const step = (name: string, what: string) =>
    as(name).ask('POST', `/on-call/swaps/${offered?.id}/steps`, { step: what })
  expect(await step('aino', 'accept')).toMatchObject({ code: 'swap-not-possible' })
  expect(await step('nina', 'accept')).toMatchObject({ status: 404 })
  expect(await step('bo', 'accept')).toMatchObject({ status: 200 })
  expect(await onThen()).toBe('bo')
  expect((await now('aino')).own.notices.map(({ kind }) => kind)).toContain('swap-answered')
  expect(await step('aino', 'undo')).toMatchObject({ status: 200 })
  expect(await onThen()).toBe('aino')
  expect(await step('bo', 'accept')).toMatchObject({ code: 'swap-not-possible' })
})

test('nobody on duty is told to the chain’s last resort, again when it begins, and is over when somebody is found', async () => {
  const { version } = (await settings()).schedules.find(({ id }) => id === 'desk') ?? { version: 0 }
  await put('cia', 'desk', rota([['aino']], { version }))
  const chain = [[{ type: 'schedule', schedule: 'desk' }], [{ type: 'staff', staff: idOf('cia') }]]
  const policy = (await settings()).policies[0] ?? { version: 0 }
  await putPolicy('cia', 'high', chain, { version: policy.version })
  const away = {
    from: new Date(Date.now() - 60_000).toISOString(),
    until: new Date(Date.now() + 3_600_000).toISOString(),
  }
  const { body } = await as('cia').ask('POST', '/on-call/schedules/desk/overrides', {
    ...away,
    away: idOf('aino'),
    instead: [],
    reason: 'Sairas',
  })
  expect(body.faults).toContainEqual(expect.objectContaining({ type: 'gap', schedules: ['desk'] }))
  const gap = async () => (await now()).warnings.find(({ kind, subject }) => kind === 'gap' && subject === 'desk')
  await until(async () => (await gap())?.told.length === 1, 'somebody is told')
  expect(await gap()).toMatchObject({ stage: 'now', priority: 'high', status: 'open', told: [{ name: 'cia' }] })
  expect((await now('cia')).own.notices).toContainEqual(expect.objectContaining({ kind: 'gap', name: 'Night desk' }))
  const warning = await gap()
  expect(await as('cia').ask('POST', `/on-call/warnings/${warning?.id}/take`)).toMatchObject({ status: 200 })
  expect(await gap()).toMatchObject({ status: 'taken', takenBy: { name: 'cia' } })
  await as('cia').ask('DELETE', `/on-call/schedules/desk/overrides/${body.id}`)
  await until(async () => (await gap()) === undefined, 'the gap is over')
})

test('a phone reads somebody’s shifts by an address of its own, until it is taken back', async () => {
  const { version } = (await settings()).schedules.find(({ id }) => id === 'desk') ?? { version: 0 }
  const nights = [{ days: all, from: '21:00', until: '07:00' }]
  const layers = [{ ...rota([['aino'], ['bo']]).layers[0], windows: nights }]
  await put('cia', 'desk', rota([], { layers, version, required: nights }))
  const made = await as('aino').ask('POST', '/on-call/calendars', { schedule: null })
  const read = () => fetch(`${region.url}${made.body.path}`)
  const answer = await read()
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
  const text = await answer.text()
  expect(text.match(/BEGIN:VEVENT/g)?.length).toBeGreaterThan(30)
  expect(text).not.toContain('bo')
  const whole = await as('aino').ask('POST', '/on-call/calendars', { schedule: 'desk' })
  expect(await (await fetch(`${region.url}${whole.body.path}`)).text()).toContain('SUMMARY:Night desk: bo')
  expect(await as('bo').ask('DELETE', `/on-call/calendars/${made.body.id}`)).toMatchObject({ status: 404 })
  expect(await as('aino').ask('DELETE', `/on-call/calendars/${made.body.id}`)).toMatchObject({ status: 200 })
  expect((await read()).status).toBe(404)
  expect((await as('aino').ask('GET', '/on-call/calendars')).body).toHaveLength(1)
})

test('a rota that was taken away is listed, and brought back as it was, exceptions and all', async () => {
  expect(await put('cia', 'spare', rota([['aino']], { name: 'Spare desk' }))).toMatchObject({ status: 200 })
  const exception = { from: '2027-01-01T08:00:00.000Z', until: '2027-01-01T16:00:00.000Z', instead: [idOf('bo')] }
  const added = await as('cia').ask('POST', '/on-call/schedules/spare/overrides', { ...exception, reason: 'Holiday' })
  expect(added.status).toBe(200)
  const before = (await settings()).schedules.find(({ id }) => id === 'spare')
  const removal = { version: before?.version, reason: 'By mistake' }
  expect((await as('cia').ask('POST', '/on-call/schedules/spare/removal', removal)).status).toBe(200)
  expect((await settings()).removed).toMatchObject([
    { what: 'schedule', id: 'spare', name: 'Spare desk', by: 'cia', reason: 'By mistake' },
  ])
  const back = { reason: 'It was needed' }
  expect((await as('local').ask('POST', '/on-call/schedules/spare/restoration', back)).status).toBe(403)
  expect((await as('cia').ask('POST', '/on-call/schedules/spare/restoration', back)).status).toBe(200)
  const after = await settings()
  expect(after.removed).toEqual([])
  expect(after.schedules.find(({ id }) => id === 'spare')).toMatchObject({
    name: 'Spare desk',
    layers: before?.layers,
    overrides: before?.overrides,
  })
  expect(await as('cia').ask('POST', '/on-call/schedules/spare/restoration', back)).toMatchObject({
    status: 412,
    code: 'on-call-changed',
  })
})
