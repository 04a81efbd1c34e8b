import { isoTime, newUlid } from '@kotisilta/contract'
import type { Kysely, Selectable } from 'kysely'
import type { Database } from '../database/schema.ts'
import type { KeptTask } from './lifecycle.ts'

type Row = Selectable<Database['task']>
type Body = Pick<KeptTask, 'owner' | 'outcome' | 'words' | 'reading' | 'history'>

/** What a task begins with. */
export type NewTask = Pick<KeptTask, 'kind' | 'patient' | 'key' | 'due'> & Partial<Pick<Body, 'words' | 'reading'>>

/** Tasks on disk, changed only through the lifecycle. */
export function taskStore(query: Kysely<Database>) {
  return {
    /** @returns its id */
    async create(given: NewTask, now: number): Promise<string> {
      const at = isoTime(now)
      const task: KeptTask = {
        id: newUlid(now),
        ...given,
        status: 'open',
        createdAt: at,
        changedAt: at,
        version: 1,
        owner: null,
        history: [{ at, event: 'created' }],
      }
      await query.insertInto('task').values(rowOf(task)).execute()
      return task.id
    },

    async save(task: KeptTask): Promise<void> {
      const { id, ...row } = rowOf(task)
      await query.updateTable('task').set(row).where('id', '=', id).execute()
    },

    async find(id: string): Promise<KeptTask | undefined> {
      return asTask(await query.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirst())
    },

    /** How many of a kind are to be done for a patient. */
    async unfinished(patient: string, kind: KeptTask['kind']): Promise<number> {
      const { count } = await query
        .selectFrom('task')
        .select((select) => select.fn.countAll<number>().as('count'))
        .where('patient', '=', patient)
        .where('kind', '=', kind)
        .where('status', 'in', ['open', 'claimed'])
        .executeTakeFirstOrThrow()
      return count
    },

    async unfinishedOf(patient: string, kind: KeptTask['kind']): Promise<KeptTask[]> {
      const rows = await query
        .selectFrom('task')
        .selectAll()
        .where('patient', '=', patient)
        .where('kind', '=', kind)
        .where('status', 'in', ['open', 'claimed'])
        .orderBy('created_at', 'desc')
        .execute()
      return rows.map((row) => asTask(row))
    },

    async byKey(key: string): Promise<KeptTask | undefined> {
      return asTask(await query.selectFrom('task').selectAll().where('key', '=', key).executeTakeFirst())
    },
  }
}

export type TaskStore = ReturnType<typeof taskStore>

export function asTask(row: Row): KeptTask
export function asTask(row: Row | undefined): KeptTask | undefined
export function asTask(row: Row | undefined): KeptTask | undefined {
  if (row === undefined) return undefined
  const { id, patient, kind, key, status, due, created_at, changed_at, version, body } = row
  return {
    id,
    patient,
    kind: kind as KeptTask['kind'],
    key,
    status: status as KeptTask['status'],
    due: due === null ? null : isoTime(due),
    createdAt: isoTime(created_at),
    changedAt: isoTime(changed_at),
    version,
    ...(JSON.parse(body) as Body),
  }
}

function rowOf(task: KeptTask): Row {
  const { id, patient, kind, key, status, due, createdAt, changedAt, version } = task
  const { owner, outcome, words, reading, history } = task
  const body = JSON.stringify({ owner, outcome, words, reading, history } satisfies {
    [Name in keyof Body]: Body[Name] | undefined
  })
  return {
    id,
    patient,
    kind,
    key,
    status,
    due: due === null ? null : Date.parse(due),
    created_at: Date.parse(createdAt),
    changed_at: Date.parse(changedAt),
    version,
    body,
  }
}
