import type { ProblemCode } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../../database/schema.ts'
import { CONFIRM_EARLY, shiftsBetween } from '../shifts.ts'
import type { KeptStore } from './kept.ts'

/** "I am on, and I hear it": of the shift that runs, or that begins within half an hour. */
export async function confirmShift(
  query: Kysely<Database>,
  kept: KeptStore,
  { schedule: id, heard }: { schedule: string; heard: boolean },
  { by, now }: { by: string; now: number },
): Promise<{ from: number } | ProblemCode> {
  const schedule = await kept.schedule(id)
  if (schedule === undefined) return 'not-found'
  const shift = shiftsBetween(schedule, now, now + CONFIRM_EARLY + 1).find(({ staff }) => staff === by)
  if (shift === undefined) return 'shift-not-yours'
  // The sound was not heard: that is written nowhere as a confirmation, and the shift stays unconfirmed.
  if (!heard) return 'request-invalid'
  const row = { schedule: id, staff: by, from_at: shift.from, at: now, heard: 1 }
  await query
    .insertInto('duty_confirmation')
    .values(row)
    .onConflict((conflict) => conflict.columns(['schedule', 'staff', 'from_at']).doUpdateSet({ at: now }))
    .execute()
  return { from: shift.from }
}
