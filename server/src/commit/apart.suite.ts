import { isoTime, type Milliseconds, newUlid, planSchema } from '@kotisilta/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ExampleCommits } from './example-commits.ts'

const NOW: Milliseconds = Date.UTC(2026, 10, 26, 12)
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const WATCHED = planSchema.parse({ expected: [{ kind: 'body-weight', withinHours: 24 }] })

let world: ExampleCommits
beforeEach(async () => {
  world = await ExampleCommits.open(NOW, {
    home: 'h1',
    gateway: 'g1',
    patients: ['anni', 'helvi', 'onni'].map((id) => ({
      id,
      name: id,
      plan: WATCHED,
      devices: [{ device: `ble:${id}`, profile: 'x' }],
    })),
  })
})
afterEach(() => world.close())

const sos = (patient: string) => ({
  type: 'event',
  id: newUlid(world.now),
  device: `ble:${patient}`,
  kind: 'sos-pressed',
  at: isoTime(world.now),
  clock: 'gateway',
})
const run = (text: string, ...values: unknown[]) => world.database.sqlite.prepare(text).run(...values)
const stepsOf = (patient: string) =>
  world.database.sqlite
    .prepare(
      "select json_array_length(e.body, '$.calls') from escalation e join alert a on a.id = e.alert where a.patient = ?",
    )
    .pluck()
    .get(patient)

test('an alert that cannot be read does not keep the others from climbing', async () => {
  for (const patient of ['anni', 'helvi', 'onni']) await world.send(sos(patient))
  run("update alert set body = '{' where patient = 'helvi'")
  const before = stepsOf('anni') as number
  for (let minutes = 0; minutes < 3; minutes++) {
    world.now += 2 * MINUTE
    await world.run({ type: 'climb' })
  }
  expect(stepsOf('anni')).toBeGreaterThan(before)
  expect(stepsOf('onni')).toBe(stepsOf('anni'))
})

test('a person of whom something cannot be read does not keep the others from being missed', async () => {
  world.restart()
  for (const patient of ['anni', 'helvi', 'onni']) run("insert into episodes(patient, body) values(?, '{}')", patient)
  run("update episodes set body = '{' where patient = 'anni'")
  for (let hours = 0; hours < 30; hours++) {
    world.now += HOUR
    for (let minutes = 0; minutes < 12; minutes++, world.now += 5 * MINUTE) await world.run({ type: 'tick' })
  }
  const rules = async (patient: string) => (await world.alerts(patient)).map(({ rule }) => rule)
  expect(await rules('anni')).toEqual([])
  expect([await rules('helvi'), await rules('onni')]).toEqual([['silence'], ['silence']])
})
