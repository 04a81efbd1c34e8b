import type { Finding, Milliseconds, Plan } from '@kotisilta/contract'
import { soonestDue, unanswered } from './asks.ts'
import { CONDITION_RULES } from './rules/condition-rules.ts'
import { type PatientState, withEpisodes } from './state.ts'

export interface Detected {
  /** The same object as before if nothing changes. */
  state: PatientState
  /** At most one for each rule and problem, unless time has passed. */
  findings: readonly Finding[]
}

const NONE: readonly Finding[] = []

/** What is found because nothing came: every question that ran out before that moment, each at its own time. */
export function passTime(plan: Plan, state: PatientState, to: Milliseconds): Detected {
  let next = state
  let findings = NONE
  while (next.episodes.asks !== undefined && (soonestDue(next.episodes) ?? to) < to) {
    const { episodes, finding } = unanswered(CONDITION_RULES, plan, next)
    next = withEpisodes(next, episodes)
    if (finding !== undefined) findings = [...findings, finding]
  }
  return { state: next, findings }
}
