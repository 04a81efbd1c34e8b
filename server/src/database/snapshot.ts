import { KotisiltaError } from '@kotisilta/contract'
import SqliteDatabase from 'better-sqlite3'
import { databaseFile } from './open.ts'

/** Rows of each table, by its name. */
export type RowCounts = Record<string, number>

/**
 * Copies the database of a data folder, of one moment, while a server goes on writing to it (SQLite's online backup).
 * All pages go in one step: between steps another process's commit would make it begin again, for ever on a busy server.
 * @throws KotisiltaError `database-unreadable`
 */
export async function takeSnapshot(dataDir: string, to: string): Promise<void> {
  let sqlite: SqliteDatabase.Database | undefined
  try {
    sqlite = new SqliteDatabase(databaseFile(dataDir), { readonly: true, fileMustExist: true, timeout: 10_000 })
    await sqlite.backup(to, { progress: () => 0x7fffffff })
  } catch (cause) {
    throw new KotisiltaError('database-unreadable', `The database cannot be copied: ${(cause as Error).message}`, {
      cause,
    })
  } finally {
    sqlite?.close()
  }
}

/**
 * Looks at every page and every reference of a database file.
 * @returns how many rows each table has
 * @throws KotisiltaError `database-damaged`
 */
export function inspectDatabase(file: string): RowCounts {
  let sqlite: SqliteDatabase.Database | undefined
  try {
    sqlite = new SqliteDatabase(file, { readonly: true, fileMustExist: true, timeout: 10_000 })
    const faults = sqlite.pragma('integrity_check(10)', { simple: false }) as { integrity_check: string }[]
    if (faults[0]?.integrity_check !== 'ok') throw new Error(faults.map((fault) => fault.integrity_check).join('; '))
    const orphans = sqlite.pragma('foreign_key_check') as { table: string }[]
    if (orphans.length > 0) throw new Error(`rows without the one they belong to, in ${orphans[0]?.table}`)
    return rowCounts(sqlite)
  } catch (cause) {
    throw new KotisiltaError('database-damaged', `${file}: ${(cause as Error).message}`, { cause })
  } finally {
    sqlite?.close()
  }
}

function rowCounts(sqlite: SqliteDatabase.Database): RowCounts {
  const tables = sqlite
    .prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name`)
    .pluck()
    .all() as string[]
  return Object.fromEntries(
    tables.map((table) => [table, sqlite.prepare(`select count(*) from "${table}"`).pluck().get() as number]),
  )
}
