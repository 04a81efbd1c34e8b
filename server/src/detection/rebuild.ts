import type { Finding, Item, Milliseconds, Plan } from '@kotisilta/contract'
import { detect } from './detect.ts'
import { newestOf } from './late.ts'
import { CONDITION_RULES } from './rules/condition-rules.ts'
import type { Condition, ConditionRule } from './rules/condition-rule.ts'
import { EVENT_RULES } from './rules/event-rules.ts'
import { type Episodes, emptyState, type PatientState } from './state.ts'

export interface Rebuilt {
  state: PatientState
  /** True at the end and not told before, no longer true and told before, or an event that pages however late. */
  now: Finding[]
  /** True then and no longer: for the person's timeline. */
  passed: Finding[]
}

/**
 * Judges a person's recent history as if what came late had come in time.
 *
 * @param history every judged reading from `horizon` before the earliest late item up to the newest one; it may hold
 *   the late ones too, and events, and more. The further it goes back, the better an episode that ended in between is known.
 * @param late items that have not been judged yet, of whatever age
 */
export function rebuild(plan: Plan, before: PatientState, history: readonly Item[], late: readonly Item[]): Rebuilt {
  const lateIds = new Set(late.map(({ id }) => id))
  const known = inOrder(history.filter(({ id }) => !lateIds.has(id)))
  const all = inOrder([...known, ...late])
  const [first] = all
  if (first === undefined) return { state: before, now: [], passed: [] }

  const start = { ...emptyState(), episodes: begunBefore(before.episodes, Date.parse(first.at)) }
  const told = new Set(run(plan, start, known).findings.map(keyOf))
  const { state, findings } = run(plan, start, all)
  const after = withOlder(state, before)
  const rebuilt: Rebuilt = { state: after, now: [], passed: [] }
  sortEvents(rebuilt, findings, told, Math.max(newestOf(after), Date.parse((all.at(-1) ?? first).at)))
  const last = lastReading(late)
  for (const rule of CONDITION_RULES) {
    for (const condition of rule.conditions) sortCondition(rebuilt, rule, condition, findings, told, before.episodes, last)
  }
  return rebuilt
}
