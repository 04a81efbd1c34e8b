import { statSync } from 'node:fs'
import SqliteDatabase from 'better-sqlite3'
import { isDamage } from './damage.ts'

/** Up to this size SQLite itself looks at each table and its indexes in one go: a second or two in all. */
const WHOLE_BYTES = 256 << 20
/** Rows of a larger database are read so many at a time, so that no long look keeps the write-ahead log from being emptied. */
const ROWS = 2_000

interface Table {
  name: string
  /** Absent: what lies in the table's own order is found by `rowid`. */
  withoutRowid: boolean
}

/**
 * Looks through a database while others write to it, in small pieces: `quick_check` table by table, or, of one that is large, all
 * rows in order of their key (its indexes are looked at when a backup is made).
 *
 * @param pause called after each piece with how long it took, in milliseconds
 * @returns what is damaged, in SQLite's words, without anything that is stored; undefined: nothing is
 * @throws whatever is no damage, as a file that cannot be opened
 */
export async function lookThrough(
  file: string,
  pause: (took: number) => Promise<void>,
  wholeBytes = WHOLE_BYTES,
): Promise<string | undefined> {
  const sqlite = new SqliteDatabase(file, { readonly: true, fileMustExist: true, timeout: 10_000 })
  try {
    sqlite.pragma('cache_size = -4096')
    const look = statSync(file).size <= wholeBytes ? atOnce : inPieces
    for (const table of tablesOf(sqlite)) {
      const found = await lookAt(look(sqlite, table), pause)
      if (found !== undefined) return `${table.name}: ${found}`
    }
    return undefined
  } catch (error) {
    return damageIn(error)
  } finally {
    sqlite.close()
  }
}

async function lookAt(pieces: Pieces, pause: (took: number) => Promise<void>): Promise<string | undefined> {
  for (;;) {
    const began = performance.now()
    let piece: IteratorResult<undefined, string | undefined>
    try {
      piece = pieces.next()
    } catch (error) {
      return damageIn(error)
    }
    await pause(performance.now() - began)
    if (piece.done === true) return piece.value
  }
}

/** SQLite's words for it. @throws what is no damage */
function damageIn(error: unknown): string {
  if (isDamage(error)) return (error as Error).message
  throw error
}

type Pieces = Generator<undefined, string | undefined>

// biome-ignore lint/correctness/useYield: one piece is all
function* atOnce(sqlite: SqliteDatabase.Database, { name }: Table): Pieces {
  const [first] = sqlite.pragma(`quick_check('${name.replaceAll("'", "''")}')`) as { quick_check: string }[]
  return first === undefined || first.quick_check === 'ok' ? undefined : first.quick_check
}

function* inPieces(sqlite: SqliteDatabase.Database, { name, withoutRowid }: Table): Pieces {
  const columns = withoutRowid ? keyOf(sqlite, name) : ['rowid']
  const key = columns.map(quoted).join(',')
  const marks = columns.map(() => '?').join(',')
  const end = `order by ${key} limit ${ROWS}`
  const prepared = (where: string) =>
    sqlite
      .prepare<unknown[], unknown[]>(`select ${key}, * from ${quoted(name)} ${where} ${end}`)
      .raw()
      .safeIntegers()
  let rows = prepared('').all()
  const next = prepared(`where (${key}) > (${marks})`)
  while (rows.length === ROWS) {
    yield
    rows = next.all(...(rows.at(-1) as unknown[]).slice(0, columns.length))
  }
  return undefined
}

const tablesOf = (sqlite: SqliteDatabase.Database): Table[] =>
  sqlite
    .prepare(`select name, wr from pragma_table_list where schema = 'main' and type = 'table' order by name`)
    .all()
    .map((row) => {
      const { name, wr } = row as { name: string; wr: number }
      return { name, withoutRowid: wr === 1 }
    })

const keyOf = (sqlite: SqliteDatabase.Database, table: string): string[] =>
  sqlite.prepare('select name from pragma_table_info(?) where pk > 0 order by pk').pluck().all(table) as string[]

const quoted = (name: string): string => (name === 'rowid' ? name : `"${name.replaceAll('"', '""')}"`)
