import { type Actor, type Alert, type Milliseconds, newUlid, PRIORITY_RANK } from '@kotisilta/contract'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ExampleCommits, exampleReading } from '../commit/example-commits.ts'
import { provision } from '../patients/provision.ts'

const NOW: Milliseconds = Date.UTC(2026, 10, 21, 8)
const MINUTE = 60_000
const HOMES = 1_000
const aino: Actor = { id: 'aino', name: 'Aino' }

let world: ExampleCommits
beforeEach(async () => {
  world = await ExampleCommits.open(NOW)
  const homes = Array.from({ length: HOMES }, (_, n) => ({
    home: `storm-${n}`,
    gateway: `gw-${n}`,
    patients: [{ id: `p${n}`, name: `Person ${n}`, devices: [{ device: `test:${n}`, profile: 'x' }] }],
  }))
  provision(world.database, homes, NOW, 0)
  world.database.sqlite
    .prepare('insert into staff(id, username, name, role, password_hash, created_at) values(?,?,?,?,?,?)')
    .run('aino', 'aino', 'Aino', 'on-call', 'x', NOW)
  world.database.sqlite.prepare("insert into staff_area values('aino', '*')").run()
  world.database.sqlite.prepare('update on_call_version set version = version + 1').run()
  await tick()
})
afterEach(() => world.close())

const tick = () => world.run({ type: 'tick' })
const word = (from: number, to: number, online: boolean) =>
  world.run({
    type: 'gateway-words',
    words: Array.from({ length: to - from }, (_, n) => ({ gateway: `gw-${from + n}`, online, at: world.now })),
  })
const all = async (): Promise<Alert[]> => {
  const rows = await world.database.query.selectFrom('alert').select('body').where('status', '<>', 'resolved').execute()
  return rows.map(({ body }) => JSON.parse(body) as Alert)
}
const called = () => world.database.sqlite.prepare('select distinct alert from alert_call').pluck().all() as string[]

/** Time passes minute by minute until as many alerts are there. */
async function until(count: number): Promise<Alert[]> {
  for (let minute = 0; minute < 40; minute++) {
    world.now += MINUTE
    // A round has a few milliseconds: it takes many to look at everybody.
    for (let round = 0; round < 400; round++) {
      await tick()
      if ((world.database.sqlite.prepare('select count(*) from alert').pluck().get() as number) >= count) return all()
    }
  }
  throw new Error(`no ${count} alerts came`)
}
async function climb(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    world.now += MINUTE
    await world.run({ type: 'climb' })
  }
}
const sos = async () => {
  world.now += 1_000
  await world.send({
    ...exampleReading('heart-rate', 70, world.now),
    type: 'event',
    kind: 'sos-pressed',
    value: undefined,
    unit: undefined,
    quality: undefined,
    id: newUlid(world.now),
  })
}

describe(`${HOMES} homes that lose power together`, () => {
  test('are one cause with all of them as its members, for which somebody is called once, and an SOS goes its own way', async () => {
    await word(0, HOMES, false)
    const alerts = await until(HOMES)
    const storms = new Set(alerts.map(({ storm }) => storm?.id))
    expect([storms.size, storms.has(undefined)]).toEqual([1, false])
    const leaders = alerts.filter(({ storm }) => storm?.leads)
    expect(leaders).toHaveLength(1)
    expect(leaders[0]?.words.en.title).toBe('At least 1000 homes of one area are cut off')
    // The first four before it was known that there would be more.
    expect(called()).toHaveLength(4)

    await sos()
    await climb(12)
    const after = await all()
    const sosAlert = after.find(({ rule }) => rule === 'sos')
    expect(after.toSorted((a, b) => PRIORITY_RANK[a.priority] - PRIORITY_RANK[b.priority])[0]).toEqual(sosAlert)
    expect([sosAlert?.storm, sosAlert?.climb?.status]).toEqual([
      undefined,
      expect.stringMatching(/climbing|unanswered/),
    ])
    // Nobody is called for a member; each has a moment at which it is looked at again all the same.
    expect(called()).toHaveLength(5)
    expect(called()).toContain(sosAlert?.id)
    expect(after.filter(({ climb }) => climb?.due == null)).toEqual([])
  })

  test('are taken by one touch of whoever is on duty for the area, each with an entry of its own in the access log', async () => {
    await word(0, 20, false)
    const alerts = await until(20)
    const leader = alerts.find(({ storm }) => storm?.leads) as Alert
    const take = (ground: 'area-duty' | 'care-relationship') =>
      world.run({ type: 'alert', alert: leader.id, action: { type: 'acknowledge', by: aino, ground } })
    await take('area-duty')
    expect((await all()).filter(({ owner }) => owner?.id === 'aino')).toHaveLength(20)
    const log = world.database.sqlite.prepare("select count(*) from access_log where action = 'alert-acknowledge'")
    expect(log.pluck().get()).toBe(20)
  })

  test('are not all taken by somebody who is there for one of them', async () => {
    await word(0, 20, false)
    const leader = (await until(20)).find(({ storm }) => storm?.leads) as Alert
    const ground = 'care-relationship'
    await world.run({ type: 'alert', alert: leader.id, action: { type: 'acknowledge', by: aino, ground } })
    expect((await all()).filter(({ owner }) => owner?.id === 'aino')).toHaveLength(1)
  })

  test('are seen to be over home by home; when the one that spoke for them is resolved another does, also after a restart', async () => {
    await word(0, 20, false)
    const leader = (await until(20)).find(({ storm }) => storm?.leads) as Alert
    await word(0, 15, true)
    for (let round = 0; round < 20; round++) await tick()
    expect((await all()).filter(({ stillTrue }) => stillTrue)).toHaveLength(5)
    world.restart()
    await climb(1)
    const outcome = { type: 'resolve', by: aino, outcome: 'technical' } as const
    await world.run({ type: 'alert', alert: leader.id, action: outcome })
    const rest = await all()
    expect([rest.length, rest.filter(({ storm }) => storm?.leads).length]).toEqual([19, 1])
    const before = called()
    await climb(6)
    expect(called().filter((id) => !before.includes(id)).length).toBeLessThanOrEqual(1)
    const next = rest.find(({ storm }) => storm?.leads) as Alert
    expect((await all()).find(({ id }) => id === next.id)?.climb).toMatchObject({ status: 'climbing', step: 1 })
  })
})

test('four homes are four alerts, and somebody is called for each', async () => {
  await word(0, 4, false)
  const alerts = await until(4)
  expect(alerts.map(({ storm }) => storm)).toEqual([undefined, undefined, undefined, undefined])
  expect(called()).toHaveLength(4)
})
