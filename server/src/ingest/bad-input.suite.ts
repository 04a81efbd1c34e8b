import { isoTime, type Milliseconds, newUlid, planSchema } from '@kotisilta/contract'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ExampleCommits, exampleReading } from '../commit/example-commits.ts'

const NOW: Milliseconds = Date.UTC(2026, 10, 21, 8)
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

let world: ExampleCommits
beforeEach(async () => {
  world = await open()
})
afterEach(() => world.close())

const open = (plan: object = {}) =>
  ExampleCommits.open(NOW, {
    home: 'h1',
    gateway: 'g1',
    patients: [
      { id: 'helvi', name: 'Helvi', plan: planSchema.parse(plan), devices: [{ device: 'ble:01', profile: 'x' }] },
      { id: 'onni', name: 'Onni', devices: [{ device: 'ble:02', profile: 'x' }] },
    ],
  })
const reopened = async (plan: object): Promise<void> => {
  await world.close()
  world = await open(plan)
}
const tick = () => world.run({ type: 'tick' })
/** Somebody looks now and then, and at the end for long enough to be sure that nothing is on its way any more. */
const passing = async (until: Milliseconds, every: Milliseconds): Promise<void> => {
  for (; world.now < until; world.now = Math.min(until, world.now + every)) await tick()
  for (let minutes = 0; minutes <= 30; minutes += 5, world.now += 5 * MINUTE) await tick()
}
const told = async () => (await world.alerts()).map(({ rule, status, stillTrue }) => [rule, status, stillTrue])
const one = (query: string) => world.database.sqlite.prepare(query).pluck().get()

test('100 readings in a second: all are kept, and what they mean is one alert', async () => {
  const readings = Array.from({ length: 100 }, (_, n) => exampleReading('heart-rate', 135 + (n % 3), NOW + 10 * n))
  world.now = NOW + 1_000
  await world.send(...readings)
  expect(one('select count(*) from reading')).toBe(100)
  expect(await told()).toEqual([['news2', 'open', true]])
})

test('a second person on the device: a reading of which it is not certain whose it is alarms nobody, and somebody is asked', async () => {
  world.database.sqlite
    .prepare("insert into device_assignment(device, patient, profile, from_at) values('ble:01', 'onni', 'x', 0)")
    .run()
  world.now = NOW + MINUTE
  await world.send(exampleReading('heart-rate', 180, world.now))
  expect([await world.alerts('helvi'), await world.alerts('onni')]).toEqual([[], []])
  expect(one("select count(*) from task where kind = 'person-uncertain' and status = 'open'")).toBe(1)
})

describe('years of absence', () => {
  test('are one alert, which says when the reading was due, and end with the next reading', async () => {
    await reopened({ expected: [{ kind: 'body-weight', withinHours: 24 }] })
    await world.send(exampleReading('body-weight', 72, NOW))
    await passing(NOW + 3 * 365 * DAY, 20 * DAY)
    expect(await told()).toEqual([['silence', 'open', true]])
    expect((await world.alerts())[0]?.occurredAt).toBe(isoTime(NOW + DAY))
    world.now += MINUTE
    await world.send(exampleReading('body-weight', 60, world.now))
    await tick()
    expect(await told()).toEqual([['silence', 'open', false]])
  })

  test('do not make a weight of then a change of now', async () => {
    await world.send(exampleReading('body-weight', 60, NOW))
    world.now = NOW + 3 * 365 * DAY
    await world.send(exampleReading('body-weight', 72, world.now))
    expect(await told()).toEqual([])
  })
})

describe('contradictory plans', () => {
  const save = (limits: object[]) =>
    world.run({
      type: 'plan-saved',
      patient: 'helvi',
      by: { id: 'aino', name: 'Aino' },
      seen: 0,
      reason: 'Agreed',
      change: 'edited',
      templates: [],
      plan: planSchema.parse({ limits }),
    })

  test.each([
    ['red inside yellow', [{ kind: 'heart-rate', red: { high: 100 }, yellow: { high: 110 } }]],
    ['low above high', [{ kind: 'heart-rate', red: { low: 120, high: 50 } }]],
  ])('%s is refused, and what was in force stays', async (_name, limits) => {
    const versions = one('select count(*) from plan_version')
    const refused = await save(limits).catch((error: Error) => error.name)
    expect(refused === 'ZodError' || (refused as { done: boolean }).done === false).toBe(true)
    expect(one('select count(*) from plan_version')).toBe(versions)
  })
})

test('units that do not fit: nothing is converted by guess, the reading waits in quarantine with its bytes', async () => {
  world.now = NOW + MINUTE
  await world.send(
    exampleReading('body-weight', 160, world.now, { unit: 'lb' as never }),
    exampleReading('body-temperature', 99, world.now, { unit: '[degF]' as never }),
    exampleReading('heart-rate', 70, world.now, { unit: 'bpm' as never }),
  )
  expect(one('select count(*) from reading')).toBe(0)
  expect(one("select count(*) from quarantine where code = 'item-invalid' and replayed_at is null")).toBe(3)
  expect(await told()).toEqual([])
})

test('a plan for what nobody measures: is told once and low, however long, and does not hide what is measured', async () => {
  await reopened({ expected: [{ kind: 'blood-glucose', withinHours: 24 }] })
  await passing(NOW + 400 * DAY, 5 * DAY)
  const [alert] = await world.alerts()
  expect([await told(), alert?.priority]).toEqual([[['silence', 'open', true]], 'low'])
  expect(alert?.history.filter(({ event }) => event === 'raised' || event === 'worsened')).toHaveLength(1)
  world.now += MINUTE
  await world.send(exampleReading('heart-rate', 140, world.now))
  expect((await told()).map(([rule]) => rule)).toEqual(['silence', 'news2'])
})

describe('an alert acknowledged four months ago', () => {
  const aino = { id: 'aino', name: 'Aino' }

  test('pages nobody at half past five in the morning, nor when the same is measured again, over a restart too', async () => {
    await world.send(exampleReading('heart-rate', 135, NOW))
    const [alert] = await world.alerts()
    await world.run({ type: 'alert', alert: alert?.id ?? '', action: { type: 'acknowledge', by: aino } })
    const calls = one('select count(*) from alert_call')
    world.now = Date.UTC(2027, 2, 21, 3, 30)
    world.restart()
    await world.run({ type: 'climb' })
    await tick()
    await world.send(exampleReading('heart-rate', 136, world.now, { id: newUlid(world.now) }))
    await world.run({ type: 'climb' })
    const [after, ...others] = await world.alerts()
    expect([after?.status, after?.owner, others]).toEqual(['acknowledged', aino, []])
    expect(one('select count(*) from alert_call')).toBe(calls)
    expect(after?.history.filter(({ event }) => event === 'reopened' || event === 'called')).toEqual([])
  })
})
