import { openReader } from '../database/open.ts'
import { readAnchors } from './anchors.ts'
import { type Anchor, type LogReport, type StoredEntry, verifyLog } from './verify.ts'

/**
 * Verifies the access log of a data folder against itself and against what is remembered beside it; a server may be
 * running on it.
 * @param kept anchors that were kept elsewhere
 * @throws KotisiltaError `database-unreadable`
 */
export function verifyAccessLog(dataDir: string, kept: readonly Anchor[] = []): LogReport {
  // First what is remembered: entries that are written meanwhile are only more.
  const { anchors, faults } = readAnchors(dataDir)
  const { sqlite } = openReader(dataDir)
  try {
    const start = sqlite.prepare<[], Uint8Array>('select hash from access_log_start').pluck().get()
    const checkpoint = sqlite
      .prepare<[], { id: number; hash: Uint8Array }>(
        'select id, hash from access_log_checkpoint order by id desc limit 1',
      )
      .get()
    const entries = sqlite.prepare<[], StoredEntry>(
      'select id, at, staff, role, patient, action, detail, ground, hash from access_log order by id',
    )
    const log = { start: start ?? new Uint8Array(), checkpoint, entries: entries.iterate() }
    const report = verifyLog(log, [...anchors, ...kept])
    return { ...report, faults: [...faults, ...report.faults] }
  } finally {
    sqlite.close()
  }
}
