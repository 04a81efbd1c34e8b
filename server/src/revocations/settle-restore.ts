import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isoTime, isoTimeSchema, type Milliseconds } from '@kotisilta/contract'
import { z } from 'zod'
import { auditLog } from '../audit/store.ts'
import { openDatabase } from '../database/open.ts'
import { REVOCATIONS_FILE, readRevocations } from './file.ts'
import { reapply } from './reapply.ts'

/** Lies in a data folder from its restore until the first start after it. */
const MARKER = 'restored.json'
/** A backup is of one moment; what was revoked in the minute before it is done again for good measure. */
const MARGIN: Milliseconds = 60_000
/** Who the access log says has done it. */
const BY = 'restore'

const markerSchema = z.object({ takenAt: isoTimeSchema, restoredAt: isoTimeSchema })

export interface Settled {
  takenAt: string
  /** Taken away once more. */
  revocations: number
  /** Sign-ins that the backup still knew. */
  sessions: number
  /** Lines of the file that cannot be read. */
  unreadable: number
}

/** The next server on this folder settles first what the backup does not know. */
export function markRestored(dataDir: string, takenAt: string, now: Milliseconds): void {
  const marker = { takenAt, restoredAt: isoTime(now) }
  writeFileSync(join(dataDir, MARKER), JSON.stringify(marker), { mode: 0o600, flush: true })
}

/**
 * After a restore, before anybody is let in: every sign-in, one-time link and enrolment code of the backup is void, and
 * what was revoked since is revoked again, from the file beside the database. All of it, or, if the power fails, again.
 * @returns undefined if nothing was restored
 */
export async function settleRestore(dataDir: string, now: Milliseconds): Promise<Settled | undefined> {
  const marker = join(dataDir, MARKER)
  if (!existsSync(marker)) return undefined
  const { takenAt } = markerSchema.parse(JSON.parse(readFileSync(marker, 'utf8')))
  const { revocations, unreadable } = readRevocations(join(dataDir, REVOCATIONS_FILE))
  const since = revocations.filter(({ at }) => at >= Date.parse(takenAt) - MARGIN)
  const database = await openDatabase(dataDir)
  const { sqlite, query } = database
  try {
    sqlite.exec('begin immediate')
    const sessions = sqlite.prepare('delete from session').run().changes
    sqlite.exec('delete from staff_link; delete from enrolment_code')
    const audit = auditLog(database)
    for (const revocation of since) {
      await reapply(query, revocation, now)
      const detail = `${revocation.kind} ${revocation.id}`
      await audit.record({ staff: BY, patient: null, action: 'revoked-again', detail, ground: null }, now)
    }
    const detail = `backup of ${takenAt}; ${sessions} sessions ended, ${since.length} revocations`
    await audit.record({ staff: BY, patient: null, action: 'database-restored', detail, ground: null }, now)
    sqlite.exec('commit')
    renameSync(marker, join(dataDir, `restored-${isoTime(now).replaceAll(':', '')}.json`))
    return { takenAt, revocations: since.length, sessions, unreadable }
  } finally {
    if (sqlite.inTransaction) sqlite.exec('rollback')
    await database.close()
  }
}
