import { type Actor, type Ground, isoTime, type ProblemCode } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/store.ts'
import type { CommandResult } from '../commit/commands.ts'
import type { Work } from '../commit/work.ts'
import { amendReading } from '../corrections/amend.ts'
import type { Database } from '../database/schema.ts'
import type { Ingest } from '../ingest/ingest.ts'
import { applyStaff, isUnfinished, type KeptTask, type StaffAction } from './lifecycle.ts'
import { type TaskStore, taskStore } from './store.ts'

/** What somebody on the staff does with a task. */
export type HandleTask = { type: 'task'; task: string; by: Actor; ground?: Ground; note?: string | undefined } & (
  | { action: 'claim' | 'release' | 'done' | 'cancel' }
  /** Whose the reading is that it is about; null: nobody's here. */
  | { action: 'belongs'; to: string | null }
)

interface Ports {
  query: Kysely<Database>
  ingest: Ingest
  audit: AuditLog
}

const refused = (code: ProblemCode, by?: Actor): CommandResult => ({
  done: false,
  code,
  ...(by !== undefined && { by }),
})

/** Changed and logged in one transaction. */
export async function handleTask(ports: Ports, command: HandleTask, work: Work): Promise<CommandResult> {
  const tasks = taskStore(ports.query)
  const task = await tasks.find(command.task)
  if (task === undefined) return refused('not-found')
  const isUncertain = task.kind === 'person-uncertain'
  if (command.action === 'belongs') {
    return isUncertain ? belongs(ports, tasks, task, command, work) : refused('request-invalid')
  }
  // Whose a reading is has to be said: the task cannot be put away without.
  const ends = command.action === 'done' || command.action === 'cancel'
  if (isUncertain && ends && isUnfinished(task)) return refused('request-invalid')
  const { by, note, action } = command
  return concluded(ports, tasks, task, ends ? { type: action, by, note } : { type: action, by }, command, work)
}

async function concluded(
  { audit }: Ports,
  tasks: TaskStore,
  task: KeptTask,
  action: StaffAction,
  { by, ground }: HandleTask,
  work: Work,
): Promise<CommandResult> {
  const result = applyStaff(task, action, isoTime(work.now))
  if ('refused' in result) return refused(result.refused, result.by)
  if ('unchanged' in result) return { done: true }
  await tasks.save(result.task)
  const { patient, id: detail } = task
  await audit.record({ staff: by.id, patient, action: `task-${action.type}`, detail, ground }, work.now)
  return { done: true }
}

/** Books the reading where it belongs, with its own time, or takes it away; both stay on record. */
async function belongs(
  ports: Ports,
  tasks: TaskStore,
  task: KeptTask,
  command: Extract<HandleTask, { action: 'belongs' }>,
  work: Work,
): Promise<CommandResult> {
  const { by, ground, note, to } = command
  const { patient, reading } = task
  if (patient === null || reading === undefined) return refused('request-invalid')
  // Refused before anything is changed.
  const outcome = to === null ? 'nobodys' : 'booked'
  const done: StaffAction = { type: 'done', by, outcome, note }
  const trial = applyStaff(task, done, isoTime(work.now))
  if ('refused' in trial) return refused(trial.refused, trial.by)
  const { id, kind, at } = reading
  const amended = await amendReading(
    ports,
    {
      type: 'amend-reading',
      patient,
      which: { id, kind, at },
      by,
      reason: 'wrong-person',
      note,
      ...(ground !== undefined && { ground }),
      ...(to === null ? { action: 'void' } : { action: 'move', to }),
    },
    work,
  )
  // Somebody may have voided it in the table meanwhile: then this task has nothing left to ask.
  if (!amended.done && amended.code !== 'reading-already-corrected') return amended
  return concluded(ports, tasks, task, done, command, work)
}
