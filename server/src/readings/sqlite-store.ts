import type { Reading, StoredReading } from '@kotisilta/contract'
import { naturalTime } from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'
import type { PatientReading, ReadingKey, ReadingQuery, ReadingStore } from './port.ts'
import { SeriesNumbers } from './series-numbers.ts'
import {
  type ReadingRow,
  readingFromRow,
  rowValue,
  storedClock,
  storedExtra,
  wholeReadingFromRow,
} from './sqlite-row.ts'
import { ulidFromBytes, ulidToBytes } from './ulid-bytes.ts'

/** Later than any reading. */
const FOREVER = Number.MAX_SAFE_INTEGER

const COLUMNS = 'r.at, r.value, r.id, r.clock, r.extra, s.kind, s.device'

/**
 * Readings in the state store itself: a row of some 40 bytes in one b-tree by series and time.
 * Writes belong to the caller's transaction; a read-only connection serves the queries alone.
 */
export function sqliteReadingStore(sqlite: SqliteDatabase.Database): ReadingStore & { forget(): void } {
  const series = new SeriesNumbers(sqlite)
  const writes = sqlite.readonly ? undefined : writingStatements(sqlite)
  const inRange = sqlite.prepare(
    `select ${COLUMNS} from reading r join series s on s.id = r.series
     where r.series = ? and r.at >= ? and r.at < ? order by r.at`,
  )
  const inBuckets = sqlite.prepare(bucketQuery())
  const count = sqlite.prepare('select count(*) from reading where series = ? and at >= ? and at < ?').pluck()

  /** Whether somebody else who uses the device has, or had, that measurement. */
  function isAnothers({ reading, alsoOf = [] }: PatientReading, natural: number, value: number): boolean {
    return alsoOf.some((other) => {
      const number = series.existing(other, reading.device, reading.kind)
      const key = [number, natural, value]
      return (
        number !== undefined &&
        [writes?.knownTime, writes?.knownDeviceTime, writes?.wasWithdrawn].some(
          (find) => find?.get(...key) !== undefined,
        )
      )
    })
  }

  function insert(row: PatientReading, ofPerson: boolean): 'inserted' | 'duplicate' {
    if (writes === undefined) throw new Error('this connection reads only')
    const { patient, reading } = row
    const number = series.numberOf(patient, reading.device, reading.kind)
    const at = Date.parse(reading.at)
    const natural = reading.deviceAt === undefined ? at : Date.parse(naturalTime(reading))
    const value = rowValue(reading)
    if (row.alsoOf !== undefined && !ofPerson && isAnothers(row, natural, value)) return 'duplicate'
    if (series.hasDeviceTimes(number) && writes.knownDeviceTime.get(number, natural, value) !== undefined) {
      return 'duplicate'
    }
    if (!ofPerson && series.hasWithdrawn(number) && writes.wasWithdrawn.get(number, natural, value) !== undefined) {
      return 'duplicate'
    }
    if (natural !== at) {
      if (writes.knownTime.get(number, natural, value) !== undefined) return 'duplicate'
      writes.deviceTime.run(number, natural, value, at)
      series.notesDeviceTime(number)
    }
    const { changes } = writes.reading.run(
      number,
      at,
      value,
      ulidToBytes(reading.id),
      storedClock(reading.clock),
      storedExtra(reading),
    )
    return changes === 1 ? 'inserted' : 'duplicate'
  }

  function withdraw(patient: string, { id, kind, at: iso }: ReadingKey): Reading | undefined {
    if (writes === undefined) throw new Error('this connection reads only')
    const at = Date.parse(iso)
    for (const { number } of series.ofPatient(patient).filter((each) => each.kind === kind)) {
      const row = (inRange.all(number, at, at + 1) as ReadingRow[]).find((each) => ulidFromBytes(each.id) === id)
      if (row === undefined) continue
      const natural = writes.naturalTime.get(number, at, row.value) as number | undefined
      writes.remove.run(number, at, row.value)
      writes.removeDeviceTime.run(number, at, row.value)
      // By either time it may come again: from a gateway that knows the device's clock, or from one that does not.
      writes.withdrawn.run(number, at, row.value)
      if (natural !== undefined) writes.withdrawn.run(number, natural, row.value)
      series.notesWithdrawn(number)
      return wholeReadingFromRow(row, natural)
    }
    return undefined
  }

  function rangeOfSeries(number: number, { from, to, points }: ReadingQuery): ReadingRow[] {
    if (points === undefined || (count.get(number, from, to) as number) <= points) {
      return inRange.all(number, from, to) as ReadingRow[]
    }
    // Two rows come from each bucket, the least and the greatest.
    const width = Math.max(1, Math.ceil((to - from) / Math.max(1, Math.floor(points / 2))))
    return inBuckets.all({ series: number, from, to, width }) as ReadingRow[]
  }

  return {
    append: async (rows, word) => rows.map((row) => insert(row, word === 'of-a-person')),
    withdraw: async (patient, which) => withdraw(patient, which),
    async range(query) {
      const { patient, kinds } = query
      const wanted = series.ofPatient(patient).filter(({ kind }) => kinds === undefined || kinds.includes(kind))
      return inOrder(wanted.flatMap(({ number }) => rangeOfSeries(number, query)))
    },
    async since(patient, kinds) {
      const rows = series.ofPatient(patient).flatMap(({ number, kind }) => {
        const from = kinds.get(kind)
        return from === undefined ? [] : (inRange.all(number, from, FOREVER) as ReadingRow[])
      })
      return inOrder(rows)
    },
    forget: () => series.forget(),
  }
}

const inOrder = (rows: ReadingRow[]): StoredReading[] => rows.sort((a, b) => a.at - b.at).map(readingFromRow)

const bucketQuery = (): string => `
  with bucketed as (
    select r.series, r.at, r.value, r.id, r.clock, r.extra, cast((r.at - @from) / @width as integer) as bucket
    from reading r where r.series = @series and r.at >= @from and r.at < @to
  ), ranked as (
    select *, row_number() over (partition by bucket order by value, at) as least,
              row_number() over (partition by bucket order by value desc, at desc) as greatest
    from bucketed
  )
  select ${COLUMNS} from ranked r join series s on s.id = r.series
  where least = 1 or greatest = 1 order by r.at`

function writingStatements(sqlite: SqliteDatabase.Database) {
  return {
    reading: sqlite.prepare(
      'insert into reading(series, at, value, id, clock, extra) values(?,?,?,?,?,?) on conflict do nothing',
    ),
    deviceTime: sqlite.prepare(
      'insert into reading_device_time(series, device_at, value, at) values(?,?,?,?) on conflict do nothing',
    ),
    knownDeviceTime: sqlite.prepare(
      'select 1 from reading_device_time where series = ? and device_at = ? and value = ?',
    ),
    wasWithdrawn: sqlite.prepare('select 1 from reading_withdrawn where series = ? and natural_at = ? and value = ?'),
    withdrawn: sqlite.prepare(
      'insert into reading_withdrawn(series, natural_at, value) values(?,?,?) on conflict do nothing',
    ),
    naturalTime: sqlite
      .prepare('select device_at from reading_device_time where series = ? and at = ? and value = ?')
      .pluck(),
    remove: sqlite.prepare('delete from reading where series = ? and at = ? and value = ?'),
    removeDeviceTime: sqlite.prepare('delete from reading_device_time where series = ? and at = ? and value = ?'),
    knownTime: sqlite.prepare('select 1 from reading where series = ? and at = ? and value = ?'),
  }
}
