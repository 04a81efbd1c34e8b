import {
  type Actor,
  type ProblemCode,
  WORK_OUTCOMES,
  type WorkEvent,
  type WorkItem,
  type WorkOutcome,
} from '@kotisilta/contract'

/** What is kept of an item; names of people and areas are looked up when it is shown. */
export interface KeptWork extends Omit<WorkItem, 'patient' | 'area'> {
  patient: string | null
  area: string | null
  key: string | null
}

/** What a person does with it. `version`: the item as that person saw it. */
export type WorkAction = { by: Actor; version?: number | undefined } & (
  | { type: 'claim' | 'release' }
  | { type: 'postpone'; due: string; note?: string | undefined }
  | { type: 'done'; outcome: WorkOutcome; note?: string | undefined }
)

export type WorkResult = { item: KeptWork } | { refused: ProblemCode; by?: Actor } | { unchanged: true }

/** No promise is made for later than that. */
const FAR_MS = 90 * 24 * 3_600_000

export const isUnfinished = ({ status }: Pick<WorkItem, 'status'>): boolean => status !== 'done'

/**
 * Whoever is first has it, and the second is told who that was; only whoever has it gives it back, and what somebody
 * has is ended by nobody else. Pure.
 */
export function applyWork(item: KeptWork, action: WorkAction, now: string): WorkResult {
  const refusal = refusalOf(item, action, now)
  if (refusal !== undefined) return refusal
  const { by } = action
  switch (action.type) {
    case 'claim':
      return item.owner === null
        ? { item: nextWork(item, { status: 'claimed', owner: by }, { at: now, event: 'claimed', by }) }
        : { unchanged: true }
    case 'release':
      return item.owner === null
        ? { unchanged: true }
        : { item: nextWork(item, { status: 'open', owner: null }, { at: now, event: 'released', by }) }
    case 'postpone': {
      const { due, note } = action
      return { item: nextWork(item, { due }, { at: now, event: 'postponed', by, due, ...(note && { text: note }) }) }
    }
    case 'done': {
      const { outcome, note } = action
      const event: WorkEvent = { at: now, event: 'done', by, ...(note && { text: note }) }
      return { item: nextWork(item, { status: 'done', owner: by, outcome }, event) }
    }
  }
}

function refusalOf(item: KeptWork, action: WorkAction, now: string): WorkResult | undefined {
  const { owner, status, version } = item
  if (status === 'done') return { refused: 'task-already-done', ...(owner !== null && { by: owner }) }
  if (owner !== null && owner.id !== action.by.id) return { refused: 'task-already-taken', by: owner }
  if (action.version !== undefined && action.version !== version) return { refused: 'work-changed' }
  if (action.type === 'done' && !(WORK_OUTCOMES[item.kind] as readonly string[]).includes(action.outcome)) {
    return { refused: 'outcome-unfit' }
  }
  if (action.type === 'postpone' && !isAhead(action.due, now)) return { refused: 'promise-in-past' }
  return undefined
}

/** Whether something can be promised for then. */
export function isAhead(due: string, now: string): boolean {
  const left = Date.parse(due) - Date.parse(now)
  return left > 0 && left <= FAR_MS
}

/** What it was about is over by itself. */
export function goneWork(item: KeptWork, now: string): KeptWork | undefined {
  if (!isUnfinished(item)) return undefined
  return nextWork(item, { status: 'done', outcome: 'gone' }, { at: now, event: 'gone' })
}

/** Received by another; the one who had it has said so before. */
export function handedOver(item: KeptWork, to: Actor, now: string): KeptWork | undefined {
  if (!isUnfinished(item) || item.owner === null) return undefined
  const by = item.owner
  return nextWork(item, { status: 'claimed', owner: to }, { at: now, event: 'handed-over', by, to })
}

function nextWork(item: KeptWork, changes: Partial<KeptWork>, event: WorkEvent): KeptWork {
  const { version, history } = item
  return { ...item, ...changes, version: version + 1, changedAt: event.at, history: [...history, event] }
}
