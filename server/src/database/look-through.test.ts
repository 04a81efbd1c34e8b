import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { databaseDamage, isDamage } from './damage.ts'
import { lookThrough } from './look-through.ts'
import { databaseFile } from './open.ts'
import { overwritePage } from './overwrite-page.fixture.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-damage-'))
  file = databaseFile(folder)
  const sqlite = new SqliteDatabase(file)
  sqlite.pragma('page_size = 1024')
  sqlite.exec(`create table with_rowid(id text primary key, body text) strict;
    create table of_two(a text, b integer, body text, primary key(a, b)) strict, without rowid;
    create table empty_one(id integer primary key);
    create table "odd ""name's"(x);`)
  const insert = sqlite.prepare('insert into with_rowid values(?,?)')
  const other = sqlite.prepare('insert into of_two values(?,?,?)')
  sqlite.transaction(() => {
    for (let n = 0; n < 5_000; n++) insert.run(`id-${n}`, 'x'.repeat(60))
    for (let n = 0; n < 5_000; n++) other.run(`a${n % 7}`, 2 ** 53 + n, 'y'.repeat(60))
  })()
  sqlite.close()
})
afterEach(() => rmSync(folder, { recursive: true }))

/** At once, as of a small database, and in pieces, as of a large one. */
const WAYS = [
  ['at once', Number.POSITIVE_INFINITY],
  ['in pieces', 0],
] as const
const look = (wholeBytes: number, pause = async () => {}) => lookThrough(file, pause, wholeBytes)
const pagesOf = (table: string): number[] => {
  const sqlite = new SqliteDatabase(file, { readonly: true })
  const pages = sqlite.prepare('select pageno from dbstat where name = ? order by pageno').pluck().all(table)
  sqlite.close()
  return pages as number[]
}

describe.each(WAYS)('a look through the database, %s', (_, wholeBytes) => {
  test('finds nothing in one that is whole, and rests after each piece', async () => {
    let pieces = 0
    expect(await look(wholeBytes, async () => void pieces++)).toBeUndefined()
    expect(pieces).toBeGreaterThanOrEqual(wholeBytes === 0 ? 8 : 4)
  })

  test.each(['with_rowid', 'of_two'])('finds a page anywhere in a table that is none: %s', async (table) => {
    const pages = pagesOf(table)
    expect(pages.length).toBeGreaterThan(100)
    for (const place of [0, Math.floor(pages.length / 2), pages.length - 1]) {
      const mend = overwritePage(file, pages[place] as number)
      expect(await look(wholeBytes), `page ${place}`).toBeTypeOf('string')
      mend()
    }
    expect(await look(wholeBytes)).toBeUndefined()
  })

  test('tells nothing of what is stored', async () => {
    overwritePage(file, pagesOf('with_rowid').at(-1) as number)
    expect(await look(wholeBytes)).not.toMatch(/xxxx|id-\d/)
  })

  test('goes on while others write', async () => {
    const writer = new SqliteDatabase(file)
    writer.pragma('journal_mode = WAL')
    const write = async () => void writer.prepare('insert into empty_one default values').run()
    expect(await look(wholeBytes, write)).toBeUndefined()
    writer.close()
  })
})

test('what cannot be looked at says nothing: it is no damage', async () => {
  rmSync(file)
  const missing = await look(0).catch((error: unknown) => error)
  expect(missing).toBeInstanceOf(Error)
  expect(isDamage(missing)).toBe(false)
})

describe('what is known of damage', () => {
  const lines: string[] = []
  const log = pino({}, { write: (line) => lines.push(line) })
  const opened = () => databaseDamage(folder, log, () => Date.UTC(2026, 10, 26))

  test('is told once in the log, stays known over a restart, and ends with a look that finds nothing', () => {
    const damage = opened()
    expect([damage.known(), damage.checkedAt()]).toEqual([undefined, undefined])
    damage.met('database disk image is malformed')
    damage.met('database disk image is malformed')
    damage.checked('task: page 7')
    expect(lines.filter((line) => line.includes('"database-damaged"'))).toHaveLength(1)
    expect(opened().known()).toBe('database disk image is malformed')
    damage.checked(undefined)
    expect([opened().known(), opened().checkedAt()]).toEqual([undefined, Date.UTC(2026, 10, 26)])
  })

  test('is of this very file: one that was restored in its place is another', () => {
    opened().met('malformed')
    rmSync(file)
    new SqliteDatabase(file).exec('create table t(x)').close()
    expect(opened().known()).toBeUndefined()
  })
})
