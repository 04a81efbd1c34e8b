import { isoTime, type Milliseconds, newUlid, type PauseReason, type PlanPause } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'

interface NewPause {
  patient: string
  from: Milliseconds
  until: Milliseconds
  reason: PauseReason
  note: string | null
  /** Whoever of the staff; null for the system. */
  by: string | null
}

/** When a plan is paused. A pause that was ended before it began has never been. */
export function pauseStore(query: Kysely<Database>) {
  return {
    async add({ patient, from, until, reason, note, by }: NewPause, now: Milliseconds): Promise<string> {
      const id = newUlid(now)
      await query
        .insertInto('plan_pause')
        .values({
          id,
          patient,
          from_at: from,
          until_at: until,
          reason,
          note,
          paused_at: now,
          paused_by: by,
          ended_at: null,
          ended_by: null,
        })
        .execute()
      return id
    },

    async end(id: string, by: string | null, now: Milliseconds): Promise<void> {
      await query
        .updateTable('plan_pause')
        .set({ ended_at: now, ended_by: by })
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .execute()
    },

    /** Oldest first; `until` is when it ends or did end. */
    async of(patient: string): Promise<PlanPause[]> {
      const rows = await query
        .selectFrom('plan_pause')
        .leftJoin('staff as pauser', 'pauser.id', 'plan_pause.paused_by')
        .leftJoin('staff as ender', 'ender.id', 'plan_pause.ended_by')
        .selectAll('plan_pause')
        .select(['pauser.name as pauser', 'ender.name as ender'])
        .where('patient', '=', patient)
        .orderBy('from_at')
        .execute()
      return rows.map((row) => ({
        id: row.id,
        from: isoTime(row.from_at),
        until: isoTime(row.ended_at === null ? row.until_at : Math.min(row.until_at, row.ended_at)),
        plannedUntil: isoTime(row.until_at),
        reason: row.reason as PauseReason,
        note: row.note,
        pausedAt: isoTime(row.paused_at),
        pausedBy: row.paused_by === null ? null : { id: row.paused_by, name: row.pauser ?? row.paused_by },
        endedAt: row.ended_at === null ? null : isoTime(row.ended_at),
        endedBy: row.ended_by === null ? null : { id: row.ended_by, name: row.ender ?? row.ended_by },
      }))
    },
  }
}
