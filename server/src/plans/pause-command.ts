import type { Actor, Milliseconds, PauseReason } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/store.ts'
import type { CommandResult } from '../commit/commands.ts'
import type { Work } from '../commit/work.ts'
import type { Database } from '../database/schema.ts'
import { pauseStore } from './pause-store.ts'
import { isOver, overlapping } from './pauses.ts'

/** In hospital, or away: nothing is expected of the home from `from` (now, if absent) until `until`. */
export interface PausePlan {
  type: 'plan-paused'
  patient: string
  by: Actor
  from?: Milliseconds
  until: Milliseconds
  reason: PauseReason
  note?: string
  /** Ends pauses that this one overlaps where it begins, instead of being refused because of them. */
  instead?: boolean
}

/** Back before the time: ends what is running, or will be, with this id or for this reason; with neither, all that is running. */
export interface ResumePlan {
  type: 'plan-resumed'
  patient: string
  by: Actor
  pause?: string
  reason?: PauseReason
}

/** Refused: `not-found`, `plan-pause-ended` (it would end before it begins, or has), `plan-pause-overlaps`. */
export async function pausePlan(
  query: Kysely<Database>,
  audit: AuditLog,
  { patient, by, until, reason, note, instead = false, from: wanted }: PausePlan,
  { now }: Work,
): Promise<CommandResult> {
  const known = await query.selectFrom('patient').select('id').where('id', '=', patient).executeTakeFirst()
  if (known === undefined) return { done: false, code: 'not-found' }
  const from = wanted ?? now
  if (until <= from || until <= now) return { done: false, code: 'plan-pause-ended' }
  const store = pauseStore(query)
  const others = overlapping(await store.of(patient), from, until)
  const inTheWay = others.filter((other) => !instead || Date.parse(other.from) > from)
  if (inTheWay.length > 0) return { done: false, code: 'plan-pause-overlaps' }
  for (const other of others) await store.end(other.id, by.id, from)
  const created = await store.add({ patient, from, until, reason, note: note ?? null, by: by.id }, now)
  await audit.record({ staff: by.id, patient, action: 'plan-paused', detail: created }, now)
  return { done: true, created }
}

/** Refused: `plan-pause-ended` when there is nothing to end. */
export async function resumePlan(
  query: Kysely<Database>,
  audit: AuditLog,
  { patient, by, pause, reason }: ResumePlan,
  { now }: Work,
): Promise<CommandResult> {
  const store = pauseStore(query)
  const open = (await store.of(patient)).filter((each) => !isOver(each, now))
  const meant = open.filter((each) =>
    pause === undefined ? Date.parse(each.from) <= now && (reason ?? each.reason) === each.reason : each.id === pause,
  )
  if (meant.length === 0) return { done: false, code: 'plan-pause-ended' }
  for (const { id } of meant) {
    await store.end(id, by.id, now)
    await audit.record({ staff: by.id, patient, action: 'plan-resumed', detail: id }, now)
  }
  return { done: true }
}
