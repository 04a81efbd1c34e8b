import type { DeviceEvent, Finding, Item, Milliseconds, Plan, Reading } from '@kotisilta/contract'
import { keepingAsks } from './asks.ts'
import { detectEvent, detectReading } from './detect.ts'
import { newestOf } from './late.ts'
import { over } from './latest.ts'
import { dayOf, momentOf } from './local-time.ts'
import { needsOf } from './needs.ts'
import { passTime } from './pass-time.ts'
import type { Condition, ConditionRule } from './rules/condition-rule.ts'
import { CONDITION_RULES } from './rules/condition-rules.ts'
import { eventRuleFor } from './rules/event-rules.ts'
import { type Episodes, emptyState, type PatientState } from './state.ts'
import { timeOf } from './time.ts'
import { pagesBefore, turned } from './turn-page.ts'
import { noticed } from './watch/watch.ts'

/** Of an ISO 8601 time. */
type PlanAt = (at: string) => Plan

export interface Rebuilt {
  state: PatientState
  /** True at the end and not told before; told before and not true at the end; and events that page however late. */
  now: Finding[]
  /** True then and no longer: for the person's timeline. */
  passed: Finding[]
}

/**
 * Judges a person's recent history as if what came late had come in time.
 *
 * @param history every reading from `horizon` before the earliest late item up to the newest one, in any order; it may
 *   hold the late ones, events, and more. The further back it goes, the better an episode is known that ended since.
 * @param late items that have not been judged yet, of whatever age
 * @param planAt the plan that was in force at a time, where it has not always been this one
 */
export function rebuild(
  plan: Plan,
  before: PatientState,
  history: readonly Item[],
  late: readonly Item[],
  planAt: PlanAt = () => plan,
): Rebuilt {
  const lateReadings = late.filter((item) => item.type === 'reading')
  const rebuilt: Rebuilt = { state: before, now: [], passed: [] }
  if (lateReadings.length > 0) judgeReadings(plan, planAt, rebuilt, history, lateReadings)
  for (const event of inOrder(late.filter((item) => item.type === 'event')))
    judgeEvent(planAt(event.at), rebuilt, event)
  for (const item of late) rebuilt.state = noticed(plan, rebuilt.state, item, timeOf(item.at))
  return rebuilt
}

/** Conditions rest on readings alone, so that the history is judged once without and once with the late ones. */
function judgeReadings(
  plan: Plan,
  planAt: PlanAt,
  rebuilt: Rebuilt,
  history: readonly Item[],
  late: readonly Reading[],
): void {
  const before = rebuilt.state
  const lateIds = new Set(late.map(({ id }) => id))
  const known = history.filter((item): item is Reading => item.type === 'reading' && !lateIds.has(item.id))
  const all = inOrder([...known, ...late])
  const start = startOf(plan, before, timeOf((all[0] as Reading).at), dayOf(timeOf((inOrder(late)[0] as Reading).at)))
  const until = before.episodes.unanswered
  const told = new Set(run(plan, planAt, start, inOrder(known), until).findings.map(keyOf))
  const { state, findings } = run(plan, planAt, start, all, until)
  rebuilt.state = withOlder(state, before)
  const latest = all.findLast(({ id }) => lateIds.has(id)) as Reading
  for (const { rule, conditions } of CONDITION_RULES) {
    for (const condition of conditions) {
      const found = findings.filter((finding) => finding.rule === rule && finding.problem === condition.problem)
      conclude(rebuilt, condition, before.episodes, found, (finding) => !told.has(keyOf(finding)), latest)
    }
  }
}

/** What has to be said of one condition, now that `findings` turn out to be what should have been found. */
export function conclude(
  { state, now, passed }: Rebuilt,
  condition: Condition,
  before: Episodes,
  findings: readonly Finding[],
  isNew: (finding: Finding) => boolean,
  latest: Reading,
): void {
  let running: Finding[] = []
  let ending: Finding | undefined
  for (const finding of findings) {
    if (finding.change !== 'cleared') {
      running.push(finding)
      continue
    }
    const missed = running.findLast(isNew)
    if (missed !== undefined) passed.push(missed)
    running = []
    ending = finding
  }
  const wasTrue = condition.since(before) !== undefined
  const isTrue = condition.since(state.episodes) !== undefined
  const worst = running.at(-1)
  if (wasTrue && !isTrue) now.push(ending !== undefined && isNew(ending) ? ending : condition.retracted(latest))
  if (!isTrue || worst === undefined) return
  if (!wasTrue) now.push({ ...worst, change: 'raised' })
  else if (condition.isWorse(state.episodes, before)) now.push({ ...worst, change: 'worse' })
}

function judgeEvent(plan: Plan, rebuilt: Rebuilt, event: DeviceEvent): void {
  const { state, findings } = detectEvent(plan, rebuilt.state, event)
  const pagesFrom = newestOf(state) - (eventRuleFor(event.kind)?.pagesWithin ?? Number.POSITIVE_INFINITY)
  rebuilt.state = state
  const into = timeOf(event.at) >= pagesFrom ? rebuilt.now : rebuilt.passed
  into.push(...findings)
}

function run(
  plan: Plan,
  planAt: PlanAt,
  start: PatientState,
  readings: readonly Reading[],
  until: Milliseconds | undefined,
): { state: PatientState; findings: Finding[] } {
  let state = start
  const findings: Finding[] = []
  for (const reading of readings) {
    const detected = detectReading(planAt(reading.at), state, reading)
    state = detected.state
    for (const finding of detected.findings) findings.push(finding)
  }
  if (until === undefined) return { state, findings }
  const passed = passTime(plan, state, until + 1)
  return { state: passed.state, findings: [...findings, ...passed.findings] }
}

/**
 * Where the history is judged from: what the history does not show from its beginning is kept, and so are the days before
 * that of the earliest late reading. That day and those after it are written down anew.
 */
function startOf(plan: Plan, { page, episodes }: PatientState, from: Milliseconds, day: number): PatientState {
  const written = page !== undefined && page.day < day ? turned(needsOf(plan), page, episodes) : episodes
  const dawn = momentOf(day, 0)
  const cutOf = ({ paged }: ConditionRule): Milliseconds => (paged ? dawn : from)
  const { unanswered: _told, ...others } = pagesBefore(written, day)
  let kept: Episodes = others
  for (const rule of CONDITION_RULES) {
    const cut = cutOf(rule)
    kept = keepingAsks(kept, (asked) => asked.rule !== rule.rule || asked.at < cut)
    for (const condition of rule.conditions) {
      const since = condition.since(kept)
      if (since !== undefined && since >= cut) kept = condition.without(kept)
    }
  }
  return { ...emptyState(), episodes: kept }
}

/** What was known before of kinds that the history does not hold. */
function withOlder(state: PatientState, before: PatientState): PatientState {
  const { weights, weightDays } = state.weights.length === 0 ? before : state
  const latest = over(state.latest, before.latest)
  const { watching } = before
  if (state.page !== undefined)
    return { latest, weights, weightDays, page: state.page, watching, episodes: state.episodes }
  const { pages: _written, ...episodes } = state.episodes
  const { pages } = before.episodes
  return {
    latest,
    weights,
    weightDays,
    page: before.page,
    watching,
    episodes: { ...episodes, ...(pages && { pages }) },
  }
}

/** In event time; what is of one moment in the order of its ids. */
export function inOrder<T extends Item>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1))
}

export const keyOf = ({ rule, problem, change, priority, at }: Finding): string =>
  [rule, problem, change, priority, at].join(' ')
