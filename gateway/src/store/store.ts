import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { KotisiltaError, type Milliseconds, ulidSchema } from '@kotisilta/contract'
import Database from 'better-sqlite3'
import { diskSync } from './disk-sync.ts'
import { metaOf } from './meta.ts'
import { type Reserve, reserveAt } from './reserve.ts'
import { type Salvage, salvage } from './salvage.ts'
import { SCHEMA_STEPS } from './schema.ts'
import { storeError } from './store-error.ts'

/** The gateway's open database file. */
export interface Store {
  readonly database: Database.Database
  /** Where a damaged predecessor was put, if there was one. */
  readonly setAside: string | undefined
  /** Room for the day on which the disk is full. */
  readonly reserve: Reserve
  /** Resolves when what was committed before is on the disk. Rejects with a KotisiltaError when the disk does not take it. */
  synced(): Promise<void>
  /**
   * Takes what is in the log over into the file, if that is worth it by now. It syncs, and the event loop stands still meanwhile:
   * to be called when nothing is urgent, and soon after `synced`, which leaves it little to sync.
   */
  checkpoint(): void
  /** Say that the file turned out damaged while in use: it is set aside at the next opening. */
  suspect(): void
  close(): void
}

const FILE_SUFFIXES = ['', '-wal', '-shm']

/**
 * Opens the file, creates it if need be, and puts a damaged one aside under another name and starts a new one.
 *
 * The file is locked for this process until `close` or the process' end.
 *
 * @throws KotisiltaError `store-newer` for a file from a later version, `store-in-use` when another process has it,
 * `store-failed` when the disk does not let us.
 */
export function openStore(path: string, now: Milliseconds): Store {
  let setAside: string | undefined
  let database: Database.Database
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    if (existsSync(markerOf(path))) setAside = putAside(path, now)
    database = openWhole(path)
  } catch (error) {
    const cause = storeError(error)
    if (cause.code !== 'store-damaged') throw cause
    setAside = putAside(path, now)
    database = openWhole(path)
  }
  const log = diskSync(`${path}-wal`)
  if (setAside !== undefined) {
    metaOf(database).write('set-aside', setAside)
    takeOver(database, salvage(setAside))
  }
  return {
    database,
    setAside,
    reserve: reserveAt(`${path}.reserve`),
    synced: () =>
      log.synced().catch((error: unknown) => {
        throw storeError(error)
      }),
    checkpoint: () => checkpoint(database, path),
    suspect: () => writeFileSync(markerOf(path), ''),
    close() {
      log.close()
      database.close()
    },
  }
}

/** So the log has room in the reserve. */
const LOG_BYTES = 1024 * 1024
/** Of 4 kB: twice as much. */
const LOG_PAGES_MOST = 500

function checkpoint(database: Database.Database, path: string): void {
  try {
    if (statSync(`${path}-wal`).size > LOG_BYTES) database.pragma('wal_checkpoint(PASSIVE)')
  } catch {
    // Nothing is lost by it: all is in the log, and whoever writes next hears what is wrong with the disk.
  }
}

const markerOf = (path: string): string => `${path}.suspect`

function openWhole(path: string): Database.Database {
  const database = new Database(path, { timeout: 1_000 })
  try {
    // What waits here is about somebody's health.
    chmodSync(path, 0o600)
    database.pragma('locking_mode = EXCLUSIVE')
    database.pragma('journal_mode = WAL')
    // A commit is in the log and whole, but on the disk only once `synced` says so: what has to be safe waits for that, an alarm does not.
    database.pragma('synchronous = NORMAL')
    // SQLite's own checkpoint comes in the midst of a commit, which may be that of an alarm: only where ours did not come in time.
    database.pragma(`wal_autocheckpoint = ${LOG_PAGES_MOST}`)
    // A log that begins anew is no longer than that, so that its length says how much is in it.
    database.pragma(`journal_size_limit = ${LOG_BYTES}`)
    // Otherwise up to 16 MB once a backlog has been through; what is read here is read once.
    database.pragma('cache_size = -2048')
    const check = database.pragma(`${isLarge(path) ? 'quick_check' : 'integrity_check'}(1)`, { simple: true })
    if (check !== 'ok') throw new KotisiltaError('store-damaged', String(check))
    migrate(database, path)
    const epoch = metaOf(database).read('epoch')
    if (epoch !== undefined && !ulidSchema.safeParse(epoch).success) {
      throw new KotisiltaError('store-damaged', 'the epoch is no ULID')
    }
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** The whole check also compares the indexes with their table, and takes seconds for a month of ten homes. */
const isLarge = (path: string): boolean => statSync(path).size > 100 * 1024 * 1024

function migrate(database: Database.Database, path: string): void {
  const version = Number(database.pragma('user_version', { simple: true }))
  if (version > SCHEMA_STEPS.length) {
    throw new KotisiltaError('store-newer', `${path} was written by a newer version (${version})`)
  }
  database.transaction(() => {
    for (const step of SCHEMA_STEPS.slice(version)) database.exec(step)
    database.pragma(`user_version = ${SCHEMA_STEPS.length}`)
  })()
}

/** What only the damaged file itself could know: numbers that were given there mean nothing in a new one. */
const NOT_TAKEN_OVER = /^(epoch|set-aside|seq:.*)$/

/** What was saved waits again, under new numbers and with its own ids; the server knows by these what it has already. */
function takeOver(database: Database.Database, { items, meta, lost }: Salvage): void {
  const insert = database.prepare('INSERT INTO item (lane, importance, body, crc) VALUES (?, ?, ?, ?)')
  const kept = metaOf(database)
  database.transaction(() => {
    for (const { key, value } of meta) if (!NOT_TAKEN_OVER.test(key)) kept.write(key, value)
    for (const { lane, importance, body, crc } of items) insert.run(lane, importance, body, crc)
    kept.write('damaged', String(Number(kept.read('damaged') ?? 0) + lost))
    kept.write('salvaged', String(items.length))
  })()
}

function putAside(path: string, now: Milliseconds): string {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-')
  let aside = `${path}.damaged-${stamp}`
  for (let n = 2; existsSync(aside); n++) aside = `${path}.damaged-${stamp}-${n}`
  for (const suffix of FILE_SUFFIXES) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix)
  }
  rmSync(markerOf(path), { force: true })
  return aside
}
