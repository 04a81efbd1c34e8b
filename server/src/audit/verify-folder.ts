import { openReader } from '../database/open.ts'
import { readAnchors } from './anchors.ts'
import { readJournal } from './journal/journal-file.ts'
import { readSetAside } from './journal/set-aside.ts'
import { type Anchor, type LogReport, type StoredEntry, verifyLog } from './verify.ts'

export interface FolderReport extends LogReport {
  /** Looks that stand in the journal beside the database and are not in the log yet: the next commit takes them there. */
  waiting: number
  /** Looks that could not be read, or at which the log stumbled: they are in `access-log.set-aside`, for a human. */
  setAside: number
}

/**
 * Verifies the access log of a data folder against itself and against what is remembered beside it; a server may be
 * running on it.
 * @param kept anchors that were kept elsewhere
 * @throws KotisiltaError `database-unreadable`
 */
export function verifyAccessLog(dataDir: string, kept: readonly Anchor[] = []): FolderReport {
  // First what is remembered: entries that are written meanwhile are only more.
  const { anchors, faults } = readAnchors(dataDir)
  const journal = readJournal(dataDir)
  const { sqlite } = openReader(dataDir)
  try {
    const start = sqlite.prepare<[], Uint8Array>('select hash from access_log_start').pluck().get()
    const checkpoint = sqlite
      .prepare<[], { id: number; hash: Uint8Array }>(
        'select id, hash from access_log_checkpoint order by id desc limit 1',
      )
      .get()
    const folded = sqlite.prepare<[], number>('select through from access_journal').pluck().get() ?? 0
    const waiting = journal.filter(({ number }) => number > folded).length
    const entries = sqlite.prepare<[], StoredEntry>(
      'select id, at, staff, role, patient, action, detail, ground, hash from access_log order by id',
    )
    const log = { start: start ?? new Uint8Array(), checkpoint, entries: entries.iterate() }
    const report = verifyLog(log, [...anchors, ...kept])
    return { ...report, waiting, setAside: readSetAside(dataDir), faults: [...faults, ...report.faults] }
  } finally {
    sqlite.close()
  }
}
