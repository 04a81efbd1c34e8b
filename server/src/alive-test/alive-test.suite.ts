import type { TechnicalAlert } from '@kotisilta/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ExampleCommits } from '../commit/example-commits.ts'
import { PROVED_WITHIN } from './command.ts'
import { ATTEMPTS } from './schedule.ts'

const NOW = Date.parse('2026-11-26T01:00:00.000Z')

let commits: ExampleCommits
beforeEach(async () => {
  commits = await ExampleCommits.open(NOW)
})
afterEach(() => commits.close())

const ask = (attempt: number) =>
  commits.run({
    type: 'alive-test',
    action: 'ask',
    home: 'h1',
    gateway: 'g1',
    device: 'ble:01',
    patient: 'helvi',
    attempt,
  })
const end = () => commits.run({ type: 'alive-test', action: 'end-overdue', at: commits.now })
const arrives = () =>
  commits.send({
    type: 'event',
    id: `01JD7Z4QK2W3E5R6T7Y8V9B0N${(arrived++ % 10).toString()}`,
    device: 'ble:01',
    kind: 'alive-test',
    at: new Date(commits.now).toISOString(),
    clock: 'gateway',
    quality: [],
  })
let arrived = 0
const tests = () => commits.database.query.selectFrom('alive_test').selectAll().orderBy('asked_at').execute()
const technical = async () =>
  (await commits.database.query.selectFrom('technical_alert').select('body').execute()).map(
    ({ body }) => JSON.parse(body) as TechnicalAlert,
  )

test('a screen’s confirmation proves it: the alert is over, nobody was called, and the time is known', async () => {
  await ask(1)
  commits.now += 1_200
  await arrives()
  const [alert] = await commits.alerts()
  expect(alert).toMatchObject({ problem: 'test', status: 'open' })
  expect(alert?.climb).toBeUndefined()
  commits.now += 300
  await commits.run({
    type: 'alive-test',
    action: 'proved',
    alert: alert?.id as string,
    patient: 'helvi',
    staff: 'aino',
  })
  expect(await tests()).toMatchObject([{ result: 'proved', confirmed_by: 'aino', ended_at: NOW + 1_500 }])
  expect((await commits.alerts())[0]?.status).toBe('resolved')
  expect(await commits.database.query.selectFrom('alert_call').selectAll().execute()).toEqual([])
})

test('time does nothing to a test alarm: it neither climbs nor grows a version, also after a restart', async () => {
  await arrives()
  const before = await commits.alerts()
  commits.restart()
  for (let hour = 0; hour < 3; hour++) {
    commits.now += 3_600_000
    await commits.run({ type: 'climb' })
  }
  expect(await commits.alerts()).toEqual(before)
})

test('it says where it stopped: no answer, not arrived, or no screen', async () => {
  await ask(1)
  commits.now += PROVED_WITHIN - 1
  await end()
  expect((await tests())[0]?.ended_at).toBeNull()
  commits.now += 1
  await end()
  const [first] = await tests()
  expect(first?.result).toBe('not-answered')

  await ask(0)
  const command = (await tests())[1]?.command as string
  await commits.run({
    type: 'home-answered',
    gateway: 'g1',
    result: { id: command, status: 'done', code: 'alive-test-sent' },
  })
  commits.now += PROVED_WITHIN
  await end()
  expect((await tests())[1]?.result).toBe('not-arrived')

  await ask(0)
  await arrives()
  commits.now += PROVED_WITHIN
  await end()
  expect((await tests())[2]?.result).toBe('no-screen')
  expect((await commits.alerts()).map(({ status }) => status)).toEqual(['resolved'])
  expect(await technical()).toEqual([])
})

test('a whole night without proof is a technical alert of the gateway, once', async () => {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    expect(await technical()).toEqual([])
    await ask(attempt)
    commits.now += PROVED_WITHIN
    await end()
  }
  expect(await technical()).toMatchObject([
    { gateway: 'g1', problem: 'alive-test-missing', priority: 'medium', status: 'open', detail: 'not-answered' },
  ])
})
