import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/store.ts'
import type { CommandResult } from '../commit/commands.ts'
import type { Database } from '../database/schema.ts'
import { type AccountChange, applyAccount } from './apply-account.ts'
import { applySession, type SessionChange } from './apply-session.ts'
import type { IdentityChange } from './changes.ts'

const SESSION_CHANGES: ReadonlySet<IdentityChange['type']> = new Set<SessionChange['type']>([
  'session-opened',
  'sessions-closed',
  'session-used',
  'session-locked',
  'session-unlocked',
  'session-verified',
  'pin-tried',
  'screen-set',
])

/** Writes one change of identity, and with it its line in the access log, in the transaction that it is in. */
export async function applyIdentity(
  query: Kysely<Database>,
  audit: AuditLog,
  change: IdentityChange,
  now: number,
): Promise<CommandResult> {
  const result = await apply(query, change)
  const { log } = change
  if (result.done && log !== undefined) {
    await audit.record({ staff: log.staff, patient: null, action: log.action, detail: log.detail ?? null }, now)
  }
  return result
}

async function apply(query: Kysely<Database>, change: IdentityChange): Promise<CommandResult> {
  if (change.type === 'noted') return { done: true }
  return SESSION_CHANGES.has(change.type)
    ? applySession(query, change as SessionChange)
    : applyAccount(query, change as AccountChange)
}
