import type { DeviceEvent, Finding, Item, Plan, Reading } from '@kotisilta/contract'
import { askingFirst, keepingAsks } from './asks.ts'
import { isJudged } from './judged.ts'
import { needsOf } from './needs.ts'
import { type Detected, passTime } from './pass-time.ts'
import { remember } from './remember.ts'
import type { ConditionRule } from './rules/condition-rule.ts'
import { occurred } from './rules/event-rule.ts'
import { eventRuleFor, isTold } from './rules/event-rules.ts'
import { fallCancelled } from './rules/fall.ts'
import { rulesOf } from './rules/rules-of.ts'
import { type Episodes, type PatientState, withEpisodes } from './state.ts'
import { timeOf } from './time.ts'
import { watched } from './watch/watch.ts'

const NONE: readonly Finding[] = []

/**
 * What one more item means for one person. Items come in event time (`isLate` tells which do not; those go to
 * `rebuild`), and each comes once. A reading of a kind that is judged in the common order also lets time pass up to it.
 */
export function detect(plan: Plan, state: PatientState, item: Item): Detected {
  const judged = item.type === 'event' ? detectEvent(plan, state, item) : detectReading(plan, state, item)
  if (needsOf(plan).watches === undefined) return judged
  const seen = watched(plan, judged.state, item, timeOf(item.at))
  return { state: seen.state, findings: [...judged.findings, ...seen.findings] }
}

/** What a reading means in the order of time; detection of what does not come apart. */
export function detectReading(plan: Plan, state: PatientState, item: Reading): Detected {
  if (!isJudged(item)) return { state, findings: NONE }
  const at = timeOf(item.at)
  const { on, off } = rulesOf(plan, item.kind)
  const inOrder = needsOf(plan).latest.has(item.kind)
  const before = inOrder ? passTime(plan, state, at) : { state, findings: NONE }
  let next = remember(plan, inOrder ? withoutUnanswered(before.state) : before.state, item, at)
  let { findings } = before
  for (const { rule, asking } of on) {
    let judgement = rule.judge(plan, next, item, at)
    if (inOrder && asking !== undefined) judgement = askingFirst(asking, rule.rule, next.episodes, judgement, item, at)
    if (judgement === undefined) continue
    next = withEpisodes(next, judgement.episodes)
    if (judgement.finding !== undefined) findings = [...findings, judgement.finding]
  }
  for (const rule of off) {
    const episodes = ended(rule, next.episodes)
    if (episodes === next.episodes) continue
    findings = [...findings, ...retractions(rule, next.episodes, item)]
    next = withEpisodes(next, episodes)
  }
  return { state: next, findings }
}

/** What is newer than the question now stands for it in the order of time. */
function withoutUnanswered(state: PatientState): PatientState {
  if (state.episodes.unanswered === undefined) return state
  const { unanswered: _due, ...episodes } = state.episodes
  return withEpisodes(state, episodes)
}

/** The episodes without those of a rule that the plan has switched off. */
function ended({ rule, conditions }: ConditionRule, episodes: Episodes): Episodes {
  let kept = episodes.asks === undefined ? episodes : keepingAsks(episodes, (asked) => asked.rule !== rule)
  for (const { since, without } of conditions) if (since(kept) !== undefined) kept = without(kept)
  return kept
}

const retractions = ({ conditions }: ConditionRule, episodes: Episodes, reading: Reading): Finding[] =>
  conditions.filter(({ since }) => since(episodes) !== undefined).map(({ retracted }) => retracted(reading))

export function detectEvent(plan: Plan, state: PatientState, event: DeviceEvent): Detected {
  if (event.kind === 'fall-cancelled') {
    const finding = isTold(plan, 'fall') ? fallCancelled(state.episodes, event, timeOf(event.at)) : undefined
    return { state, findings: finding === undefined ? NONE : [finding] }
  }
  const rule = eventRuleFor(event.kind)
  if (rule === undefined || !isTold(plan, rule.rule)) return { state, findings: NONE }
  const findings = [occurred(rule, plan, event)]
  return { state: event.kind === 'fall-detected' ? withFall(state, event) : state, findings }
}

function withFall(state: PatientState, event: DeviceEvent): PatientState {
  const at = timeOf(event.at)
  const before = state.episodes.fall
  if (before !== undefined && at < before.at) return state
  return withEpisodes(state, { ...state.episodes, fall: { at, item: event.id } })
}
