import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { KotisiltaError } from '@kotisilta/contract'
import SqliteDatabase from 'better-sqlite3'

/**
 * Holds a data folder for one server. The lock is the operating system's, on an open SQLite file, so that it is gone
 * the moment the process is, however it ended.
 * @returns a function that lets go
 * @throws KotisiltaError `data-folder-in-use`
 */
export function lockFolder(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const lock = new SqliteDatabase(join(dataDir, 'server.lock'), { timeout: 0 })
  try {
    lock.pragma('locking_mode = EXCLUSIVE')
    lock.exec('begin exclusive')
  } catch (cause) {
    lock.close()
    throw new KotisiltaError(
      'data-folder-in-use',
      `Another server is running on ${dataDir}. Stop it, or set KOTISILTA_DATA_DIR to another folder.`,
      { cause },
    )
  }
  return () => lock.close()
}
