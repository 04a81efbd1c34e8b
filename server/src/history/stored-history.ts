import type { Item, Milliseconds, StoredEvent, StoredReading } from '@kotisilta/contract'
import { openReader } from '../database/open.ts'
import { eventStore } from '../events/store.ts'
import { type PlansInForce, planFinder } from '../plans/plans-in-force.ts'
import { sqliteReadingStore } from '../readings/sqlite-store.ts'

export interface PersonsHistory {
  patient: string
  /** The person's own plans, by when they were in force. */
  plans: PlansInForce
  /** In event time. */
  items: Item[]
}

/** Which people and which time; both bounds are milliseconds, `from` inclusive, `to` exclusive. */
interface Choice {
  patient?: string | undefined
  from?: Milliseconds | undefined
  to?: Milliseconds | undefined
}

/** More than anybody's. */
const ALL = 100_000_000

/**
 * What is kept of everybody, or of one person, read while the server runs or not.
 * @throws KotisiltaError `database-unreadable`
 */
export function storedHistory(dataDir: string, { patient, from = 0, to = Number.MAX_SAFE_INTEGER }: Choice) {
  const { sqlite, close } = openReader(dataDir)
  const readings = sqliteReadingStore(sqlite)
  const events = eventStore(sqlite)
  const plans = planFinder(sqlite)
  const patients =
    patient === undefined
      ? (sqlite.prepare('select id from patient order by id').pluck().all() as string[])
      : (sqlite.prepare('select id from patient where id = ?').pluck().all(patient) as string[])

  return {
    patients: patients.length,
    async *[Symbol.asyncIterator](): AsyncGenerator<PersonsHistory> {
      for (const each of patients) {
        const measured = (await readings.range({ patient: each, from, to })).map(asReading)
        const happened = events.range(each, from, to, ALL).map(asEvent)
        const items = [...measured, ...happened].sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1))
        if (items.length > 0) yield { patient: each, plans: plans.of(each), items }
      }
    },
    close,
  }
}

const asReading = (stored: StoredReading): Item => ({ type: 'reading', ...stored })
const asEvent = (stored: StoredEvent): Item => ({ type: 'event', clock: 'device', ...stored }) as Item
