import { type DeviceEvent, isoTime, newUlid, planSchema } from '@kotisilta/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ExampleCommits, exampleReading } from '../../commit/example-commits.ts'

// Eleven in the morning in Finland.
const NOW = Date.parse('2026-11-26T09:00:00.000Z')
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const aino = { id: 'aino', name: 'Aino' }
const windows = { early: 60, late: 60, critical: 120, missed: 180 }
const plan = planSchema.parse({
  medicines: [{ id: 'a', name: 'Furosemidi', atc: 'C03CA01', doses: [{ at: '10:00', ...windows }] }],
  inactivity: { enabled: true },
})

let server: ExampleCommits
beforeEach(async () => {
  const person = (id: string, device: string) => ({ id, name: id, plan, devices: [{ device, profile: 'x' }] })
  const patients = [person('helvi', 'ble:01'), person('onni', 'ble:02')]
  server = await ExampleCommits.open(NOW - 2 * HOUR, { home: 'h1', gateway: 'g1', patients })
  await tickAt(NOW - 2 * HOUR)
  await tickAt(NOW - 2 * HOUR + MINUTE)
  server.now = NOW
})
afterEach(() => server.close())

const event = (kind: DeviceEvent['kind'], minutesAgo: number, detail?: DeviceEvent['detail']): DeviceEvent => {
  const at = NOW - minutesAgo * MINUTE
  const more = detail === undefined ? {} : { detail }
  return { type: 'event', id: newUlid(at), device: 'ble:01', kind, at: isoTime(at), clock: 'gateway', ...more }
}
const move = (minutesAgo = 60) =>
  server.run({
    type: 'people',
    does: 'move-readings',
    by: aino,
    patient: 'helvi',
    device: 'ble:01',
    from: NOW - minutesAgo * MINUTE,
    to: NOW + MINUTE,
    owner: 'onni',
    note: 'Onni wore it.',
  })
const tickAt = async (now: number) => {
  server.now = now
  await server.run({ type: 'tick' })
}
const told = async (patient: string) =>
  (await server.alerts(patient)).map(({ problem, status, stillTrue }) => [problem, status, stillTrue ?? '-'])
const rows = (query: string) => server.database.sqlite.prepare<[], Record<string, unknown>>(query).all()

test('a call for help becomes the one’s who called: told anew there, taken back here, on record, and once only', async () => {
  const call = event('sos-pressed', 20)
  await server.send(call)
  expect(await told('helvi')).toEqual([['sos', 'open', '-']])
  expect(await move()).toEqual({ done: true, count: 1 })

  const [before] = await server.alerts('helvi')
  expect(before).toMatchObject({ status: 'open', stillTrue: false, basis: [{ item: call.id, withdrawn: true }] })
  expect(before?.history.find((each) => each.event === 'corrected')).toMatchObject({ by: aino, text: 'Onni wore it.' })
  const [after] = await server.alerts('onni')
  expect(after).toMatchObject({ rule: 'sos', status: 'open', priority: 'high', occurredAt: call.at })

  // The gateway sends it again, and somebody moves it again.
  await server.send(call)
  expect(await move()).toEqual({ done: false, code: 'not-found' })
  expect(rows('select patient from event')).toEqual([{ patient: 'onni' }])
  expect((await server.alerts('helvi')).concat(await server.alerts('onni'))).toHaveLength(2)

  expect(rows('select event, kind, patient, owner, moved_by, moved_at, note from moved_event')).toEqual([
    {
      event: call.id,
      kind: 'sos-pressed',
      patient: 'helvi',
      owner: 'onni',
      moved_by: 'aino',
      moved_at: NOW,
      note: 'Onni wore it.',
    },
  ])
  expect(rows("select patient from access_log where action = 'readings-moved' order by patient")).toEqual([
    { patient: 'helvi' },
    { patient: 'onni' },
  ])
  const [history] = rows("select body from patient_change where patient = 'onni' and action = 'device-moved'")
  expect(JSON.parse(history?.body as string)).toContainEqual({ field: 'events', before: null, after: 1 })
})

test('of two calls one is moved: the alert that is left rests on the other', async () => {
  const [hers, his] = [event('sos-pressed', 90), event('sos-pressed', 20)]
  await server.send(hers, his)
  await move()
  const [alert] = await server.alerts('helvi')
  expect(alert?.stillTrue).toBeUndefined()
  expect(alert?.basis.map(({ item, withdrawn }) => [item, withdrawn === true])).toEqual([
    [hers.id, false],
    [his.id, true],
  ])
})

test('a fall about which the device still asks waits with the other person, and only there', async () => {
  await server.send(event('fall-detected', 0, { asking: true }))
  expect(await told('helvi')).toEqual([])
  await move()
  await tickAt(NOW + 10 * MINUTE)
  expect(await told('helvi')).toEqual([])
  expect(await told('onni')).toEqual([['fall', 'open', '-']])
})

test('a dose that the other one took leaves this one’s open, and settles the other’s', async () => {
  const slot = isoTime(NOW - HOUR)
  await server.send(event('dose-offered', 61, { slot }), event('dose-taken', 59, { slot }))
  await server.send(exampleReading('heart-rate', 70, NOW))
  // What the robot offered was for her, and what was taken was not taken by her.
  await move(60)
  for (let minute = 0; minute <= 90; minute++) await tickAt(NOW + minute * MINUTE)
  expect(await told('helvi')).toEqual([['medication', 'open', true]])
  expect(await told('onni')).toEqual([])
})

test('movements of a bed and a door are learnt anew in both homes, after a restart too', async () => {
  await server.send(event('bed-left', 30), event('door-opened', 25))
  const moves = async (patient: string) =>
    ((await server.episodes(patient)) as { facts?: { moves?: unknown } }).facts?.moves
  const before = await moves('helvi')
  expect(before).toBeDefined()
  await move()
  server.restart()
  await tickAt(NOW + MINUTE)
  expect(await moves('helvi')).toBeUndefined()
  expect(await moves('onni')).toEqual(before)
  expect(rows('select distinct patient from event')).toEqual([{ patient: 'onni' }])
})
