import type { DeviceEvent, Finding, Item, Plan } from '@kotisilta/contract'
import { isJudged } from './judged.ts'
import { remember } from './remember.ts'
import { CONDITION_RULES } from './rules/condition-rules.ts'
import { occurred } from './rules/event-rule.ts'
import { eventRuleFor } from './rules/event-rules.ts'
import { fallCancelled } from './rules/fall.ts'
import type { PatientState } from './state.ts'
import { timeOf } from './time.ts'

export interface Detected {
  /** The same object as before if the item changes nothing. */
  state: PatientState
  /** At most one for each rule. */
  findings: readonly Finding[]
}

const NONE: readonly Finding[] = []

/**
 * What one more item means for one person. Items come in event time (`isLate` tells which do not; those go to
 * `rebuild`), and each comes once.
 */
export function detect(plan: Plan, state: PatientState, item: Item): Detected {
  if (item.type === 'event') return detectEvent(state, item)
  if (!isJudged(item)) return { state, findings: NONE }
  const at = timeOf(item.at)
  let next = remember(plan, state, item, at)
  let findings = NONE
  for (const rule of CONDITION_RULES) {
    const judgement = rule.judge(plan, next, item, at)
    if (judgement === undefined) continue
    next = { latest: next.latest, weights: next.weights, episodes: judgement.episodes }
    if (judgement.finding !== undefined) findings = [...findings, judgement.finding]
  }
  return { state: next, findings }
}

function detectEvent(state: PatientState, event: DeviceEvent): Detected {
  if (event.kind === 'fall-cancelled') {
    const finding = fallCancelled(state.episodes, event, timeOf(event.at))
    return { state, findings: finding === undefined ? NONE : [finding] }
  }
  const rule = eventRuleFor(event.kind)
  if (rule === undefined) return { state, findings: NONE }
  const findings = [occurred(rule, event)]
  return { state: event.kind === 'fall-detected' ? withFall(state, event) : state, findings }
}

function withFall(state: PatientState, event: DeviceEvent): PatientState {
  const at = timeOf(event.at)
  const before = state.episodes.fall
  if (before !== undefined && at < before.at) return state
  const episodes = { ...state.episodes, fall: { at, item: event.id } }
  return { latest: state.latest, weights: state.weights, episodes }
}
