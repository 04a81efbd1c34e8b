import { isoTime, type Milliseconds, newUlid } from '@kotisilta/contract'
import type { Kysely, Selectable } from 'kysely'
import type { Database } from '../database/schema.ts'
import type { KeptWork } from './lifecycle.ts'

type Row = Selectable<Database['work_item']>
type Body = Pick<KeptWork, 'owner' | 'outcome' | 'about' | 'history'>

/** What an item begins with. */
export type NewWork = Pick<KeptWork, 'kind' | 'key' | 'patient' | 'area' | 'priority' | 'due' | 'about'> &
  Partial<Pick<KeptWork, 'owner'>> & { by?: KeptWork['owner'] }

const UNFINISHED = ['open', 'claimed']

/** Pieces of work on disk, changed only through the lifecycle. */
export function workStore(query: Kysely<Database>) {
  return {
    async create({ by = null, owner = null, ...given }: NewWork, now: Milliseconds): Promise<KeptWork> {
      const at = isoTime(now)
      const item: KeptWork = {
        id: newUlid(now),
        ...given,
        status: owner === null ? 'open' : 'claimed',
        createdAt: at,
        changedAt: at,
        version: 1,
        owner,
        history: [{ at, event: 'created', ...(by !== null && { by }) }],
      }
      await query.insertInto('work_item').values(rowOf(item)).execute()
      return item
    },

    /** @param alerted anew, if it counts from the beginning again */
    async save(item: KeptWork, alerted?: number): Promise<void> {
      const { id, ...row } = rowOf(item)
      await query
        .updateTable('work_item')
        .set({ ...row, ...(alerted !== undefined && { alerted }) })
        .where('id', '=', id)
        .execute()
    },

    async find(id: string): Promise<KeptWork | undefined> {
      return asWork(await query.selectFrom('work_item').selectAll().where('id', '=', id).executeTakeFirst())
    },

    /** Soonest due first. */
    async unfinished(kinds: readonly KeptWork['kind'][]): Promise<KeptWork[]> {
      const rows = await query
        .selectFrom('work_item')
        .selectAll()
        .where('status', 'in', UNFINISHED)
        .where('kind', 'in', [...kinds])
        .orderBy('due', (order) => order.asc().nullsLast())
        .orderBy('id')
        .execute()
      return rows.map((row) => asWork(row))
    },
  }
}

export function asWork(row: Row): KeptWork
export function asWork(row: Row | undefined): KeptWork | undefined
export function asWork(row: Row | undefined): KeptWork | undefined {
  if (row === undefined) return undefined
  const { id, kind, key, patient, area, status, priority, due, created_at, changed_at, version, body } = row
  return {
    id,
    kind: kind as KeptWork['kind'],
    key,
    patient,
    area,
    status: status as KeptWork['status'],
    priority: priority as KeptWork['priority'],
    due: due === null ? null : isoTime(due),
    createdAt: isoTime(created_at),
    changedAt: isoTime(changed_at),
    version,
    ...(JSON.parse(body) as Body),
  }
}

function rowOf(item: KeptWork): Omit<Row, 'alerted'> {
  const { id, kind, key, patient, area, status, priority, due, createdAt, changedAt, version } = item
  const { owner, outcome, about, history } = item
  return {
    id,
    kind,
    key,
    patient,
    area,
    status,
    priority,
    due: due === null ? null : Date.parse(due),
    created_at: Date.parse(createdAt),
    changed_at: Date.parse(changedAt),
    version,
    body: JSON.stringify({ owner, outcome, about, history }),
  }
}
