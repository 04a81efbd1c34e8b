import {
  type Alert,
  type EntryKind,
  isoTime,
  type Milliseconds,
  QUEUES,
  type Role,
  type ShownTechnicalAlert,
  type Task,
  WORK_KINDS,
  type WorkEntry,
  type WorkItem,
  waitingSince,
} from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import type { Board } from '../realtime/board.ts'
import type { TaskReader } from '../tasks/reader.ts'
import type { TechnicalAlertReader } from '../technical/reader.ts'
import { inHarmOrder } from './harm-order.ts'
import type { KeptWork } from './lifecycle.ts'
import { workStore } from './store.ts'

/** Who asks for a queue, and what they see. */
export interface QueueAsker {
  id: string
  role: Role
  sees(patient: string): boolean
}

interface Ports {
  query: Kysely<Database>
  board: Pick<Board, 'unresolved'>
  tasks: Pick<TaskReader, 'list'>
  quarantine: { count(): Promise<number> }
  technical: Pick<TechnicalAlertReader, 'list'>
}

/** More than these are not worked off but sorted out. */
const MOST = 500

/** The queue of whoever asks, made anew each time of what is unfinished anywhere. */
export function workReader({ query, board, tasks, quarantine, technical }: Ports) {
  const store = workStore(query)

  async function namesOf(table: 'patient' | 'area', ids: readonly (string | null)[]): Promise<Map<string, string>> {
    const asked = [...new Set(ids.flatMap((id) => id ?? []))]
    if (asked.length === 0) return new Map()
    const rows = await query.selectFrom(table).select(['id', 'name']).where('id', 'in', asked).execute()
    return new Map(rows.map(({ id, name }) => [id, name]))
  }

  async function shown(items: readonly KeptWork[]): Promise<WorkItem[]> {
    const people = await namesOf(
      'patient',
      items.map(({ patient }) => patient),
    )
    const areas = await namesOf(
      'area',
      items.map(({ area }) => area),
    )
    const named = (id: string | null, names: Map<string, string>) =>
      id === null ? null : { id, name: names.get(id) ?? id }
    return items.map(({ key: _key, patient, area, ...item }) => ({
      ...item,
      patient: named(patient, people),
      area: named(area, areas),
    }))
  }

  /** Areas in which somebody works now; `every`, or their ids. */
  async function areasOf(staff: string, now: Milliseconds): Promise<'every' | Set<string>> {
    const own = await query.selectFrom('staff_area').select('area').where('staff', '=', staff).execute()
    const teams = await query
      .selectFrom('team_member')
      .innerJoin('team_area', 'team_area.team', 'team_member.team')
      .select('team_area.area')
      .where('team_member.staff', '=', staff)
      .where('from_at', '<=', now)
      .where((or) => or.or([or('until_at', 'is', null), or('until_at', '>', now)]))
      .execute()
    const areas = new Set([...own, ...teams].map(({ area }) => area))
    return areas.has('*') ? 'every' : areas
  }

  /** Whether an item is in the queue of whoever asks. */
  async function mayHave({ id, role, sees }: QueueAsker, now: Milliseconds) {
    const kinds = QUEUES[role] ?? []
    const areas = role === 'technician' ? 'every' : await areasOf(id, now)
    return ({ kind, patient, area }: Pick<KeptWork, 'kind' | 'patient' | 'area'>): boolean => {
      if (!kinds.includes(kind)) return false
      if (patient !== null) return sees(patient)
      return areas === 'every' || (area !== null && areas.has(area))
    }
  }

  return {
    /** What harms first, first; all of it. */
    async queue(asker: QueueAsker, now: Milliseconds): Promise<WorkEntry[]> {
      const kinds = QUEUES[asker.role] ?? []
      const entries: WorkEntry[] = []
      if (kinds.includes('alert')) {
        for (const alert of board.unresolved()) if (asker.sees(alert.patient.id)) entries.push(ofAlert(alert))
      }
      if (kinds.includes('measure-again') || kinds.includes('person-uncertain')) {
        for (const task of await tasks.list(asker.sees)) {
          if (isToDo(task) && kinds.includes(task.kind)) entries.push(ofTask(task))
        }
      }
      const own = WORK_KINDS.filter((kind) => (kinds as readonly EntryKind[]).includes(kind))
      const mine = await mayHave(asker, now)
      const items = own.length === 0 ? [] : (await store.unfinished(own)).filter(mine)
      entries.push(...(await shown(items)).map(ofItem))
      if (kinds.includes('technical-alert')) {
        const alerts = await technical.list(now)
        entries.push(...alerts.filter(({ status }) => status !== 'resolved').map(ofTechnicalAlert))
      }
      if (kinds.includes('unassigned')) {
        const count = await quarantine.count()
        if (count > 0) entries.push(ofUnassigned(count, now))
      }
      return inHarmOrder(entries, now)
    },

    /** As `queue`, no more than can be read. */
    async list(asker: QueueAsker, now: Milliseconds): Promise<{ entries: WorkEntry[]; total: number }> {
      const entries = await this.queue(asker, now)
      return { entries: entries.slice(0, MOST), total: entries.length }
    },

    async find(id: string): Promise<WorkItem | undefined> {
      const item = await store.find(id)
      return item && (await shown([item]))[0]
    },

    mayHave,
    areasOf,
  }
}

export type WorkReader = ReturnType<typeof workReader>

const isToDo = ({ status }: Task): boolean => status === 'open' || status === 'claimed'

const ofAlert = (alert: Alert): WorkEntry => {
  const { id, patient, priority, owner, version, words, snoozedUntil = null } = alert
  const since = waitingSince(alert)
  return { id, kind: 'alert', patient, area: null, priority, due: snoozedUntil, since, owner, version, words }
}

const PRIORITIES: Readonly<Record<Task['kind'], WorkEntry['priority']>> = {
  'measure-again': 'medium',
  'ask-person': 'medium',
  'person-uncertain': null,
}

const ofTask = ({ id, kind, patient, due, createdAt, owner, version, words, reading }: Task): WorkEntry => ({
  id,
  kind,
  patient,
  area: null,
  priority: PRIORITIES[kind],
  due,
  since: createdAt,
  owner,
  version,
  ...(words !== undefined && { words }),
  ...(reading !== undefined && { reading }),
})

const ofItem = ({ id, kind, patient, area, priority, due, createdAt, owner, version, about }: WorkItem): WorkEntry => ({
  id,
  kind,
  patient,
  area,
  priority,
  due,
  since: createdAt,
  owner,
  version,
  about,
})

const ofTechnicalAlert = (alert: ShownTechnicalAlert): WorkEntry => {
  const { id, problem, priority, raisedAt, lastAt, gateway, owner, history } = alert
  const about = { problem, at: lastAt, ...(gateway !== null && { gateway }) }
  const where = { patient: null, area: null, due: null }
  return { id, kind: 'technical-alert', ...where, priority, since: raisedAt, owner, version: history.length, about }
}

const ofUnassigned = (count: number, now: Milliseconds): WorkEntry => ({
  id: 'unassigned',
  kind: 'unassigned',
  patient: null,
  area: null,
  priority: null,
  due: null,
  since: isoTime(now),
  owner: null,
  version: 1,
  count,
})
