import { statSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import SqliteDatabase from 'better-sqlite3'

/**
 * Copies what has been committed from the write-ahead log into the database, beside the committing thread rather than
 * in it, so that no alert waits for that. A passive checkpoint holds up nobody; only when the log has grown far beyond
 * its usual size is it emptied at a moment in which nobody writes.
 */
const { file } = workerData as { file: string }
const EVERY_MS = 1_000
const WORTH_IT_BYTES = 16 << 20
const TOO_LARGE_BYTES = 96 << 20

const sqlite = new SqliteDatabase(file, { timeout: 1_000 })

setInterval(() => {
  const size = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
  if (size < WORTH_IT_BYTES) return
  try {
    sqlite.pragma(size > TOO_LARGE_BYTES ? 'wal_checkpoint(RESTART)' : 'wal_checkpoint(PASSIVE)')
  } catch {
    // A full disk, or a writer that does not let go: the committing thread meets the same and tells it.
  }
}, EVERY_MS)
