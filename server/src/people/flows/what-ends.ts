import type { Actor, Alert, ClosingOutcome, Milliseconds } from '@kotisilta/contract'
import type { Work } from '../../commit/work.ts'
import { pauseStore } from '../../plans/pause-store.ts'
import { isOver } from '../../plans/pauses.ts'
import type { PeoplePorts } from '../ports.ts'

/** Later than anything is expected of anybody. */
const NEVER = Date.parse('9999-12-31T00:00:00.000Z')

/** Devices measure for nobody any more. @returns the assignments that were running */
export async function endAssignments({ query }: PeoplePorts, patient: string, now: Milliseconds): Promise<number[]> {
  const running = await query
    .selectFrom('device_assignment')
    .select('id')
    .where('patient', '=', patient)
    .where((where) => where.or([where('until_at', 'is', null), where('until_at', '>', now)]))
    .execute()
  const ids = running.map(({ id }) => id)
  if (ids.length > 0) {
    await query.updateTable('device_assignment').set({ until_at: now }).where('id', 'in', ids).execute()
  }
  return ids
}

/** Nothing is expected of the home any more, and nobody is asked to measure again. @returns the pause */
export async function endExpectations(
  { query }: PeoplePorts,
  patient: string,
  by: Actor,
  now: Milliseconds,
): Promise<string> {
  const pauses = pauseStore(query)
  for (const pause of await pauses.of(patient)) if (!isOver(pause, now)) await pauses.end(pause.id, by.id, now)
  await query.deleteFrom('episodes').where('patient', '=', patient).execute()
  return pauses.add({ patient, from: now, until: NEVER, reason: 'other', note: null, by: by.id }, now)
}

/** Every alert that is still open comes to its end with a coded reason, in the name of the one who says so. */
export async function closeAlerts(
  { query, ingest }: PeoplePorts,
  patient: string,
  by: Actor,
  outcome: ClosingOutcome,
  work: Work,
): Promise<string[]> {
  const rows = await query
    .selectFrom('alert')
    .select('body')
    .where('patient', '=', patient)
    .where('status', '<>', 'resolved')
    .execute()
  const ids = rows.map(({ body }) => (JSON.parse(body) as Alert).id)
  for (const id of ids) await ingest.alerts.command(id, { type: 'resolve', by, outcome }, work)
  return ids
}

/** The kit of a home in which nobody is looked after any more is to come back. @returns the kits */
export async function recallKits({ query }: PeoplePorts, home: string): Promise<string[]> {
  const others = await query
    .selectFrom('patient')
    .select('id')
    .where('home', '=', home)
    .where('status', 'in', ['active', 'hospital'])
    .executeTakeFirst()
  if (others !== undefined) return []
  const kits = await query
    .selectFrom('kit')
    .innerJoin('gateway', 'gateway.id', 'kit.gateway')
    .select('kit.id')
    .where('gateway.home', '=', home)
    .where('kit.state', '=', 'in-use')
    .execute()
  const ids = kits.map(({ id }) => id)
  if (ids.length > 0) await query.updateTable('kit').set({ state: 'returning' }).where('id', 'in', ids).execute()
  return ids
}
