import type { Milliseconds } from '@kotisilta/contract'
import type { Database as Sqlite } from 'better-sqlite3'
import type { AuditLog } from './store.ts'
import { EXPIRED, expiryDetail } from './verify.ts'

/** Not more at once: others are waiting for the same thread. */
const AT_ONCE = 5_000

/**
 * Removes entries older than `before`, the oldest first and at most some thousands; the log tells of it itself, and what
 * is left stays verifiable from a checkpoint on.
 * @returns how many
 */
export async function expireLog(
  sqlite: Sqlite,
  audit: AuditLog,
  before: Milliseconds,
  now: Milliseconds,
): Promise<number> {
  const oldest = sqlite
    .prepare<[], { id: number; at: number }>('select id, at from access_log order by id limit 1')
    .get()
  if (oldest === undefined || oldest.at >= before) return 0
  const end = oldest.id + AT_ONCE
  const kept = sqlite
    .prepare<[number, number], number>('select id from access_log where id < ? and at >= ? order by id limit 1')
    .pluck()
    .get(end, before)
  const last = sqlite.prepare<[], number>('select max(id) from access_log').pluck().get() as number
  const through = Math.min(kept ?? end, last + 1) - 1
  const { hash } = sqlite.prepare('select hash from access_log where id = ?').get(through) as { hash: Uint8Array }
  await audit.record(
    { staff: 'system', patient: null, action: EXPIRED, detail: expiryDetail(through, hash), ground: 'administration' },
    now,
  )
  sqlite.prepare('insert into access_log_checkpoint(id, hash, at) values(?,?,?)').run(through, hash, now)
  sqlite.prepare('delete from access_log where id <= ?').run(through)
  return through - oldest.id + 1
}
