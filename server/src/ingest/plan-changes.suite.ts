import { type Milliseconds, planSchema } from '@kotisilta/contract'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ExampleCommits, exampleReading } from '../commit/example-commits.ts'
import { Directory } from '../devices/directory.ts'

const NOW: Milliseconds = Date.UTC(2026, 10, 21, 8)
const MINUTE = 60_000

let world: ExampleCommits
beforeEach(async () => {
  world = await ExampleCommits.open(NOW)
})
afterEach(() => world.close())

const pulse = (value: number) => {
  world.now += MINUTE
  return world.send(exampleReading('heart-rate', value, world.now))
}
const tick = () => world.run({ type: 'tick' })
const aino = { id: 'aino', name: 'Aino' }
let version = 0
const change = (high: number, more: { from?: number; patient?: string } = {}) =>
  world.run({
    type: 'plan-saved',
    patient: 'helvi',
    by: aino,
    seen: version++,
    reason: 'Agreed',
    change: 'edited',
    templates: [],
    plan: planSchema.parse({ limits: [{ kind: 'heart-rate', red: { high } }] }),
    ...more,
  })
const told = async () => (await world.alerts()).map(({ rule, status, stillTrue }) => [rule, status, stillTrue])

beforeEach(() => {
  version = 0
})

test('a limit that a nurse sets below the value that was measured last tells of it without another measurement', async () => {
  await pulse(105)
  await tick()
  expect(await told()).toEqual([])
  expect(await change(100)).toMatchObject({ done: true })
  await tick()
  expect(await told()).toEqual([['limit', 'open', true]])
})

test('a limit that is lifted above it ends what it had found, and the alert says so and stays with the staff', async () => {
  await change(100)
  await pulse(105)
  expect(await told()).toEqual([['limit', 'open', true]])
  await change(110)
  await tick()
  expect(await told()).toEqual([['limit', 'open', false]])
})

test('what a change means is found though the server ends between the two', async () => {
  await pulse(105)
  await change(100)
  world.restart()
  await tick()
  expect(await told()).toEqual([['limit', 'open', true]])
  await tick()
  expect(await told()).toHaveLength(1)
})

test('a plan that begins by itself judges what is known when it does', async () => {
  await pulse(105)
  expect(await change(100, { from: world.now + 10 * MINUTE })).toMatchObject({ done: true })
  await tick()
  expect(await told()).toEqual([])
  world.now += 10 * MINUTE
  await tick()
  expect(await told()).toEqual([['limit', 'open', true]])
})

test('of everybody else nothing is read anew', async () => {
  const directory = new Directory(world.database.sqlite)
  expect(directory.lookAround(world.now)).toBe('everything')
  const [helvi, onni] = [directory.person('helvi'), directory.person('onni')]
  await change(100)
  expect(directory.lookAround(world.now)).toBe('plans')
  expect(directory.person('onni')).toBe(onni)
  expect(directory.person('helvi')).not.toBe(helvi)
  expect(directory.person('helvi').plans.at(world.now).limits).toHaveLength(1)
  expect(directory.lookAround(world.now)).toBe('nothing')
  world.database.sqlite.prepare("update patient set name = 'Oni' where id = 'onni'").run()
  expect(directory.lookAround(world.now)).toBe('everything')
  expect(directory.person('onni').name).toBe('Oni')
})

describe('somebody who moves to another area', () => {
  const withPulse = (high: number) => planSchema.parse({ limits: [{ kind: 'heart-rate', red: { high } }] })
  const sameForAll = (area: string, high: number) =>
    world.run({
      type: 'area-plan-saved',
      area,
      by: aino,
      ground: 'duty',
      seen: 0,
      plan: withPulse(high),
      reason: 'Agreed',
    })
  const moveTo = (area: string) => {
    const { version: seen } = world.database.sqlite
      .prepare<[], { version: number }>("select version from patient where id = 'helvi'")
      .get() as { version: number }
    return world.run({
      type: 'people',
      by: aino,
      does: 'edit',
      patient: 'helvi',
      version: seen,
      changes: { area },
    })
  }
  const earlier = (minutes: number, value: number) =>
    world.send(exampleReading('heart-rate', value, world.now - minutes * MINUTE))
  const passed = () => world.database.sqlite.prepare<[], string>('select body from timeline').pluck().all()

  beforeEach(async () => {
    world.database.sqlite.exec("insert into area(id, name) values('south', 'South')")
    await sameForAll('default', 100)
    await sameForAll('south', 130)
    world.now += 60 * MINUTE
  })

  test('is judged by the new area’s plan at once, and what comes late from before by the old one’s', async () => {
    await pulse(120)
    expect(await told()).toEqual([['limit', 'open', true]])
    world.now += 10 * MINUTE
    expect(await moveTo('south')).toMatchObject({ done: true })
    world.now += MINUTE
    await tick()
    // 120 is below the new area's limit.
    expect(await told()).toEqual([['limit', 'open', false]])
    await pulse(90)
    // Measured before the move, and heard after it: 115 was above the limit there, and is so no longer.
    expect(passed()).toHaveLength(0)
    await earlier(60, 115)
    expect(passed()).toMatchObject([expect.stringContaining('"rule":"limit"')])
    await earlier(5, 126)
    expect(await told()).toEqual([['limit', 'open', false]])
  })

  test('and back again has been in each for a time of its own; so has everybody of the household', async () => {
    const at: Milliseconds[] = []
    for (const area of ['south', 'default', 'south']) {
      world.now += 60 * MINUTE
      at.push(world.now)
      await moveTo(area)
    }
    for (const patient of ['helvi', 'onni']) {
      const { plans } = new Directory(world.database.sqlite).person(patient)
      const limits = [-1, 0, 1, 2].map((turn) => {
        const moment = (at[Math.max(turn, 0)] as Milliseconds) + (turn < 0 ? -1 : 0)
        return plans.at(moment).limits[0]?.red?.high
      })
      expect(limits).toEqual([100, 130, 100, 130])
      expect(plans.at((at[1] as Milliseconds) - 1).limits[0]?.red?.high).toBe(130)
    }
  })
})
