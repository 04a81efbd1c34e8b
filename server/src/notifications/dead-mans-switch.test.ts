import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import SqliteDatabase from 'better-sqlite3'
import { pino } from 'pino'
import { afterEach, expect, test } from 'vitest'
import type { CommandResult } from '../commit/commands.ts'
import { startDeadMansSwitch } from './dead-mans-switch.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function watched(commits: () => Promise<CommandResult>, due: number | null = null) {
  let calls = 0
  const server = createServer((_, response) => {
    calls++
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const sqlite = new SqliteDatabase(':memory:')
  sqlite.exec('create table escalation(due integer)')
  if (due !== null) sqlite.prepare('insert into escalation values(?)').run(due)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const log = pino({ level: 'silent' })
  const end = startDeadMansSwitch(
    { url, committer: { run: commits }, sqlite, clock: { now: () => 1_000_000 }, log },
    20,
  )
  ends.push(
    () => new Promise((resolve) => server.close(resolve)),
    () => server.closeAllConnections(),
    end,
  )
  return () => calls
}
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const works = async (): Promise<CommandResult> => ({ done: true })

test('whoever watches is called again and again while the server can commit and climb', async () => {
  const calls = await watched(works)
  for (let looked = 0; calls() < 3 && looked < 500; looked++) await wait(20)
  expect(calls()).toBeGreaterThanOrEqual(3)
})

test('a disk that takes nothing is told by silence', async () => {
  const calls = await watched(() => Promise.reject(new Error('full')))
  await wait(300)
  expect(calls()).toBe(0)
})

test('an alert that should have climbed half a minute ago is told by silence; one moment before it is not', async () => {
  const stuck = await watched(works, 1_000_000 - 30_001)
  const steady = await watched(works, 1_000_000 - 30_000)
  for (let looked = 0; steady() < 3 && looked < 500; looked++) await wait(20)
  expect([stuck(), steady() >= 3]).toEqual([0, true])
})
