import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'

export interface AccessEntry {
  staff: string
  /** Whose data; null for what concerns nobody in particular. */
  patient: string | null
  /** What was done, for example `patient-viewed`. */
  action: string
  detail: string | null
}

/** Who looked at whose data, and who did what (Finland's Act 703/2023, section 11). */
export function auditLog(query: Kysely<Database>) {
  return {
    async record({ staff, patient, action, detail }: AccessEntry, now: number): Promise<void> {
      await query.insertInto('access_log').values({ at: now, staff, patient, action, detail }).execute()
    },
  }
}

export type AuditLog = ReturnType<typeof auditLog>
