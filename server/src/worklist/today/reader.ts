import {
  isoTime,
  type Milliseconds,
  NEEDS,
  type Need,
  type Today,
  type TodayCard,
  type WorkEntry,
} from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../../database/schema.ts'
import type { Board } from '../../realtime/board.ts'
import type { QueueAsker, WorkReader } from '../reader.ts'
import { needOf } from './need.ts'
import type { signsNow } from './signs-now.ts'

const DAY: Milliseconds = 24 * 3_600_000
/** So long somebody is new. */
const NEWCOMER_MS = 7 * DAY
/** What was seen to be well this long ago is shown as seen. */
const SEEN_MS = 12 * 3_600_000
const PAGE = 40
const IN_SERVICE = ['active', 'hospital']

interface Ports {
  query: Kysely<Database>
  board: Pick<Board, 'unresolved'>
  worklist: Pick<WorkReader, 'queue'>
  signs: ReturnType<typeof signsNow>
}

interface Person {
  id: string
  name: string
  address: string | null
  phone: string | null
  need: Need
  due: WorkEntry[]
}

/** A nurse's people by need: worse, missing, new, green. */
export function todayReader({ query, board, worklist, signs }: Ports) {
  /** Those whom somebody answers for, or has a care relationship with. */
  async function ownOf(staff: string, now: Milliseconds): Promise<Set<string>> {
    const responsible = await query.selectFrom('patient').select('id').where('responsible', '=', staff).execute()
    const related = await query
      .selectFrom('care_relationship')
      .select('patient as id')
      .where('staff', '=', staff)
      .where('from_at', '<=', now)
      .where((or) => or.or([or('until_at', 'is', null), or('until_at', '>', now)]))
      .execute()
    return new Set([...responsible, ...related].map(({ id }) => id))
  }

  async function peopleOf(asker: QueueAsker, whose: 'mine' | 'all', now: Milliseconds): Promise<Person[]> {
    const own = whose === 'all' ? undefined : await ownOf(asker.id, now)
    const rows = await query
      .selectFrom('patient')
      .select(['id', 'name', 'address', 'phone', 'status_since'])
      .where('status', 'in', IN_SERVICE)
      .orderBy('name')
      .execute()
    const entries = Map.groupBy(await worklist.queue(asker, now), ({ patient }) => patient?.id)
    const problems = Map.groupBy(board.unresolved(), ({ patient }) => patient.id)
    return rows
      .filter(({ id }) => (own === undefined || own.has(id)) && asker.sees(id))
      .map(({ status_since, ...row }) => {
        const due = entries.get(row.id) ?? []
        const need = needOf({
          problems: (problems.get(row.id) ?? []).map(({ problem }) => problem),
          kinds: due.filter(({ kind }) => kind !== 'alert').map(({ kind }) => kind),
          isNewcomer: status_since !== null && status_since > now - NEWCOMER_MS,
        })
        return { ...row, need, due }
      })
  }

  /** Who has last seen each of them to be well. */
  async function seenOf(patients: readonly string[], now: Milliseconds): Promise<Map<string, TodayCard['seen']>> {
    if (patients.length === 0) return new Map()
    const rows = await query
      .selectFrom('green_seen_patient')
      .innerJoin('green_seen', 'green_seen.id', 'green_seen_patient.seen')
      .innerJoin('staff', 'staff.id', 'green_seen.staff')
      .select(['patient', 'green_seen.id', 'at', 'undo_until', 'staff', 'staff.name'])
      .where('patient', 'in', [...patients])
      .where('undone_at', 'is', null)
      .where('at', '>', now - SEEN_MS)
      .orderBy('at')
      .execute()
    return new Map(
      rows.map(({ patient, id, at, undo_until, staff, name }) => [
        patient,
        { id, at: isoTime(at), by: { id: staff, name }, undoUntil: isoTime(undo_until) },
      ]),
    )
  }

  async function undoableOf(staff: string, now: Milliseconds): Promise<Today['undoable']> {
    const rows = await query
      .selectFrom('green_seen')
      .innerJoin('green_seen_patient', 'green_seen_patient.seen', 'green_seen.id')
      .groupBy(['green_seen.id', 'at', 'undo_until'])
      .select((select) => ['green_seen.id', 'at', 'undo_until', select.fn.countAll<number>().as('patients')])
      .where('staff', '=', staff)
      .where('undone_at', 'is', null)
      .where('undo_until', '>', now)
      .orderBy('at', 'desc')
      .execute()
    return rows.map(({ id, at, undo_until, patients }) => ({
      id,
      at: isoTime(at),
      undoUntil: isoTime(undo_until),
      patients,
    }))
  }

  return {
    /** @param from where the page begins */
    async today(asker: QueueAsker, whose: 'mine' | 'all', from: number, now: Milliseconds): Promise<Today> {
      const people = await peopleOf(asker, whose, now)
      const place = new Map<string, number>()
      const harm = (id: string): number => place.get(id) ?? Number.MAX_SAFE_INTEGER
      let rank = 0
      for (const { patient } of await worklist.queue(asker, now)) {
        if (patient !== null && !place.has(patient.id)) place.set(patient.id, rank++)
      }
      people.sort((a, b) => NEEDS.indexOf(a.need) - NEEDS.indexOf(b.need) || compare(harm(a.id), harm(b.id)))
      const page = people.slice(from, from + PAGE)
      const seen = await seenOf(
        page.filter(({ need }) => need === 'green').map(({ id }) => id),
        now,
      )
      const count = (need: Need): number => people.filter((person) => person.need === need).length
      return {
        madeAt: isoTime(now),
        counts: { worse: count('worse'), missing: count('missing'), new: count('new'), green: count('green') },
        cards: page.map(({ need, due, ...patient }) => {
          const { signs: values, measuredAt } = signs(patient.id)
          return {
            patient,
            need,
            due,
            signs: values,
            measuredAt: measuredAt === null ? null : isoTime(measuredAt),
            seen: seen.get(patient.id) ?? null,
          }
        }),
        next: from + PAGE < people.length ? from + PAGE : null,
        undoable: await undoableOf(asker.id, now),
      }
    },

    /** Whom a bulk look has marked. */
    async seenIn(id: string): Promise<string[]> {
      const rows = await query.selectFrom('green_seen_patient').select('patient').where('seen', '=', id).execute()
      return rows.map(({ patient }) => patient)
    },

    /** Who of those whom somebody sees is well now. */
    async isGreen(asker: QueueAsker, now: Milliseconds): Promise<Set<string>> {
      const people = await peopleOf(asker, 'all', now)
      return new Set(people.filter(({ need }) => need === 'green').map(({ id }) => id))
    },
  }
}

export type TodayReader = ReturnType<typeof todayReader>

const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0)
