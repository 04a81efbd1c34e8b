import { type Actor, type Ground, isoTime, type Lane, type Milliseconds, newUlid } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/store.ts'
import { homeCommandStore } from '../commands-to-homes/store.ts'
import type { CommandResult } from '../commit/commands.ts'
import type { Work } from '../commit/work.ts'
import type { Database } from '../database/schema.ts'
import type { Ingest } from '../ingest/ingest.ts'
import { TURN } from './turn.ts'

interface Asked {
  by: Actor
  ground: Ground
}

export type InstallationTestCommand = { type: 'installation-test' } & (
  | ({ action: 'start'; gateway: string; minutes: number } & Asked)
  /** This device is in the technician's hand; the turn of any other is over. */
  | ({ action: 'try'; test: string; device: string } & Asked)
  | ({ action: 'end'; test: string } & Asked)
  /** It was meant in earnest: it is taken as any other. `patient`: whose, as far as whoever says so may know. */
  | ({ action: 'real'; item: string; patient: string | null } & Asked)
  /** Those whose time is over. */
  | { action: 'end-overdue' }
)

interface Ports {
  query: Kysely<Database>
  ingest: Ingest
  audit: AuditLog
}

const MINUTE: Milliseconds = 60_000
/** What was said in tests is kept for as long as a gateway may say it again. */
const KEPT: Milliseconds = 32 * 24 * 60 * MINUTE
const DONE: CommandResult = { done: true }

/** Changed and logged in the transaction that the committing thread is in. */
export async function installationTest(
  ports: Ports,
  command: InstallationTestCommand,
  work: Work,
): Promise<CommandResult> {
  const { query, ingest } = ports
  ingest.turns.forget()
  switch (command.action) {
    case 'start':
      return start(ports, command, work)
    case 'try':
      return tryDevice(ports, command, work)
    case 'end': {
      const test = await running(query, command.test, work.now)
      if (test === undefined) return { done: false, code: 'not-found' }
      await end(query, test, 'person', command.by, work.now)
      await log(ports, command, 'installation-test-ended', test.gateway, work)
      return DONE
    }
    case 'real':
      return wasReal(ports, command, work)
    case 'end-overdue': {
      const overdue = query.selectFrom('installation_test').selectAll().where('ended_at', 'is', null)
      for (const test of await overdue.where('until_at', '<=', work.now).execute()) {
        await end(query, test, 'time', null, work.now)
      }
      await query
        .deleteFrom('test_item')
        .where('received_at', '<', work.now - KEPT)
        .execute()
      return DONE
    }
  }
}

type Of<Action> = Extract<InstallationTestCommand, { action: Action }>
type Test = { id: string; gateway: string; home: string; until_at: Milliseconds }

async function start(ports: Ports, { gateway, minutes, by, ground }: Of<'start'>, work: Work): Promise<CommandResult> {
  const { query } = ports
  const { now } = work
  const known = await query
    .selectFrom('gateway')
    .select('home')
    .where('id', '=', gateway)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (known === undefined) return { done: false, code: 'not-found' }
  const { home } = known
  const runs = await query
    .selectFrom('installation_test')
    .select(['by', 'by_name'])
    .where('home', '=', home)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (runs !== undefined) return { done: false, code: 'test-runs', by: { id: runs.by, name: runs.by_name } }
  const id = newUlid(now)
  const until = now + minutes * MINUTE
  await query
    .insertInto('installation_test')
    .values({
      id,
      home,
      gateway,
      started_at: now,
      until_at: until,
      by: by.id,
      by_name: by.name,
      ended_at: null,
      ended: null,
    })
    .execute()
  await tellGateway(query, { gateway, until, by }, now)
  await log(ports, { by, ground }, 'installation-test-started', `${gateway} ${isoTime(until)}`, work)
  return { done: true, created: id }
}

async function tryDevice(ports: Ports, { test, device, by, ground }: Of<'try'>, work: Work): Promise<CommandResult> {
  const { query } = ports
  const { now } = work
  const found = await running(query, test, now)
  if (found === undefined) return { done: false, code: 'not-found' }
  await closeTurns(query, test, now)
  const until = Math.min(now + TURN, found.until_at)
  await query
    .insertInto('installation_test_turn')
    .values({ test, device, from_at: now, until_at: until, first_at: null, first_urgent: null })
    .execute()
  await log(ports, { by, ground }, 'installation-test-device', `${found.gateway} ${device}`, work)
  return DONE
}

async function wasReal(ports: Ports, { item, patient, by, ground }: Of<'real'>, work: Work): Promise<CommandResult> {
  const { query, ingest, audit } = ports
  const row = await query.selectFrom('test_item').selectAll().where('id', '=', item).executeTakeFirst()
  if (row === undefined) return { done: false, code: 'not-found' }
  if (row.real_at !== null) return DONE
  await query
    .updateTable('test_item')
    .set({ real_at: work.now, real_by: by.id, real_by_name: by.name })
    .where('id', '=', item)
    .execute()
  const detail = `${row.gateway} ${row.device} ${row.kind}`
  await audit.record({ staff: by.id, patient, action: 'installation-test-was-real', detail, ground }, work.now)
  await ingest.takeAfterAll(row.gateway, row.lane as Lane, row.body, work)
  return DONE
}

/** A test that runs at this moment. */
const running = (query: Kysely<Database>, id: string, now: Milliseconds): Promise<Test | undefined> =>
  query
    .selectFrom('installation_test')
    .select(['id', 'gateway', 'home', 'until_at'])
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('until_at', '>', now)
    .executeTakeFirst()

async function end(
  query: Kysely<Database>,
  { id, gateway, until_at: until }: Test,
  ended: 'person' | 'time',
  by: Actor | null,
  now: Milliseconds,
): Promise<void> {
  const at = Math.min(now, until)
  await query.updateTable('installation_test').set({ ended_at: at, ended }).where('id', '=', id).execute()
  await closeTurns(query, id, at)
  // A gateway ends it by its own clock, too; it is told where somebody was quicker.
  if (ended === 'person') await tellGateway(query, { gateway, until: at, by }, now)
}

const closeTurns = (query: Kysely<Database>, test: string, now: Milliseconds) =>
  query
    .updateTable('installation_test_turn')
    .set({ until_at: now })
    .where('test', '=', test)
    .where('until_at', '>', now)
    .execute()

async function tellGateway(
  query: Kysely<Database>,
  { gateway, until, by }: { gateway: string; until: Milliseconds; by: Actor | null },
  now: Milliseconds,
): Promise<void> {
  const args = { until: isoTime(until) }
  const expires = isoTime(Math.max(until, now + MINUTE))
  const ask = { id: newUlid(now), gateway, patient: null, command: 'test-mode', args, by, expires } as const
  await homeCommandStore(query).create(ask, now)
}

const log = ({ audit }: Ports, { by, ground }: Asked, action: string, detail: string, { now }: Work) =>
  audit.record({ staff: by.id, patient: null, action, detail, ground }, now)
