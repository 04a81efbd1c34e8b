import type { ProblemCode } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../../database/schema.ts'
import type { RotaChange } from './changes.ts'

/** A calendar that a phone subscribes to: whoever knows its address reads it, until it is revoked. */
export async function makeFeed(
  query: Kysely<Database>,
  { id, hash, schedule }: Extract<RotaChange, { change: 'make-feed' }>,
  { by, now }: { by: string; now: number },
): Promise<{ created: string } | ProblemCode> {
  if (schedule !== null) {
    const known = await query.selectFrom('duty_schedule').select('id').where('id', '=', schedule).executeTakeFirst()
    if (known === undefined) return 'not-found'
  }
  const row = { id, token_hash: hash, staff: by, schedule, created_at: now, last_used_at: null, revoked_at: null }
  await query.insertInto('calendar_feed').values(row).execute()
  return { created: id }
}

export async function revokeFeed(
  query: Kysely<Database>,
  feed: string,
  { by, now }: { by: string; now: number },
): Promise<ProblemCode | undefined> {
  const { numUpdatedRows } = await query
    .updateTable('calendar_feed')
    .set({ revoked_at: now })
    .where('id', '=', feed)
    .where('staff', '=', by)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 0n ? 'not-found' : undefined
}

export async function feedUsed(query: Kysely<Database>, feed: string, now: number): Promise<void> {
  await query.updateTable('calendar_feed').set({ last_used_at: now }).where('id', '=', feed).execute()
}
