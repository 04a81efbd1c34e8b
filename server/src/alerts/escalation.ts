import {
  type Alert,
  type Escalation,
  type EscalationCall,
  type EscalationPolicy,
  type EscalationTarget,
  isoTime,
  type Milliseconds,
} from '@kotisilta/contract'
import { takersOf } from './lifecycle.ts'

/** Whom a target means at this moment: ids, possibly none. */
export type PeopleFor = (target: EscalationTarget) => readonly string[]

export interface Climbed {
  escalation: Escalation
  /** Whom to call now; a call that reached nobody is written down in the escalation and is not among these. */
  calls: EscalationCall[]
  /** Its takers have had it for too long: the alert is to be opened again. */
  expired: boolean
}

/** When there was nobody in the whole chain, so soon it is asked again whether somebody has come. */
export const NOBODY_RETRY: Milliseconds = 60_000
/** When everybody in the chain has been called in vain, it is gone through again so long after its last step. */
export const UNANSWERED_PAUSE: Milliseconds = 5 * 60_000
/** What an escalation remembers of its calls: its first and its newest. */
const CALLS_MOST = 200

/**
 * The policy for an alert: the one that says most about it (its area before its problem), and of equals the first by id,
 * so that the same alert always climbs the same way.
 */
export function policyFor(
  policies: readonly EscalationPolicy[],
  { problem, priority }: Pick<Alert, 'problem' | 'priority'>,
  area: string | undefined,
): EscalationPolicy | undefined {
  const fitting = policies.filter(
    (policy) =>
      policy.kind === undefined &&
      policy.priorities.includes(priority) &&
      (policy.area === undefined || policy.area === area) &&
      (policy.problems === undefined || policy.problems.includes(problem)),
  )
  const saysMost = ({ area: of, problems }: EscalationPolicy): number =>
    (of === undefined ? 0 : 2) + (problems === undefined ? 0 : 1)
  return fitting.toSorted((a, b) => saysMost(b) - saysMost(a) || (a.id < b.id ? -1 : 1))[0]
}

/**
 * Where an alert stands after it has changed. An open alert always has a moment at which it goes on.
 *
 * @param policy the one that fits it now
 * @returns undefined once it is resolved
 */
export function followed(
  before: Escalation | undefined,
  alert: Alert,
  policy: EscalationPolicy,
  now: Milliseconds,
): Escalation | undefined {
  if (alert.status === 'resolved') return undefined
  const calls = before?.calls ?? []
  if (alert.status === 'acknowledged' && takersOf(alert).length >= (before?.policy ?? policy).takers) {
    const { holdSeconds } = before?.policy ?? policy
    const due = holdSeconds === undefined ? null : isoTime(now + holdSeconds * 1000)
    if (before?.status === 'taken') return before
    const began = before?.began ?? alert.version
    return { policy: before?.policy ?? policy, status: 'taken', began, round: 0, step: 0, due, calls }
  }
  const goesOn = before !== undefined && before.status !== 'taken' && before.policy.id === policy.id
  return goesOn
    ? before
    : { policy, status: 'climbing', began: alert.version, round: 0, step: 0, due: isoTime(now), calls }
}

/**
 * Lets time pass: the step that is due is called, empty ones are passed at once. However long nobody looked, only one step
 * that reaches somebody is called, so that whoever is called has the time that the policy gives.
 *
 * @param lastResort who is called when there is nobody in the whole chain
 */
export function climbed(
  before: Escalation,
  now: Milliseconds,
  peopleFor: PeopleFor,
  lastResort: () => readonly string[] = () => [],
): Climbed {
  const waiting: Climbed = { escalation: before, calls: [], expired: false }
  if (before.due === null) return waiting
  if (Date.parse(before.due) > now) {
    const latest = now + longestWait(before)
    return Date.parse(before.due) <= latest ? waiting : { ...waiting, escalation: { ...before, due: isoTime(latest) } }
  }
  if (before.status === 'taken') return { ...waiting, escalation: { ...before, due: null }, expired: true }

  const { steps } = before.policy
  let { status, round, step, calls } = before
  // Each step of one whole round at most: when nobody is in any of them, that is told and asked again later.
  for (let tried = 0; tried <= steps.length; tried++) {
    const due = steps[step]
    if (due === undefined) {
      const isThrough = status === 'unanswered' || round >= before.policy.repeats
      round += 1
      step = 0
      if (!isThrough) continue
      const someone = calls.slice(-steps.length).some(({ people }) => people.length > 0)
      if (!someone) break
      const due = isoTime(now + UNANSWERED_PAUSE)
      return { escalation: { ...before, status: 'unanswered', round, step, due, calls }, calls: [], expired: false }
    }
    const people = [...new Set(due.to.flatMap(peopleFor))]
    const call: EscalationCall = { round, step, at: isoTime(now), people }
    calls = kept([...calls, call])
    step += 1
    if (people.length === 0) continue
    const escalation: Escalation = { ...before, status, round, step, due: isoTime(now + due.waitSeconds * 1000), calls }
    return { escalation, calls: [call], expired: false }
  }
  const people = [...new Set(lastResort())]
  const called = people.length > 0 ? [{ round, step: steps.length, at: isoTime(now), people }] : []
  const due = isoTime(now + (people.length > 0 ? UNANSWERED_PAUSE : NOBODY_RETRY))
  calls = kept([...calls, ...called])
  status = 'unanswered'
  return { escalation: { ...before, status, round, step: 0, due, calls }, calls: called, expired: false }
}

/** Nothing is due later than this: if it seems so, the clock has been set back. */
function longestWait({ status, step, policy: { steps, holdSeconds = 0 } }: Escalation): Milliseconds {
  if (status === 'taken') return holdSeconds * 1000
  const waited = (steps[step - 1]?.waitSeconds ?? 0) * 1000
  return Math.max(waited, status === 'unanswered' ? UNANSWERED_PAUSE : 0)
}

const kept = (calls: readonly EscalationCall[]): EscalationCall[] =>
  calls.length <= CALLS_MOST ? [...calls] : [...calls.slice(0, 10), ...calls.slice(-(CALLS_MOST - 10))]

/** Whether nobody at all could be called when the chain was last gone through. */
export const reachesNobody = ({ policy, calls }: Escalation): boolean =>
  calls.length >= policy.steps.length && calls.slice(-policy.steps.length).every(({ people }) => people.length === 0)
