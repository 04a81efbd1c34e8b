import type { Actor, ProblemCode, Task, TaskEvent, TaskOutcome, TaskStatus } from '@kotisilta/contract'

/** What is kept of a task; names of people are looked up when it is shown. */
export interface KeptTask extends Omit<Task, 'patient' | 'candidates' | 'asked'> {
  patient: string | null
  /** What it is about: one thing is one task. */
  key: string | null
}

/** What a person does with a task. */
export type StaffAction =
  | { type: 'claim' | 'release'; by: Actor }
  | { type: 'done' | 'cancel'; by: Actor; outcome?: TaskOutcome; note?: string | undefined }

export type TaskResult = { task: KeptTask } | { refused: ProblemCode; by?: Actor } | { unchanged: true }

export const isUnfinished = ({ status }: Pick<Task, 'status'>): boolean => status === 'open' || status === 'claimed'

/** Whoever is first has it, and the second is told who that was; only whoever has it gives it back or ends it. Pure. */
export function applyStaff(task: KeptTask, action: StaffAction, now: string): TaskResult {
  const { by } = action
  const { owner } = task
  if (!isUnfinished(task)) return { refused: 'task-already-done', ...(owner !== null && { by: owner }) }
  if (owner !== null && owner.id !== by.id) return { refused: 'task-already-taken', by: owner }
  switch (action.type) {
    case 'claim':
      return owner === null
        ? { task: next(task, 'claimed', by, { at: now, event: 'claimed', by }) }
        : { unchanged: true }
    case 'release':
      return owner === null
        ? { unchanged: true }
        : { task: next(task, 'open', null, { at: now, event: 'released', by }) }
    case 'done':
    case 'cancel': {
      const event = action.type === 'done' ? 'done' : 'cancelled'
      const text = action.note === undefined ? {} : { text: action.note }
      const ended = next(task, event, by, { at: now, event, by, ...text })
      return { task: { ...ended, outcome: action.outcome ?? (event === 'done' ? 'seen-to' : 'taken-back') } }
    }
  }
}

/** Received by another; the one who had it has said so before. */
export function handedOver(task: KeptTask, to: Actor, now: string): KeptTask | undefined {
  if (!isUnfinished(task) || task.owner === null) return undefined
  return next(task, 'claimed', to, { at: now, event: 'handed-over', by: task.owner, to })
}

/** What the task was about has ended by itself. */
export function closed(task: KeptTask, outcome: TaskOutcome, now: string): KeptTask | undefined {
  if (!isUnfinished(task)) return undefined
  const event = outcome === 'measured' || outcome === 'booked' || outcome === 'nobodys' ? 'done' : 'cancelled'
  return { ...next(task, event, task.owner, { at: now, event }), outcome }
}

/** It is to be done again after all: nobody's. */
export function reopened(task: KeptTask, now: string): KeptTask | undefined {
  if (isUnfinished(task)) return undefined
  const { outcome: _before, ...lasting } = task
  return next(lasting, 'open', null, { at: now, event: 'reopened' })
}

function next(task: KeptTask, status: TaskStatus, owner: Actor | null, event: TaskEvent): KeptTask {
  const { version, history } = task
  return { ...task, status, owner, version: version + 1, changedAt: event.at, history: [...history, event] }
}
