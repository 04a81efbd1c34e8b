import { closeSync, copyFileSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import Database from 'better-sqlite3'
import { SCHEMA_STEPS } from './schema.ts'

/** What could be read of a damaged file. */
export interface Salvage {
  readonly items: readonly SalvagedItem[]
  /** Single values: the configuration, what is remembered of devices. */
  readonly meta: readonly { readonly key: string; readonly value: string }[]
  /** Items that were there and cannot be read, as far as that can be told. */
  readonly lost: number
}
interface SalvagedItem {
  readonly id: number
  readonly lane: string
  readonly importance: number
  readonly body: string
  readonly crc: number
}

const NOTHING: Salvage = { items: [], meta: [], lost: 0 }
const CHUNK = 500
/** Beyond this many numbers in a row without an item there is none any more. */
const GAP = 200_000
const PAGE = 4096

/**
 * Reads what can still be read of a damaged file, each item by itself where a whole stretch cannot. Whatever is wrong with the
 * file, nothing is thrown. Where its first page is destroyed, that of a new file stands in for it.
 */
export function salvage(path: string): Salvage {
  const first = attempt(() => readAll(path))
  if (first !== undefined && first.items.length > 0) return first
  const mended = `${path}-mended`
  const second = attempt(() => {
    copyFileSync(path, mended)
    copyFirstPage(emptyFile(`${path}-form`), mended)
    return readAll(mended)
  })
  for (const helper of [mended, `${path}-form`]) rmSync(helper, { force: true })
  return second !== undefined && second.items.length >= (first?.items.length ?? 0) ? second : (first ?? NOTHING)
}

/** A file of the same form with nothing in it. */
function emptyFile(path: string): string {
  rmSync(path, { force: true })
  const database = new Database(path)
  for (const step of SCHEMA_STEPS) database.exec(step)
  database.close()
  return path
}

/** All tables and their indexes are described on the first page, and begin at the same pages in every file of the same form. */
function copyFirstPage(from: string, to: string): void {
  const page = Buffer.alloc(PAGE)
  const [source, target] = [openSync(from, 'r'), openSync(to, 'r+')]
  try {
    readSync(source, page, 0, PAGE, 0)
    // 0: the number of pages is what the file's size says (SQLite file format, 1.3.7).
    page.writeUInt32BE(0, 28)
    writeSync(target, page, 0, PAGE, 0)
  } finally {
    closeSync(source)
    closeSync(target)
  }
}

function readAll(path: string): Salvage {
  const database = new Database(path)
  try {
    const point = database.prepare<[number], SalvagedItem>(
      'SELECT id, lane, importance, body, crc FROM item NOT INDEXED WHERE id = ?',
    )
    const range = database.prepare<[number, number], SalvagedItem>(
      'SELECT id, lane, importance, body, crc FROM item NOT INDEXED WHERE id BETWEEN ? AND ?',
    )
    const items: SalvagedItem[] = []
    let lost = 0
    const take = (item: SalvagedItem): void => {
      if (isWhole(item)) items.push(item)
      else lost += 1
    }
    const edges = [edge(database, 'min'), edge(database, 'max'), sequence(database)]
    const begin = edges[0] ?? 1
    const end = Math.max(edges[1] ?? 0, edges[2] ?? 0)
    let seenAt = begin
    for (let from = begin; end > 0 ? from <= end : from - seenAt < GAP; from += CHUNK) {
      const before = items.length
      const whole = attempt(() => range.all(from, from + CHUNK - 1))
      if (whole !== undefined) for (const item of whole) take(item)
      else
        for (let id = from; id < from + CHUNK; id++) {
          try {
            const item = point.get(id)
            if (item !== undefined) take(item)
          } catch {
            lost += 1
          }
        }
      if (items.length > before) seenAt = from
    }
    const meta = attempt(() =>
      database.prepare<[], { key: string; value: string }>('SELECT key, value FROM meta').all().filter(isText),
    )
    return { items, meta: meta ?? [], lost }
  } finally {
    database.close()
  }
}

const edge = (database: Database.Database, which: 'min' | 'max'): number | undefined =>
  attempt(() => numberIn(database.prepare(`SELECT ${which}(id) AS id FROM item NOT INDEXED`).pluck().get()))

const sequence = (database: Database.Database): number | undefined =>
  attempt(() => numberIn(database.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'item'`).pluck().get()))

const numberIn = (value: unknown): number | undefined =>
  typeof value === 'number' && value > 0 && value < 2 ** 40 ? value : undefined

const isText = ({ key, value }: { key: unknown; value: unknown }): boolean =>
  typeof key === 'string' && typeof value === 'string'

/** As it was written: bytes that have changed would be a value that nobody measured. */
function isWhole({ lane, body, crc, importance }: SalvagedItem): boolean {
  if ((lane !== 'items' && lane !== 'urgent') || typeof body !== 'string' || crc32(body) !== crc) return false
  return Number.isInteger(importance) && importance >= 0 && importance <= 3
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
