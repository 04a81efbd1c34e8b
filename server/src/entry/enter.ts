import {
  type Actor,
  ENTRY_AHEAD_MS,
  type Entry,
  type EntryAnswer,
  type Ground,
  isEnterable,
  isoTime,
  type Milliseconds,
  type News2Input,
  news2,
  newUlid,
  type ProblemCode,
  type Reading,
  readingSchema,
  type StoredReading,
} from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/store.ts'
import type { CommandResult } from '../commit/commands.ts'
import type { Work } from '../commit/work.ts'
import type { Database } from '../database/schema.ts'
import type { Ingest } from '../ingest/ingest.ts'

/** Somebody on the staff has measured something. */
export interface EnterReadings {
  type: 'enter-readings'
  patient: string
  entry: Entry
  by: Actor
  ground?: Ground
}

/** What the committing thread can say of it; the rest is read afterwards. */
export type Entered = Omit<EntryAnswer, 'news2'>

export interface EntryPorts {
  query: Kysely<Database>
  ingest: Ingest
  audit: AuditLog
}

/** What was measured longer ago is written into the record by other means. */
const OLDEST: Milliseconds = 366 * 24 * 60 * 60 * 1000

/**
 * Stores and judges what a person has measured, by the same way as what a device sends. The same entry once more is
 * answered as it was the first time, and changes nothing.
 */
export async function enterReadings(ports: EntryPorts, command: EnterReadings, work: Work): Promise<CommandResult> {
  const { query, ingest, audit } = ports
  const { patient, entry, by, ground } = command
  const known = await query.selectFrom('entry').selectAll().where('id', '=', entry.id).executeTakeFirst()
  if (known !== undefined) {
    const { asked, answer } = JSON.parse(known.body) as { asked: string; answer: Entered }
    const isTheSame = known.patient === patient && known.staff === by.id && asked === JSON.stringify(entry)
    return isTheSame ? { done: true, entered: { ...answer, repeated: true } } : { done: false, code: 'entry-different' }
  }
  const exists = await query.selectFrom('patient').select('id').where('id', '=', patient).executeTakeFirst()
  if (exists === undefined) return { done: false, code: 'not-found' }
  const measured = readingsOf(entry, by, work.now)
  if (typeof measured === 'string') return { done: false, code: measured }

  const before = new Map(work.changedAlerts().map(({ id, version }) => [id, version]))
  const stored = await ingest.enter(patient, inOrderOfPoints(measured), work)
  const ids = new Set(stored.map(({ id }) => id))
  const answer: Entered = {
    id: entry.id,
    at: (measured[0] as Reading).at,
    readings: stored.map(shown),
    alerts: work
      .changedAlerts()
      .filter(({ id, version, patient: of }) => of.id === patient && before.get(id) !== version),
    asked: ingest
      .asksOf(patient, work.now)
      .filter(({ basis }) => ids.has(basis.item))
      .map(({ kind, due, words }) => ({ kind, due: isoTime(due), words })),
    repeated: false,
  }
  const body = JSON.stringify({ asked: JSON.stringify(entry), answer })
  await query.insertInto('entry').values({ id: entry.id, patient, staff: by.id, entered_at: work.now, body }).execute()
  const detail = stored.map(({ kind }) => kind).join(' ')
  await audit.record({ staff: by.id, patient, action: 'readings-entered', detail, ground }, work.now)
  return { done: true, entered: answer }
}

/** The readings that an entry means, or why it cannot be taken as a whole. Nothing is coerced. */
function readingsOf(entry: Entry, by: Actor, now: Milliseconds): Reading[] | ProblemCode {
  const asked = entry.at === undefined ? now : Date.parse(entry.at)
  if (asked > now + ENTRY_AHEAD_MS) return 'time-in-future'
  if (asked < now - OLDEST) return 'request-invalid'
  if (new Set(entry.readings.map(({ kind }) => kind)).size < entry.readings.length) return 'request-invalid'
  const readings: Reading[] = []
  for (const { kind, value, components, unit } of entry.readings) {
    const reading = readingSchema.safeParse({
      type: 'reading',
      id: newUlid(now),
      device: `manual:${by.id.toLowerCase()}`,
      kind,
      value,
      components,
      unit,
      at: isoTime(Math.min(asked, now)),
      clock: 'gateway',
      quality: ['entered-manually'],
    })
    if (!reading.success) return 'request-invalid'
    if (!isEnterable(reading.data)) return 'reading-implausible'
    readings.push(reading.data)
  }
  return readings
}

const shown = ({ type: _type, ...reading }: Reading): StoredReading => reading

/**
 * What gives the fewest points first: of several values of one moment the one that makes them a warning is then judged
 * last, with all the others, and the warning speaks of a whole score.
 */
const inOrderOfPoints = (readings: readonly Reading[]): Reading[] =>
  [...readings].sort((one, other) => pointsOf(one) - pointsOf(other))

function pointsOf({ kind, value, components }: Reading): number {
  const number = typeof value === 'number' ? value : undefined
  const inputs: Partial<Record<Reading['kind'], News2Input>> = {
    'respiratory-rate': { respiratoryRate: number },
    'oxygen-saturation': { spo2: number },
    'supplemental-oxygen': { supplementalOxygen: number !== undefined && number > 0 },
    'blood-pressure': { systolic: components?.systolic },
    'heart-rate': { pulse: number },
    'body-temperature': { temperature: number },
    consciousness: { consciousness: typeof value === 'string' ? value : undefined },
  }
  return news2(inputs[kind] ?? {}).score
}
