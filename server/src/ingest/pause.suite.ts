import { isoTime, type Milliseconds, planSchema } from '@kotisilta/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ExampleCommits, exampleReading } from '../commit/example-commits.ts'

const NOW: Milliseconds = Date.UTC(2026, 10, 21, 8)
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const aino = { id: 'aino', name: 'Aino' }

let world: ExampleCommits
beforeEach(async () => {
  world = await ExampleCommits.open(NOW, {
    home: 'h1',
    gateway: 'g1',
    patients: [
      {
        id: 'helvi',
        name: 'Helvi',
        plan: planSchema.parse({ expected: [{ kind: 'body-weight', withinHours: 3 }] }),
        devices: [{ device: 'ble:01', profile: 'x' }],
      },
    ],
  })
})
afterEach(() => world.close())

const until = async (hour: number): Promise<void> => {
  for (; world.now < NOW + hour * HOUR; world.now += 5 * MINUTE) await world.run({ type: 'tick' })
  await world.run({ type: 'tick' })
}
const told = async () => (await world.alerts()).map(({ rule, stillTrue }) => [rule, stillTrue])
const pause = (until: number) =>
  world.run({ type: 'plan-paused', patient: 'helvi', by: aino, until: NOW + until * HOUR, reason: 'hospital' })
const resume = () => world.run({ type: 'plan-resumed', patient: 'helvi', by: aino })

test('a pause: what was due within it pages nobody, and after the client is back the time counts anew', async () => {
  await world.send(exampleReading('body-weight', 72, NOW))
  await until(1)
  expect(await pause(48)).toMatchObject({ done: true })
  await until(6)
  expect(await told()).toEqual([])
  // Home earlier than was thought.
  expect(await resume()).toMatchObject({ done: true })
  await until(6 + 2.9)
  expect(await told()).toEqual([])
  await until(6 + 3.2)
  expect(await told()).toEqual([['silence', true]])
  expect((await world.alerts())[0]?.occurredAt).toBe(isoTime(NOW + 9 * HOUR))
})

test('a pause over which the server restarts holds, and ends by itself at its end', async () => {
  await world.send(exampleReading('body-weight', 72, NOW))
  await until(1)
  await pause(6)
  await until(4)
  world.restart()
  await until(6 + 2.9)
  expect(await told()).toEqual([])
  await until(6 + 3.2)
  expect(await told()).toEqual([['silence', true]])
})

test('what was missing when a pause begins ends with it, and stays on the board for whoever looks after it', async () => {
  await world.send(exampleReading('body-weight', 72, NOW))
  await until(3.2)
  expect(await told()).toEqual([['silence', true]])
  await pause(48)
  await until(3.5)
  expect(await told()).toEqual([['silence', false]])
})
