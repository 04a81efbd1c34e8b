import { type Milliseconds, policySchema, type TechnicalAlert } from '@kotisilta/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ExampleCommits } from '../commit/example-commits.ts'

const NOW: Milliseconds = Date.UTC(2026, 10, 26, 12)
const MINUTE = 60_000
const teppo = { id: 'teppo', name: 'Teppo' }

let world: ExampleCommits
beforeEach(async () => {
  world = await ExampleCommits.open(NOW)
  const { sqlite } = world.database
  for (const id of ['teppo', 'tiina']) {
    sqlite
      .prepare(
        "insert into staff(id, username, name, role, password_hash, created_at) values(?, ?, ?, 'technician', '', 0)",
      )
      .run(id, id, id)
  }
})
afterEach(() => world.close())

/** A chain of machines with how long somebody may have one. */
function chain(holdSeconds?: number): void {
  const policy = policySchema.parse({
    id: 'machines',
    name: 'Machines',
    kind: 'technical',
    priorities: ['medium'],
    steps: [{ to: [{ type: 'role', role: 'technician' }], waitSeconds: 1800 }],
    ...(holdSeconds !== undefined && { holdSeconds }),
  })
  world.database.sqlite
    .prepare('insert into escalation_policy(id, body, changed_at) values(?, ?, 0)')
    .run(policy.id, JSON.stringify(policy))
}
async function later(minutes: number): Promise<TechnicalAlert> {
  world.now += minutes * MINUTE
  await world.run({ type: 'climb-technical' })
  return alert()
}
const alert = (): TechnicalAlert =>
  JSON.parse(world.database.sqlite.prepare('select body from technical_alert').pluck().get() as string)
async function step(type: 'acknowledge' | 'hand-back'): Promise<void> {
  const command = { type: 'technical-alert', step: { type, by: teppo }, ground: 'technical-task' } as const
  expect(await world.run({ ...command, id: alert().id, at: world.now })).toEqual({ done: true })
}
const events = () => alert().history.map(({ event }) => event)
const chainOf = () => {
  const body = world.database.sqlite.prepare('select body from technical_escalation').pluck().get()
  return body === undefined ? undefined : (JSON.parse(body as string) as { status: string; calls: unknown[] })
}

async function taken(holdSeconds?: number): Promise<void> {
  chain(holdSeconds)
  await world.run({ type: 'house-troubles', found: [{ problem: 'backup-failed', detail: 'ENOSPC' }], at: NOW })
  await later(0)
  expect(chainOf()).toMatchObject({ status: 'climbing', calls: [{ people: ['teppo', 'tiina'] }] })
  await step('acknowledge')
  await later(0)
}

test('taken and not seen to for as long as the chain gives, it is open again, nobody’s, and calls from the beginning', async () => {
  await taken(3600)
  expect(await later(59)).toMatchObject({ status: 'acknowledged', owner: teppo })
  expect(await later(1)).toMatchObject({ status: 'open', owner: null })
  expect(events()).toEqual(['raised', 'acknowledged', 'expired'])
  expect(chainOf()).toMatchObject({ status: 'climbing', calls: [{ people: ['teppo', 'tiina'] }] })
  await step('acknowledge')
  await later(0)
  expect(await later(59)).toMatchObject({ status: 'acknowledged' })
  expect(await later(1)).toMatchObject({ status: 'open' })
})

test('so it is after a restart', async () => {
  await taken(3600)
  world.restart()
  expect(await later(60)).toMatchObject({ status: 'open', owner: null })
})

test('handed back and taken again, the time begins anew', async () => {
  await taken(3600)
  await later(50)
  await step('hand-back')
  await step('acknowledge')
  expect(await later(50)).toMatchObject({ status: 'acknowledged' })
  expect(await later(60)).toMatchObject({ status: 'open' })
})

test('where the chain gives no time, whoever has taken it has it', async () => {
  await taken()
  expect(await later(7 * 24 * 60)).toMatchObject({ status: 'acknowledged', owner: teppo })
})

test('taken before it could call anybody, its time runs all the same', async () => {
  chain(3600)
  await world.run({ type: 'house-troubles', found: [{ problem: 'backup-failed', detail: 'ENOSPC' }], at: NOW })
  await step('acknowledge')
  await later(0)
  expect(await later(60)).toMatchObject({ status: 'open', owner: null })
})

test('what has ended is nobody’s to be reminded of', async () => {
  await taken(3600)
  await world.run({ type: 'house-troubles', found: [], at: world.now })
  expect(await later(120)).toMatchObject({ status: 'resolved' })
  expect(chainOf()).toBeUndefined()
})
