import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { KotisiltaError } from '@kotisilta/contract'
import SqliteDatabase from 'better-sqlite3'
import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrations } from './migrations/index.ts'
import type { Database } from './schema.ts'

export interface OpenDatabase {
  /** The connection itself, for prepared statements on the hot path and for transactions. */
  sqlite: SqliteDatabase.Database
  /** The query builder on the same connection. */
  query: Kysely<Database>
  close(): Promise<void>
}

export const databaseFile = (dataDir: string): string => join(dataDir, 'kotisilta.sqlite')

/** Another process may hold the write lock for a moment (`provision`, `user add`). */
const BUSY_MS = 10_000
const MOST_PREPARED = 500

/**
 * Opens the state store for writing: WAL, synchronous FULL, so that a committed transaction survives a power cut.
 * Creates and migrates it.
 * @throws KotisiltaError `database-newer` if a newer version has written it, `database-unreadable` if it is none.
 */
export async function openDatabase(dataDir: string): Promise<OpenDatabase> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const database = connect(databaseFile(dataDir), false)
  await migrate(database)
  return database
}

/** Opens the state store for reading only; it has to exist and to be of this version. */
export function openReader(dataDir: string): OpenDatabase {
  return connect(databaseFile(dataDir), true)
}

function connect(file: string, readonly: boolean): OpenDatabase {
  let sqlite: SqliteDatabase.Database
  try {
    sqlite = new SqliteDatabase(file, { readonly, timeout: BUSY_MS })
    if (!readonly) {
      // Each reading of a batch lies on a page of its own: smaller pages are less to write for each.
      sqlite.pragma('page_size = 1024')
      sqlite.pragma('journal_mode = WAL')
      // A WAL database comes back as NORMAL at each opening: said anew every time.
      sqlite.pragma('synchronous = FULL')
      // The checkpointer does this beside us; here it is the last resort, at 256 MiB.
      sqlite.pragma('wal_autocheckpoint = 262144')
      sqlite.pragma('journal_size_limit = 67108864')
    }
    sqlite.pragma('foreign_keys = ON')
    sqlite.pragma('cache_size = -65536')
  } catch (cause) {
    throw unreadable(file, cause)
  }
  const query = new Kysely<Database>({ dialect: new WholeMigrations({ database: remembering(sqlite) }) })
  return { sqlite, query, close: () => query.destroy() }
}

/**
 * SQLite creates and drops tables in transactions like anything else: all migrations are one, so that a server that is killed in
 * the midst of them finds its database as it was.
 */
class WholeMigrations extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new (class extends SqliteAdapter {
      override get supportsTransactionalDdl(): boolean {
        return true
      }
    })()
  }
}

/** The query builder asks for the same few statements again and again: each is prepared once. */
function remembering(sqlite: SqliteDatabase.Database) {
  const prepared = new Map<string, SqliteDatabase.Statement>()
  return {
    prepare(text: string): SqliteDatabase.Statement {
      const known = prepared.get(text)
      if (known !== undefined) return known
      const statement = sqlite.prepare(text)
      // Lists of values make statements without number: those are not worth keeping.
      if (prepared.size < MOST_PREPARED) prepared.set(text, statement)
      return statement
    },
    close: () => sqlite.close(),
  }
}

async function migrate({ sqlite, query }: OpenDatabase): Promise<void> {
  refuseNewer(sqlite)
  const migrator = new Migrator({ db: query, provider: { getMigrations: async () => ({ ...migrations }) } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) {
    await query.destroy()
    throw new KotisiltaError('database-migration-failed', 'The database could not be brought up to date.', {
      cause: error,
    })
  }
}

function refuseNewer(sqlite: SqliteDatabase.Database): void {
  const table = sqlite.prepare(`select 1 from sqlite_master where name = 'kysely_migration'`).get()
  if (table === undefined) return
  const applied = sqlite.prepare('select name from kysely_migration').pluck().all() as string[]
  const unknown = applied.filter((name) => migrations[name] === undefined)
  if (unknown.length === 0) return
  sqlite.close()
  throw new KotisiltaError(
    'database-newer',
    `The database was written by a newer version (it has ${unknown.join(', ')}). Start that version, or restore a backup of this one.`,
  )
}

const unreadable = (file: string, cause: unknown): KotisiltaError =>
  new KotisiltaError('database-unreadable', `${file} cannot be opened as a database: ${(cause as Error).message}`, {
    cause,
  })
