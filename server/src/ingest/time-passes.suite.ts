import { type Alert, isoTime, type Milliseconds, newUlid, planSchema } from '@kotisilta/contract'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ExampleCommits, exampleReading } from '../commit/example-commits.ts'
import { type PersonsHistory, storedHistory } from '../history/stored-history.ts'

const MINUTE: Milliseconds = 60_000
const HOUR = 60 * MINUTE
/** Midnight in Helsinki, in winter. */
const MIDNIGHT = Date.UTC(2026, 10, 21, -2)
const at = (hour: number) => MIDNIGHT + hour * HOUR

const medicine = {
  id: 'furosemide',
  name: 'Furosemidi',
  atc: 'C03CA01',
  doses: ['08:00', '14:00'].map((time) => ({ at: time, early: 60, late: 60, critical: 120, missed: 180 })),
}
const plan = planSchema.parse({
  expected: [{ kind: 'body-weight', withinHours: 24 }],
  medicines: [medicine],
  inactivity: { enabled: true },
})

let world: ExampleCommits
beforeEach(async () => {
  world = await ExampleCommits.open(at(0), {
    home: 'h1',
    gateway: 'g1',
    patients: [
      {
        id: 'helvi',
        name: 'Helvi',
        plan,
        devices: ['ble:01', 'mqtt:robot'].map((device) => ({ device, profile: 'x' })),
      },
      { id: 'onni', name: 'Onni', devices: [{ device: 'ble:02', profile: 'x' }] },
    ],
  })
})
afterEach(() => world.close())

/** Lets the server's time pass, with a round every minute. */
async function until(hour: number, every: Milliseconds = MINUTE): Promise<void> {
  for (; world.now < at(hour); world.now = Math.min(at(hour), world.now + every)) await world.run({ type: 'tick' })
  await world.run({ type: 'tick' })
}
const word = (online: boolean) =>
  world.run({ type: 'gateway-words', words: [{ gateway: 'g1', online, at: world.now }] })
const event = (kind: string, when: Milliseconds, detail?: Record<string, unknown>, device = 'mqtt:robot') => ({
  type: 'event',
  id: newUlid(when),
  device,
  kind,
  at: isoTime(when),
  clock: 'device',
  ...(detail !== undefined && { detail }),
})
const robot = (kind: string, hour: number, slot: number) =>
  world.send(event(kind, at(hour), { slot: isoTime(at(slot)), medicine: 'ATC C03CA01' }))
const weigh = (hour: number) => world.send(exampleReading('body-weight', 72, at(hour)))

const told = async (patient = 'helvi') =>
  (await world.alerts(patient)).map(({ rule, priority, stillTrue }) => [rule, priority, stillTrue])
/** What detection has said on the one alert. */
const found = async () => (await only()).history.flatMap(({ event, rule }) => (rule === undefined ? [] : [event]))
const only = async (patient = 'helvi'): Promise<Alert> => {
  const alerts = await world.alerts(patient)
  expect(alerts).toHaveLength(1)
  return alerts[0] as Alert
}

describe('a home that is cut off', () => {
  test('is one alert for each who lives there, with the cause, and over when it is back', async () => {
    await word(true)
    await until(1)
    await weigh(1)
    await word(false)
    await until(1.04)
    expect(await told()).toEqual([])
    await until(1.1)
    expect([await told(), await told('onni')]).toEqual([[['silence', 'low', true]], [['silence', 'low', true]]])
    expect((await only()).words.en.title).toBe('The gateway in the home is not heard')
    await word(true)
    await until(1.2)
    expect([await told(), await told('onni')]).toEqual([[['silence', 'low', false]], [['silence', 'low', false]]])
  })

  test('stays one alert however much is missing for it, and gets urgent', async () => {
    await word(true)
    await weigh(0.1)
    await until(1)
    await word(false)
    await until(30, 10 * MINUTE)
    expect(await told()).toEqual([['silence', 'medium', true]])
    expect(await found()).toEqual(['raised', 'worsened'])
  })

  test('is not told while a server has just begun, nor home by home again afterwards', async () => {
    await word(true)
    await until(1)
    await word(false)
    await until(1.1)
    world.restart()
    await word(false)
    await until(1.2)
    expect(await told()).toEqual([['silence', 'low', true]])
    await word(true)
    await until(1.21)
    expect(await told()).toEqual([['silence', 'low', false]])
  })
})

describe('a home whose gateway does not hear its devices', () => {
  const radio = (online: boolean) =>
    world.run({ type: 'gateway-words', words: [{ gateway: 'g1', of: 'radio', online, at: world.now }] })

  test('is one alert for each who lives there within minutes, and over when it hears again', async () => {
    await word(true)
    await until(1)
    await radio(false)
    await until(1.05)
    expect([await told(), await told('onni')]).toEqual([[['silence', 'low', true]], [['silence', 'low', true]]])
    expect((await only()).words.en.title).toBe('The gateway in the home does not hear the devices')
    await radio(true)
    await until(1.1)
    expect(await told()).toEqual([['silence', 'low', false]])
  })

  test('stays one over a restart of the server, whose gateway says again how it is', async () => {
    await word(true)
    await radio(false)
    await until(0.5)
    world.restart()
    await word(true)
    await radio(false)
    await until(0.7)
    expect(await told()).toEqual([['silence', 'low', true]])
    await radio(true)
    await until(1.1)
    expect(await told()).toEqual([['silence', 'low', false]])
    expect(await found()).toEqual(['raised', 'cleared'])
  })
})

