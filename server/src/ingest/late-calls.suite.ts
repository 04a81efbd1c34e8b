import { isoTime, type Milliseconds, newUlid } from '@kotisilta/contract'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ExampleCommits } from '../commit/example-commits.ts'
import { provision } from '../patients/provision.ts'

const NOW: Milliseconds = Date.UTC(2026, 10, 21, 8)
const HOUR = 3_600_000
const DAY = 24 * HOUR
const aino = { id: 'aino', name: 'Aino' }

let world: ExampleCommits
beforeEach(async () => {
  world = await ExampleCommits.open(NOW)
  // The band came to Helvi yesterday; it was somebody's in another home until a week ago.
  world.database.sqlite.prepare("update device_assignment set from_at = ? where device = 'ble:01'").run(NOW - DAY)
})
afterEach(() => world.close())

const call = (at: Milliseconds, more: object = {}) => ({
  type: 'event',
  id: newUlid(world.now),
  device: 'ble:01',
  kind: 'sos-pressed',
  at: isoTime(at),
  deviceAt: isoTime(at),
  clock: 'device',
  ...more,
})
const one = (query: string) => world.database.sqlite.prepare(query).pluck().get()

test('a call from before the device was theirs is of a clock that is wrong: it pages, with the time at which it was heard', async () => {
  await world.send(call(NOW - 3 * DAY))
  const [alert] = await world.alerts()
  expect(alert).toMatchObject({ rule: 'sos', priority: 'high', status: 'open', occurredAt: isoTime(NOW) })
  expect(alert?.words.en.why).toContain('The time is uncertain')
  expect(one('select count(*) from quarantine')).toBe(0)
  const { events } = await import('../events/store.ts').then(({ eventStore }) => ({
    events: eventStore(world.database.sqlite).whole('helvi', 0, NOW + DAY),
  }))
  expect(events).toMatchObject([{ at: isoTime(NOW), clock: 'estimated', deviceAt: isoTime(NOW - 3 * DAY) }])
})

test('a call that is late and has a time at which the device was theirs keeps it, and is heard once', async () => {
  const late = call(NOW - 5 * HOUR)
  await world.send(late)
  await world.send(late, { ...late, id: newUlid(NOW) })
  const [alert, ...others] = await world.alerts()
  expect([alert?.occurredAt, alert?.status, others]).toEqual([isoTime(NOW - 5 * HOUR), 'open', []])
  expect(one('select count(*) from event')).toBe(1)
})

test('what is no call for help keeps its time, and waits in quarantine for whoever it is', async () => {
  await world.send(call(NOW - 3 * DAY, { kind: 'dose-missed' }))
  expect(one('select code from quarantine')).toBe('device-unassigned')
  expect(await world.alerts()).toEqual([])
})

describe('a call of a device that is nobody’s now either', () => {
  beforeEach(() => {
    world.database.sqlite.prepare("update device_assignment set until_at = ? where device = 'ble:01'").run(NOW - HOUR)
  })

  test('waits in quarantine, and is told of who lives where it was heard, once', async () => {
    const stray = call(NOW - 60_000)
    await world.send(stray)
    expect(one('select code from quarantine')).toBe('device-unassigned')
    expect(one('select count(*) from event')).toBe(0)
    const [alert, ...others] = await world.alerts()
    expect(alert).toMatchObject({ rule: 'sos', priority: 'high', status: 'open', patient: { id: 'helvi' } })
    expect(alert?.words.en.why).toContain('assigned to nobody')
    expect(others).toEqual([])
    await world.run({ type: 'alert', alert: alert?.id ?? '', action: { type: 'acknowledge', by: aino } })
    await world.send(stray)
    expect((await world.alerts())[0]?.status).toBe('acknowledged')
    await world.send(call(NOW))
    expect((await world.alerts())[0]?.status).toBe('open')
    await world.run({ type: 'alert', alert: alert?.id ?? '', action: { type: 'acknowledge', by: aino } })
    await world.run({ type: 'alert', alert: alert?.id ?? '', action: { type: 'resolve', by: aino, outcome: 'phone' } })
    world.now += DAY
    await world.send(stray)
    expect((await world.alerts()).map(({ status }) => status)).toEqual(['resolved'])
  })

  test('is told of somebody who is at home rather than of somebody in hospital', async () => {
    world.database.sqlite.prepare("update patient set status = 'hospital' where id = 'helvi'").run()
    await world.send(call(NOW, { device: 'ble:nobody-has-ever-seen' }))
    expect(one('select code from quarantine')).toBe('device-unknown')
    expect(await world.alerts('onni')).toMatchObject([{ rule: 'sos', status: 'open' }])
    expect(await world.alerts()).toEqual([])
  })

  test.each(['dose-missed', 'battery-low'])('%s is no call for help, and only waits', async (kind) => {
    await world.send(call(NOW, { kind }))
    expect(one('select count(*) from quarantine')).toBe(1)
    expect(await world.alerts()).toEqual([])
  })
})

test('a call of a device that is somebody’s in another home is theirs: nobody here is called for it', async () => {
  provision(
    world.database,
    [
      {
        home: 'h2',
        gateway: 'g2',
        patients: [{ id: 'eino', name: 'Eino', devices: [{ device: 'ble:77', profile: 'x' }] }],
      },
    ],
    NOW,
    0,
  )
  await world.send(call(NOW, { device: 'ble:77' }))
  expect(one('select code from quarantine')).toBe('device-unassigned')
  expect(await world.alerts()).toEqual([])
})

test('a clock that stands still does not make the second call a repetition of the first', async () => {
  const standing = { deviceAt: '2025-01-01T00:00:00.000Z', clock: 'estimated' }
  const first = call(NOW, standing)
  await world.send(first)
  const [alert] = await world.alerts()
  await world.run({ type: 'alert', alert: alert?.id ?? '', action: { type: 'acknowledge', by: aino } })
  world.now += HOUR
  await world.send(first)
  expect((await world.alerts())[0]?.status).toBe('acknowledged')
  await world.send(call(world.now, standing))
  expect(one('select count(*) from event')).toBe(2)
  expect((await world.alerts())[0]?.status).toBe('open')
})
