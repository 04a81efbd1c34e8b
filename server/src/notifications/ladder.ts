import type { Milliseconds, Priority } from '@kotisilta/contract'
import { type MessageState, RUNG_WAIT } from './message.ts'

export interface Rung {
  id: string
  rank: number
  state: MessageState
}

/** When each way of one person is tried, counted from the call, if nothing is heard of those before it. */
export const rungDue = (rank: number, priority: Priority, now: Milliseconds): Milliseconds =>
  now + rank * RUNG_WAIT[priority]

/**
 * What a message that has just changed means for the person's other ways.
 *
 * - It failed, or for a high alert an attempt did: the next way that has not been tried is tried now.
 * - It arrived and the alert is not high: the ways that have not been tried are not needed. For a high alert every way is
 *   tried until somebody has taken it: a phone that has received something is not a person who is awake.
 */
export function afterOne(
  rungs: readonly Rung[],
  changed: Rung,
  priority: Priority,
): { now: string | undefined; needless: string[] } {
  const { status, code } = changed.state
  const untried = rungs
    .filter(({ id, state }) => id !== changed.id && state.status === 'queued' && state.attempts === 0)
    .sort((a, b) => a.rank - b.rank)
  const hasFailed =
    status === 'failed' ||
    (status === 'expired' && (code === 'quiet-hours' || code === 'too-many')) ||
    (priority === 'high' && status === 'queued' && changed.state.attempts > 0)
  if (hasFailed) return { now: untried.find(({ rank }) => rank > changed.rank)?.id, needless: [] }
  const hasArrived = status === 'delivered' || status === 'answered' || (status === 'expired' && code === 'on-screen')
  return { now: undefined, needless: hasArrived && priority !== 'high' ? untried.map(({ id }) => id) : [] }
}