describe('state over a restart (home-assistant/core#59812, thingsboard#6821)', () => {
  test('what became true while the server was away is told, and not idle for having been true already', async () => {
    await weigh(0.1)
    await until(1)
    world.restart()
    world.now = at(40)
    await until(40.2)
    expect(await told()).toEqual([])
    await until(40.3)
    expect(await told()).toEqual([['silence', 'low', true]])
    expect((await only()).occurredAt).toBe(isoTime(at(24.1)))
  })

  test('what had been told is not told again, and ends when it ends', async () => {
    await weigh(0.1)
    await until(25, 10 * MINUTE)
    expect(await told()).toEqual([['silence', 'low', true]])
    world.restart()
    await until(26)
    expect((await only()).version).toBe(1)
    world.restart()
    await weigh(26)
    await until(26.1)
    expect(await found()).toEqual(['raised', 'cleared'])
  })

  test('stillness is told when its time comes, though the server was killed in the middle of it', async () => {
    for (let day = 0; day < 9; day++) {
      for (let hour = 7; hour < 22; hour++) {
        world.now = at(24 * day + hour + 1)
        await world.send(exampleReading('steps', 100, world.now, { over: 'PT1H' }))
      }
    }
    const day = 24 * 9
    world.now = at(day + 8)
    await weigh(day + 8)
    for (const hour of [7, 8, 9]) {
      await until(day + hour + 1)
      await world.send(exampleReading('steps', hour === 7 ? 100 : 0, world.now, { over: 'PT1H' }))
      if (hour === 8) world.restart()
    }
    await until(day + 10.2)
    expect(await told()).toEqual([])
    await until(day + 10.3)
    expect(await told()).toEqual([['inactivity', 'medium', true]])
    expect((await only()).occurredAt).toBe(isoTime(at(day + 10)))
  })

  test('a rule that is switched on where its condition is true already tells it', async () => {
    await world.send(exampleReading('body-weight', 72, at(0), { device: 'ble:02' }))
    await until(40, 10 * MINUTE)
    expect(await told('onni')).toEqual([])
    const body = JSON.stringify(plan)
    world.database.sqlite
      .prepare(
        `insert into plan_version(patient, version, valid_from, layers, plan, change, reason, changed_at)
         values('onni', 1, ?, '{"templates":[],"personal":{}}', ?, 'saved', '', 0)`,
      )
      .run(world.now, body)
    await until(40.1)
    await until(65, 10 * MINUTE)
    expect(await told('onni')).toEqual([['silence', 'low', true]])
  })
})

describe('one dose (did-i-take-my-meds#68)', () => {
  const offered = async () => {
    await weigh(7)
    await robot('dose-offered', 8, 8)
  }

  test('that is late is told from when it is critical, over a restart, and settled by taking it', async () => {
    await until(7)
    await offered()
    await until(9.5)
    world.restart()
    await until(9.99)
    expect(await told()).toEqual([])
    await until(10.1)
    expect(await told()).toEqual([['dose-late', 'medium', true]])
    await robot('dose-taken', 10.1, 8)
    await until(10.2)
    expect(await told()).toEqual([['dose-late', 'medium', false]])
    // It was the dose of eight o'clock: that of two o'clock is still to come, and is told when nobody takes it.
    await until(16.1)
    expect(await found()).toEqual(['raised', 'cleared', 'grew'])
  })

  test('that is late and then given up is one alert that gets worse', async () => {
    await until(7)
    await offered()
    await until(10.1)
    await robot('dose-missed', 10.2, 8)
    await until(10.3)
    await robot('dose-missed', 10.2, 8)
    await until(10.4)
    expect(await told()).toEqual([['dose-late', 'medium', true]])
    expect(await found()).toEqual(['raised', 'worsened'])
  })

  test('that was taken while the home was cut off is nobody’s alert', async () => {
    await word(true)
    await until(7)
    await offered()
    await until(7.5)
    await word(false)
    await until(11)
    await word(true)
    await robot('dose-taken', 8.1, 8)
    await until(11.5)
    expect(await told()).toEqual([['silence', 'medium', false]])
  })
})

describe('a fall after which the device asks', () => {
  const fall = () => world.send(event('fall-detected', world.now, { asking: true }, 'ble:01'))

  test('is told when nobody has answered within a minute, though the server was killed meanwhile', async () => {
    await fall()
    await world.run({ type: 'tick' })
    expect(await told()).toEqual([])
    world.restart()
    world.now += 59_000
    await world.run({ type: 'tick' })
    expect(await told()).toEqual([])
    world.now += 2_000
    await world.run({ type: 'tick' })
    expect(await told()).toEqual([['fall', 'high', undefined]])
  })

  test('is nobody’s alert when the person answers', async () => {
    await fall()
    world.now += 30_000
    await world.send(event('fall-cancelled', world.now, {}, 'ble:01'))
    world.now += 60_000
    await world.run({ type: 'tick' })
    expect(await told()).toEqual([])
  })
})

test('nobody is written down who is not watched, however much time passes', async () => {
  await until(2)
  expect(await world.episodes('onni')).toEqual({})
})

test('what is kept can be read as a history, in order and with the person’s own plan', async () => {
  await weigh(1)
  await robot('dose-offered', 0.5, 8)
  const history = storedHistory(world.folder, { patient: 'helvi' })
  const people: PersonsHistory[] = []
  for await (const person of history) people.push(person)
  await history.close()
  expect(people.map(({ patient, items }) => [patient, items.map(({ kind }) => kind)])).toEqual([
    ['helvi', ['dose-offered', 'body-weight']],
  ])
  expect(people[0]?.plans.at(isoTime(at(1))).medicines).toEqual(plan.medicines)
})
