import type SqliteDatabase from 'better-sqlite3'
import { isDamage } from '../database/damage.ts'
import { storageFailure } from './storage-failure.ts'
import type { Work } from './work.ts'

/**
 * Does one of many things in a transaction: what goes wrong in it leaves no trace and is told, and costs the others nothing.
 * A disk that takes nothing is everybody's trouble.
 *
 * @param of what it is about, by id: `alert ...`
 * @returns whether it was done
 * @throws what keeps the disk from taking anything
 */
export async function apart(
  sqlite: SqliteDatabase.Database,
  work: Work,
  of: string,
  run: () => Promise<void>,
): Promise<boolean> {
  const back = work.point()
  sqlite.exec('savepoint apart')
  try {
    await run()
    sqlite.exec('release apart')
    return true
  } catch (error) {
    if (storageFailure(error as Error) !== undefined && !isDamage(error)) throw error
    sqlite.exec('rollback to apart')
    sqlite.exec('release apart')
    back()
    work.failed(of, error as Error)
    return false
  }
}
