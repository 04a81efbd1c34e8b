import {
  type Actor,
  type Alert,
  type Downtime,
  type Ground,
  type Isbar,
  isoTime,
  type Milliseconds,
  news2,
} from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { AlertReader } from '../alerts/reader.ts'
import type { Database } from '../database/schema.ts'
import { news2Known } from '../entry/news2-known.ts'
import type { PatientReader } from '../patients/reader.ts'
import type { ReadingStore } from '../readings/port.ts'
import type { Board } from '../realtime/board.ts'
import { asWork } from '../worklist/store.ts'
import type { signsNow } from '../worklist/today/signs-now.ts'
import { criticalLimits, medicinesNow, personOnPaper } from './on-paper.ts'

const RECENT_MS: Milliseconds = 30 * 24 * 3_600_000
const RECENT_MOST = 6

interface Ports {
  query: Kysely<Database>
  board: Pick<Board, 'unresolved'>
  alerts: Pick<AlertReader, 'list'>
  patients: PatientReader
  readings: ReadingStore
  signs: ReturnType<typeof signsNow>
}

/** What is carried on paper: one person for the ambulance, and an area for when nothing else works. */
export function paperReader({ query, board, alerts, patients, readings, signs }: Ports) {
  const unresolvedOf = (id: string): Alert[] => board.unresolved().filter(({ patient }) => patient.id === id)

  async function promisesOf(patient: string): Promise<Downtime['people'][number]['promises']> {
    const rows = await query
      .selectFrom('work_item')
      .selectAll()
      .where('patient', '=', patient)
      .where('status', 'in', ['open', 'claimed'])
      .where('kind', '=', 'call-back')
      .orderBy('due')
      .execute()
    return rows
      .map((row) => asWork(row))
      .flatMap(({ about, due }) => (due === null ? [] : [{ text: about.text ?? '', due }]))
  }

  return {
    async isbar(id: string, madeBy: Actor, ground: Ground, now: Milliseconds): Promise<Isbar | undefined> {
      const patient = await patients.find(id, now)
      if (patient === undefined) return undefined
      const { plan, responsible } = patient
      const at = isoTime(now)
      const resolved = await alerts.list({ status: 'resolved', patient: id, limit: RECENT_MOST }, () => true)
      const known = await news2Known(readings, id, plan, now)
      return {
        madeAt: at,
        madeBy,
        ground,
        identity: { ...personOnPaper(patient), responsible: responsible?.name ?? null },
        situation: unresolvedOf(id).map(({ words, priority, raisedAt, owner }) => ({
          words,
          priority,
          raisedAt,
          owner: owner?.name ?? null,
        })),
        background: {
          medicines: medicinesNow(plan, at).map(({ name, atc, critical }) => ({ name, ...(atc && { atc }), critical })),
          limits: criticalLimits(plan),
          goals: plan.goals.map(({ text }) => text),
          recent: resolved
            .filter(({ raisedAt }) => Date.parse(raisedAt) > now - RECENT_MS)
            .map(({ words, raisedAt, history }) => ({
              words,
              raisedAt,
              outcome: history.findLast(({ event }) => event === 'resolved')?.outcome ?? null,
            })),
        },
        assessment: { values: signs(id).signs, news2: plan.news2.enabled ? news2(known.input) : null },
      }
    },

    /** @param area with those whom whoever asks may see */
    async downtime(
      area: string,
      madeBy: Actor,
      sees: (patient: string) => boolean,
      now: Milliseconds,
    ): Promise<Downtime | undefined> {
      const place = await query.selectFrom('area').select(['id', 'name']).where('id', '=', area).executeTakeFirst()
      if (place === undefined) return undefined
      const rows = await query
        .selectFrom('patient')
        .innerJoin('home', 'home.id', 'patient.home')
        .select('patient.id')
        .where('home.area', '=', area)
        .where('patient.status', 'in', ['active', 'hospital'])
        .orderBy('patient.name')
        .execute()
      const at = isoTime(now)
      const people: Downtime['people'] = []
      for (const { id } of rows.filter((row) => sees(row.id))) {
        const patient = await patients.find(id, now)
        if (patient === undefined) continue
        people.push({
          ...personOnPaper(patient),
          limits: criticalLimits(patient.plan),
          criticalMedicines: medicinesNow(patient.plan, at)
            .filter(({ critical }) => critical)
            .map(({ name }) => name),
          matters: unresolvedOf(id).map(({ words, raisedAt }) => ({ words, since: raisedAt })),
          promises: await promisesOf(id),
        })
      }
      return { madeAt: at, madeBy, area: place, people }
    },
  }
}

export type PaperReader = ReturnType<typeof paperReader>
