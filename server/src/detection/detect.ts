import type { DeviceEvent, Finding, Item, Plan, Reading } from '@kotisilta/contract'
import { askingFirst, keepingAsks } from './asks.ts'
import { isJudged } from './judged.ts'
import { isAllowed, needsOf } from './needs.ts'
import { type Detected, passTime } from './pass-time.ts'
import { remember } from './remember.ts'
import type { ConditionRule, Judgement } from './rules/condition-rule.ts'
import { ended, occurred } from './rules/event-rule.ts'
import { eventRuleFor, isTold } from './rules/event-rules.ts'
import { fallCancelled, fallDetected } from './rules/fall.ts'
import { rulesOf } from './rules/rules-of.ts'
import { type Episodes, type PatientState, withEpisodes } from './state.ts'
import { timeOf } from './time.ts'
import { isToldAsLate } from './watch/dose-late.ts'
import { noticed } from './watch/watch.ts'

const NONE: readonly Finding[] = []

/**
 * What one more item means for one person. Items come in event time (`isLate` tells which do not; those go to
 * `rebuild`), and each comes once. A reading of a kind that is judged in the common order also lets time pass up to it.
 * What an item says of the home is noted, and judged when time passes (`tick`, at once where `isNews`).
 */
export function detect(plan: Plan, state: PatientState, item: Item): Detected {
  const at = timeOf(item.at)
  const judged = item.type === 'event' ? detectEvent(plan, state, item, at) : detectReading(plan, state, item, at)
  if (needsOf(plan).watches?.items !== true) return judged
  return { state: noticed(plan, judged.state, item, at), findings: judged.findings }
}

/** What a reading means in the order of time; detection of what does not come apart. */
export function detectReading(plan: Plan, state: PatientState, item: Reading, at = timeOf(item.at)): Detected {
  if (!isJudged(item)) return { state, findings: NONE }
  const { on, off } = rulesOf(plan, item.kind)
  const inOrder = needsOf(plan).latest.has(item.kind)
  const before = inOrder ? passTime(plan, state, at) : { state, findings: NONE }
  let next = remember(plan, inOrder ? withoutUnanswered(before.state) : before.state, item, at)
  let { findings } = before
  for (const { rule, asking } of on) {
    let judgement = rule.judge(plan, next, item, at)
    if (rule.alone === true && standsStill(state, next, item)) judgement = onlyEnd(judgement)
    if (inOrder && asking !== undefined) judgement = askingFirst(asking, rule.rule, next.episodes, judgement, item, at)
    if (judgement === undefined) continue
    next = withEpisodes(next, judgement.episodes)
    if (judgement.finding !== undefined) findings = [...findings, judgement.finding]
  }
  for (const rule of off) {
    const episodes = withoutRule(rule, next.episodes)
    if (episodes === next.episodes) continue
    findings = [...findings, ...retractions(rule, next.episodes, item)]
    next = withEpisodes(next, episodes)
  }
  return { state: next, findings }
}

/**
 * Whether a sensor that is known to be stuck has said once more what it said before: its fault is told, and what else its
 * value would mean is not. Another value, or the same of another device, is judged.
 */
function standsStill({ latest }: PatientState, { episodes }: PatientState, reading: Reading): boolean {
  const { kind, device, value, components } = reading
  if (episodes.stuck?.[kind] === undefined) return false
  const before = latest[kind]
  return (
    before?.device === device &&
    before.value === value &&
    before.components?.systolic === components?.systolic &&
    before.components?.diastolic === components?.diastolic
  )
}

const onlyEnd = (judgement: Judgement | undefined): Judgement | undefined =>
  judgement?.finding === undefined || judgement.finding.change === 'cleared' ? judgement : undefined

/** What is newer than the question now stands for it in the order of time. */
function withoutUnanswered(state: PatientState): PatientState {
  if (state.episodes.unanswered === undefined) return state
  const { unanswered: _due, ...episodes } = state.episodes
  return withEpisodes(state, episodes)
}

/** The episodes without those of a rule that the plan has switched off. */
function withoutRule({ rule, conditions }: ConditionRule, episodes: Episodes): Episodes {
  let kept = episodes.asks === undefined ? episodes : keepingAsks(episodes, (asked) => asked.rule !== rule)
  for (const { since, without } of conditions) if (since(kept) !== undefined) kept = without(kept)
  return kept
}

const retractions = ({ conditions }: ConditionRule, episodes: Episodes, reading: Reading): Finding[] =>
  conditions.filter(({ since }) => since(episodes) !== undefined).map(({ retracted }) => retracted(reading))

export function detectEvent(plan: Plan, state: PatientState, event: DeviceEvent, at = timeOf(event.at)): Detected {
  if (event.kind === 'fall-cancelled')
    return isTold(plan, 'fall') ? fallCancelled(plan, state, event, at) : { state, findings: NONE }
  const rule = eventRuleFor(event.kind)
  if (rule === undefined || !isTold(plan, rule.rule)) return { state, findings: NONE }
  if (event.kind === 'fall-detected') return fallDetected(plan, state, event, at)
  if (isAllowed(plan, 'dose-late') && isToldAsLate(plan, state, event, at)) return { state, findings: NONE }
  const isOver = event.detail?.cleared === true
  return { state, findings: [(isOver && ended(rule, event)) || occurred(rule, plan, event)] }
}
