import type { OnCallNow } from '@kotisilta/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Client } from '../harness/client.ts'
import { Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

/** Five minutes of the server's clock are a second of the machine's. */
const SPEED = 300
/** So long after it has been entered the shift begins, by the server's clock. */
const SOON = 40 * 60_000
const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki', hour: '2-digit', minute: '2-digit' })

let region: Region
const people: Record<string, { id: string; client: Client }> = {}
beforeAll(async () => {
  const start = Date.now()
  region = new Region({ KOTISILTA_CLOCK: `${start}:${start}:${SPEED}` })
  await region.provision(1)
  for (const [name, role] of [
    ['aino', 'on-call'],
    ['bo', 'on-call'],
    ['cia', 'coordinator'],
  ] as const)
    await region.addUser(name, role)
  await region.startServer()
  for (const name of ['aino', 'bo', 'cia']) {
    const client = new Client(region.url)
    await client.signIn(name)
    people[name] = { id: (await client.ask('GET', '/session')).body.user.id, client }
  }
})
afterAll(() => region.close())

const as = (name: string) => people[name]?.client as Client
const now = async (name: string): Promise<OnCallNow> => (await as(name).ask('GET', '/on-call/now')).body

test('who comes on is told twelve hours ahead, says that they hear it, and who does not becomes a warning that climbs', async () => {
  const begin = Math.ceil((Date.parse((await now('cia')).at) + SOON) / 60_000) * 60_000
  const [from, until10] = [begin, begin + 10 * 3_600_000].map((at) => wall.format(at)) as [string, string]
  const windows = [{ days: [1, 2, 3, 4, 5, 6, 7], from, until: until10 }]
  const crew = ['aino', 'bo'].map((name) => people[name]?.id)
  const put = await as('cia').ask('PUT', '/on-call/schedules/nights', {
    name: 'Nights',
    layers: [{ id: 'one', name: 'One', crews: [crew], from: '2026-01-01', turnDays: 7, windows }],
    required: windows,
    confirmMinutes: 15,
    version: 0,
    reason: 'Nights begin',
  })
  expect(put).toMatchObject({ status: 200, body: { faults: [] } })
  await until(async () => (await now('aino')).own.notices.some(({ kind }) => kind === 'comes-on'), 'aino is reminded')
  const [notice] = (await now('aino')).own.notices
  expect(notice).toMatchObject({ name: 'Nights', from: new Date(begin).toISOString() })
  await as('aino').ask('POST', `/on-call/notices/${notice?.id}/seen`)
  expect((await now('aino')).own.notices).toEqual([])

  const confirm = (heard: boolean) =>
    as('aino').ask('POST', '/on-call/shifts/confirmation', { schedule: 'nights', heard })
  await until(async () => /asked|late/.test((await now('aino')).own.shift?.confirmation ?? ''), 'it is asked for')
  expect(await confirm(false)).toMatchObject({ status: 400 })
  expect(await confirm(true)).toMatchObject({ status: 200 })
  expect((await now('aino')).own.shift).toMatchObject({ confirmation: 'confirmed' })
  expect(
    await as('cia').ask('POST', '/on-call/shifts/confirmation', { schedule: 'nights', heard: true }),
  ).toMatchObject({
    code: 'shift-not-yours',
  })

  // Bo says nothing: first he himself is told, then whoever can find another.
  const unconfirmed = async () => (await now('cia')).warnings.find(({ kind }) => kind === 'unconfirmed')
  await until(async () => ((await unconfirmed())?.told.length ?? 0) >= 2, 'it has climbed', 30_000)
  expect(await unconfirmed()).toMatchObject({ staff: { name: 'bo' }, stage: 'now', priority: 'medium' })
  expect((await unconfirmed())?.told.slice(0, 2).map(({ name }) => name)).toEqual(['bo', 'cia'])
  await as('bo').ask('POST', '/on-call/shifts/confirmation', { schedule: 'nights', heard: true })
  await until(async () => (await unconfirmed()) === undefined, 'the warning is over')
})
