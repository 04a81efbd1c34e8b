import { type Task, type TaskCount, taskSchema } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import { asCommand, type Told } from '../commands-to-homes/store.ts'
import type { Database } from '../database/schema.ts'
import { isAbout } from './asked-at-home.ts'
import { isUnfinished, type KeptTask } from './lifecycle.ts'
import { asTask } from './store.ts'

const UNFINISHED = ['open', 'claimed']
/** What has been finished lately is shown below what is to be done. */
const FINISHED_SHOWN = 20
const MOST = 500
/** A question that came to nothing is older than the task that it became. */
const A_DAY = 24 * 3_600_000

interface Person {
  id: string
  name: string
  home: string
}

/** Tasks as the dashboard shows them: with names. */
export function taskReader(query: Kysely<Database>) {
  async function shown(tasks: readonly KeptTask[]): Promise<Task[]> {
    const people = new Map<string, Person>()
    const patients = [...new Set(tasks.flatMap(({ patient }) => patient ?? []))]
    if (patients.length === 0) return tasks.map((task) => asShown(task, people, []))
    const homes = query.selectFrom('patient').select('home').where('id', 'in', patients)
    const rows = await query.selectFrom('patient').select(['id', 'name', 'home']).where('home', 'in', homes).execute()
    for (const row of rows) people.set(row.id, row)
    const commands = await asked(patients, tasks)
    return tasks.map((task) => asShown(task, people, commands))
  }

  /** What was asked at these homes since the oldest of the tasks that are to be done came, the newest first. */
  async function asked(patients: readonly string[], tasks: readonly KeptTask[]): Promise<Told[]> {
    const since = tasks.filter(isUnfinished).map(({ createdAt }) => Date.parse(createdAt) - A_DAY)
    if (since.length === 0) return []
    const rows = await query
      .selectFrom('home_command')
      .selectAll()
      .where('patient', 'in', patients)
      .where('command', 'in', ['measure-again', 'ask'])
      .where('created_at', '>=', Math.min(...since))
      .orderBy('created_at', 'desc')
      .limit(MOST)
      .execute()
    return rows.map((row) => ({ command: asCommand(row), task: row.task }))
  }

  return {
    /** What is to be done, the soonest due first, and then what was finished last; only of those whom one may see. */
    async list(sees: (patient: string) => boolean): Promise<Task[]> {
      const open = await query
        .selectFrom('task')
        .selectAll()
        .where('status', 'in', UNFINISHED)
        .orderBy('due', (order) => order.asc().nullsLast())
        .orderBy('created_at')
        .execute()
      const finished = await query
        .selectFrom('task')
        .selectAll()
        .where('status', 'not in', UNFINISHED)
        .orderBy('changed_at', 'desc')
        .limit(MOST)
        .execute()
      const mine = (row: { patient: string | null }): boolean => row.patient === null || sees(row.patient)
      const rows = [...open.filter(mine).slice(0, MOST), ...finished.filter(mine).slice(0, FINISHED_SHOWN)]
      return shown(rows.map((row) => asTask(row)))
    },

    async find(id: string): Promise<Task | undefined> {
      const row = await query.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirst()
      return row && (await shown([asTask(row)]))[0]
    },

    /** `stamp` is another one whenever anything of the list may have changed. */
    async count(sees: (patient: string) => boolean, now: number): Promise<TaskCount> {
      const rows = await query.selectFrom('task').select(['patient', 'due']).where('status', 'in', UNFINISHED).execute()
      const mine = rows.filter(({ patient }) => patient === null || sees(patient))
      const { last } = await query
        .selectFrom('task')
        .select((select) => select.fn.max('changed_at').as('last'))
        .executeTakeFirstOrThrow()
      const overdue = mine.filter(({ due }) => due !== null && due < now).length
      return { open: mine.length, overdue, stamp: `${mine.length} ${last ?? 0}` }
    },
  }
}

export type TaskReader = ReturnType<typeof taskReader>

function asShown(kept: KeptTask, people: ReadonlyMap<string, Person>, told: readonly Told[]): Task {
  const { key: _key, patient, ...task } = kept
  const asked = told.find(
    ({ command, task: of }) => command.patient === patient && (of === null ? isAbout(kept, command) : of === kept.id),
  )?.command
  const person = patient === null ? undefined : people.get(patient)
  const together = [...people.values()].filter(({ home }) => home === person?.home)
  return taskSchema.parse({
    ...task,
    ...(asked !== undefined && { asked }),
    patient: person === undefined ? null : { id: person.id, name: person.name },
    ...(task.kind === 'person-uncertain' && { candidates: together.map(({ id, name }) => ({ id, name })) }),
  })
}
