import { type HomeCommand, isoTime, newUlid, planSchema, type Task } from '@kotisilta/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { asCommand } from '../commands-to-homes/store.ts'
import { ExampleCommits, exampleReading } from '../commit/example-commits.ts'
import { taskReader } from './reader.ts'

const NOW = Date.parse('2026-11-26T08:00:00.000Z')
const MINUTE = 60_000
const aino = { id: 'aino', name: 'Aino' }
const plan = planSchema.parse({ measureAgain: { enabled: true, minutes: 15 } })

let server: ExampleCommits
beforeEach(async () => {
  server = await ExampleCommits.open(NOW, {
    home: 'h1',
    gateway: 'g1',
    patients: [{ id: 'helvi', name: 'Helvi', plan, devices: [{ device: 'ble:01', profile: 'x' }] }],
  })
})
afterEach(() => server.close())

const tasks = (): Promise<Task[]> => taskReader(server.database.query).list(() => true)
const only = async (): Promise<Task> => {
  const [task, ...others] = await tasks()
  expect(others).toEqual([])
  return task as Task
}
const commands = async (): Promise<HomeCommand[]> =>
  (await server.database.query.selectFrom('home_command').selectAll().orderBy('id').execute()).map(asCommand)
const answer = (id: string, status: 'done' | 'cannot' | 'failed', code: HomeCommand['code'] & string, gateway = 'g1') =>
  server.run({ type: 'home-answered', gateway, result: { id, status, code } })
const ask = async (): Promise<string> => {
  const id = newUlid(server.now)
  const args = { question: 'are-you-well', devices: [] }
  const expires = isoTime(server.now + 5 * MINUTE)
  const what = { id, gateway: 'g1', patient: 'helvi', command: 'ask', args, expires, by: aino } as const
  await server.run({ type: 'command-home', ask: what })
  return id
}

test('an answer of another home than the one that was asked changes nothing', async () => {
  await server.send(exampleReading('heart-rate', 140, NOW))
  const [command] = await commands()
  await answer(command?.id as string, 'done', 'asked', 'g2')
  expect((await only()).asked).toMatchObject({ status: 'waiting' })
})

test('what a nurse had asked and no device could ask is a task for somebody', async () => {
  const id = await ask()
  expect(await tasks()).toEqual([])
  await answer(id, 'cannot', 'nothing-can')
  expect(await only()).toMatchObject({
    kind: 'ask-person',
    patient: { id: 'helvi' },
    status: 'open',
    asked: { id, status: 'cannot' },
  })
})

test('a home that does not answer in time leaves a task, which is over when the answer comes after all', async () => {
  const id = await ask()
  server.now += 20 * MINUTE
  await server.run({ type: 'expire-home-commands' })
  await server.run({ type: 'expire-home-commands' })
  expect(await only()).toMatchObject({ kind: 'ask-person', status: 'open', asked: { status: 'expired' } })
  await answer(id, 'done', 'answered-well')
  expect(await only()).toMatchObject({ status: 'cancelled', outcome: 'taken-back' })
})
