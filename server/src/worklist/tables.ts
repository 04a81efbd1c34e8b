import type { Generated } from 'kysely'

export interface WorklistTables {
  work_item: {
    id: string
    kind: string
    /** What it is about, so that one thing is one piece of work. */
    key: string | null
    patient: string | null
    area: string | null
    status: string
    priority: string
    due: number | null
    /** How far being overdue has been told: 0 not at all, 1 as low, 2 as medium. */
    alerted: Generated<number>
    created_at: number
    changed_at: number
    version: number
    body: string
  }
  trigger_source: {
    id: string
    name: string
    /** JSON list, or `every`. */
    areas: string
    /** Sealed. */
    secret: string
    created_at: number
    created_by: string
    last_used_at: number | null
    revoked_at: number | null
  }
  trigger_taken: { source: string; event: string; signature: Uint8Array; at: number; item: string }
  green_seen: { id: string; staff: string; at: number; undo_until: number; undone_at: number | null }
  green_seen_patient: { seen: string; patient: string }
}
