import type { Ground } from '@kotisilta/contract'
import type { OpenDatabase } from '../database/open.ts'
import { groundOf } from '../policy/ground-of.ts'
import { type ChainedEntry, entryHash, FIRST_HASH } from './chain.ts'

export interface AccessEntry {
  staff: string
  /** Whose data; null for what concerns nobody in particular. */
  patient: string | null
  /** What was done, for example `patient-viewed`. */
  action: string
  detail: string | null
  /**
   * On what ground, as it was decided; null: on none, it was refused. Left out, the ground that the person has at that
   * moment is written.
   */
  ground?: Ground | null | undefined
}

/**
 * Who looked at whose data, who did what, and on what ground (Finland's Act 703/2023, section 11). Append-only, each
 * entry chained to the one before. To be called inside the transaction that does what is logged.
 */
export function auditLog({ sqlite }: OpenDatabase) {
  const last = sqlite.prepare<[], { id: number; hash: Uint8Array }>(
    'select id, hash from access_log order by id desc limit 1',
  )
  const checkpoint = sqlite.prepare<[], { id: number; hash: Uint8Array }>(
    'select id, hash from access_log_checkpoint order by id desc limit 1',
  )
  const roleOf = sqlite.prepare<[string], string>('select role from staff where id = ?').pluck()
  const insert = sqlite.prepare(
    `insert into access_log(id, at, staff, role, patient, action, detail, ground, hash)
     values(@id, @at, @staff, @role, @patient, @action, @detail, @ground, @hash)`,
  )
  const ground = groundOf(sqlite)

  return {
    async record(entry: AccessEntry, now: number): Promise<void> {
      const { staff, patient, action, detail } = entry
      const before = last.get() ?? checkpoint.get() ?? { id: 0, hash: FIRST_HASH }
      const chained: ChainedEntry = {
        id: before.id + 1,
        at: now,
        staff,
        role: roleOf.get(staff) ?? null,
        patient,
        action,
        detail,
        ground: entry.ground === undefined ? (ground(staff, patient, now) ?? null) : entry.ground,
      }
      insert.run({ ...chained, hash: entryHash(before.hash, chained) })
    },
  }
}

export type AuditLog = ReturnType<typeof auditLog>
