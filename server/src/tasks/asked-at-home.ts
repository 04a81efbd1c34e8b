import { type HomeCommand, isoTime, type Milliseconds } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import { homeCommandStore, type Told } from '../commands-to-homes/store.ts'
import type { Database } from '../database/schema.ts'
import { isUnfinished, type KeptTask } from './lifecycle.ts'
import { taskStore } from './store.ts'

/** Nobody at home was asked, or nobody answered. */
const CAME_TO_NOTHING: ReadonlySet<HomeCommand['status']> = new Set(['cannot', 'refused', 'failed', 'expired'])

/**
 * What was asked at home has come further. What no device could ask is for a person to do; a task that the question belongs to
 * is seen to have changed. Who answers that they need help is an SOS, which the gateway sends by itself.
 */
export async function askedAtHome(query: Kysely<Database>, told: Told | undefined, now: Milliseconds): Promise<void> {
  if (told === undefined) return
  const { patient, id, command, status } = told.command
  if (patient === null || (command !== 'ask' && command !== 'measure-again')) return
  const tasks = taskStore(query)
  const own = told.task === null ? await taskOf(query, patient, told.command) : await tasks.find(told.task)
  if (own === undefined) {
    if (CAME_TO_NOTHING.has(status)) await leftToStaff(query, patient, told.command, now)
    return
  }
  const changedAt = isoTime(now)
  const changed = { ...own, version: own.version + 1, changedAt }
  // An answer after nobody was thought to answer any more: what was left to the staff for it is nobody's to do.
  const isOver = status === 'done' && own.key === leftKey(id) && isUnfinished(own)
  const history = [...own.history, { at: changedAt, event: 'cancelled' as const }]
  await tasks.save(isOver ? { ...changed, status: 'cancelled', outcome: 'taken-back', history } : changed)
}

async function leftToStaff(query: Kysely<Database>, patient: string, { id, command }: HomeCommand, now: Milliseconds) {
  const kind = command === 'ask' ? 'ask-person' : 'measure-again'
  const task = await taskStore(query).create({ kind, patient, key: leftKey(id), due: null }, now)
  await homeCommandStore(query).belongsTo(id, task)
}

const leftKey = (command: string): string => `ask ${command}`

/** The task that is about the same, of a question that was asked without naming it. */
async function taskOf(query: Kysely<Database>, patient: string, command: HomeCommand): Promise<KeptTask | undefined> {
  const open = await taskStore(query).unfinishedOf(patient, 'measure-again')
  return open.find((task) => isAbout(task, command))
}

/** Whether it was asked for what a task is about: the same to be measured, since the task came. */
export const isAbout = (task: Pick<KeptTask, 'kind' | 'reading' | 'createdAt'>, command: HomeCommand): boolean =>
  task.kind === 'measure-again' &&
  command.command === 'measure-again' &&
  task.reading !== undefined &&
  task.reading.kind === command.args.kind &&
  task.createdAt <= command.createdAt
