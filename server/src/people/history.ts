import { type Actor, isoTime, type Milliseconds, type PatientChange } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'

/** Who changed what in somebody's record, and what it was before. Nothing is taken out of here while the record is kept. */
export function patientHistory(query: Kysely<Database>) {
  return {
    async note(
      patient: string,
      by: Actor,
      action: PatientChange['action'],
      changes: PatientChange['changes'],
      now: Milliseconds,
    ): Promise<void> {
      await query
        .insertInto('patient_change')
        .values({ patient, at: now, by: by.id, by_name: by.name, action, body: JSON.stringify(changes) })
        .execute()
    },

    /** Newest first. */
    async of(patient: string, limit = 500): Promise<PatientChange[]> {
      const rows = await query
        .selectFrom('patient_change')
        .selectAll()
        .where('patient', '=', patient)
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
      return rows.map(({ id, at, by, by_name, action, body }) => ({
        id,
        at: isoTime(at),
        by: by === null ? null : { id: by, name: by_name ?? by },
        action: action as PatientChange['action'],
        changes: JSON.parse(body) as PatientChange['changes'],
      }))
    },
  }
}

export type PatientHistory = ReturnType<typeof patientHistory>
