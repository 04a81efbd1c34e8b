import { createHash } from 'node:crypto'

/** One entry of the access log, without its hash. */
export interface ChainedEntry {
  id: number
  at: number
  staff: string
  role: string | null
  patient: string | null
  action: string
  detail: string | null
  ground: string | null
}

/** What stands before the first entry. */
export const FIRST_HASH: Uint8Array = new Uint8Array(32)

/** SHA-256 over the hash before and the entry in one fixed form: whatever is changed, every hash from there on differs. */
export function entryHash(before: Uint8Array, entry: ChainedEntry): Uint8Array {
  const { id, at, staff, role, patient, action, detail, ground } = entry
  const canonical = JSON.stringify([id, at, staff, role, patient, action, detail, ground])
  return createHash('sha256').update(before).update(canonical).digest()
}
