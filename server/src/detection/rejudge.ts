import type { Finding, Milliseconds, Plan, Reading, ReadingKind } from '@kotisilta/contract'
import { keepingAsks } from './asks.ts'
import { detectReading } from './detect.ts'
import { isJudged } from './judged.ts'
import { known, over, withNewest } from './latest.ts'
import { dayOf, momentOf } from './local-time.ts'
import { needsOf } from './needs.ts'
import { type Detected, passTime } from './pass-time.ts'
import { conclude, inOrder, keyOf, type Rebuilt } from './rebuild.ts'
import { horizon, restore } from './restore.ts'
import { CONDITION_RULES } from './rules/condition-rules.ts'
import type { Episodes, PatientState } from './state.ts'
import { timeOf } from './time.ts'
import { heard } from './watch/watch.ts'

/** What a person has changed in the past: readings that were never true, and readings that were true all along. */
export interface Amended {
  gone: readonly Reading[]
  come: readonly Reading[]
}

export interface Rejudged extends Rebuilt {
  /** What was told before, is still so, and is to be told in these words from now on. */
  still: Finding[]
}

/** Between which moments a history is judged anew, and by which plan. */
interface Span {
  /** As `lookBack` says. */
  start: Milliseconds
  /** Of the server's clock: what was asked for and has not come until then is told. */
  now: Milliseconds
  /** The plan that was in force at an ISO 8601 time, where it has not always been this one. */
  planAt?: (at: string) => Plan
}

/** Where a history is judged anew from, and from where on each kind is needed for that. */
export interface LookBack {
  start: Milliseconds
  kinds: ReadonlyMap<ReadingKind, Milliseconds>
}

/**
 * Something that went on when the history begins, and that was ended by what is changed now, is found again by what was
 * measured in so long; it then seems to have begun no earlier.
 */
const RUN_UP_DAYS = 7
/**
 * Nothing that goes on is followed back to its beginning further than this, and no change is judged from further back, so
 * that the work has a bound however many years there are: what would have been told before that is of no use to anybody.
 */
const FARTHEST_DAYS = 90

/**
 * How far a person's history has to be looked back on for `rejudge`: to before whatever goes on now began, and before that
 * as far as any rule looks back.
 *
 * @param changed when the earliest of the changed readings was measured
 */
export function lookBack(
  plan: Plan,
  { episodes }: PatientState,
  changed: Milliseconds,
  now: Milliseconds = changed,
): LookBack {
  const farthest = momentOf(dayOf(now) - FARTHEST_DAYS, 0)
  let earliest = changed
  for (const { conditions } of CONDITION_RULES) {
    for (const { since } of conditions) earliest = Math.min(earliest, since(episodes) ?? earliest)
  }
  const start = momentOf(dayOf(Math.max(earliest, farthest)) - RUN_UP_DAYS, 0)
  const { latest, all } = horizon(plan)
  const kinds = new Map<ReadingKind, Milliseconds>()
  for (const { kind, within } of [...latest, ...all]) {
    kinds.set(kind, Math.min(start - within, kinds.get(kind) ?? start))
  }
  return { start, kinds }
}

/**
 * Judges a person's history anew as if the readings that are gone had never been there, and those that have come had come
 * in time. What is missing now is found as time passes.
 *
 * @param history the readings as they are now, of each kind from where `lookBack` says, in any order: with those that
 *   have come, without those that are gone
 */
export function rejudge(
  plan: Plan,
  before: PatientState,
  history: readonly Reading[],
  { gone, come }: Amended,
  { start, now, planAt = () => plan }: Span,
): Rejudged {
  const all = inOrder(history)
  const older = all.filter(({ at }) => timeOf(at) < start)
  const newer = all.filter(({ at }) => timeOf(at) >= start)
  const outset = restore(plan, goingOnBefore(before.episodes, start), older)
  const comeIds = new Set(come.map(({ id }) => id))
  const known = inOrder([...newer.filter(({ id }) => !comeIds.has(id)), ...gone])
  const lived = (readings: readonly Reading[]) => passedUntil(plan, replayed(planAt, outset, readings), now)
  const told = new Set(lived(known).findings.map(keyOf))
  const { state, findings } = lived(newer)
  const changed = inOrder([...gone, ...come]).at(-1)
  const result: Rejudged = { state: withRest(plan, state, before, all, gone), now: [], passed: [], still: [] }
  if (changed === undefined) return result
  for (const { rule, conditions } of CONDITION_RULES) {
    for (const condition of conditions) {
      const found = findings.filter((finding) => finding.rule === rule && finding.problem === condition.problem)
      conclude(result, condition, before.episodes, found, (finding) => !told.has(keyOf(finding)), changed)
      const running = found.slice(found.findLastIndex(({ change }) => change === 'cleared') + 1).at(-1)
      if (running !== undefined && condition.since(before.episodes) !== undefined) result.still.push(running)
    }
  }
  return result
}

function replayed(planAt: (at: string) => Plan, outset: PatientState, readings: readonly Reading[]): Detected {
  let state = outset
  const findings: Finding[] = []
  for (const reading of readings) {
    const detected = detectReading(planAt(reading.at), state, reading)
    state = detected.state
    for (const finding of detected.findings) findings.push(finding)
  }
  return { state, findings }
}

function passedUntil(plan: Plan, { state, findings }: Detected, now: Milliseconds): Detected {
  const passed = passTime(plan, state, now)
  return { state: passed.state, findings: [...findings, ...passed.findings] }
}

/** What went on before the history begins; all else, and the days' pages, are found and written anew. */
function goingOnBefore({ pages: _pages, unanswered: _told, ...others }: Episodes, start: Milliseconds): Episodes {
  let kept: Episodes = keepingAsks(others, (asked) => asked.at < start)
  for (const { conditions } of CONDITION_RULES) {
    for (const { since, without } of conditions) if ((since(kept) ?? start - 1) >= start) kept = without(kept)
  }
  return kept
}

/** With what is older than the history reaches, and what was heard last of what is expected. */
function withRest(
  plan: Plan,
  state: PatientState,
  before: PatientState,
  history: readonly Reading[],
  gone: readonly Reading[],
): PatientState {
  const goneIds = new Set(gone.map(({ id }) => id))
  let older = before.latest
  for (const [kind, { item }] of known(before.latest)) if (goneIds.has(item)) older = withNewest(older, kind, undefined)
  const latest = over(state.latest, older)
  const { watching } = before
  let whole: PatientState = {
    ...state,
    latest,
    watching: watching && {
      ...watching,
      heard: Object.fromEntries(Object.entries(watching.heard).filter(([, { item }]) => !goneIds.has(item))),
    },
  }
  const expected = needsOf(plan).watches?.expected
  if (expected === undefined || watching === undefined) return whole
  for (const reading of history) {
    if (expected.has(reading.kind) && isJudged(reading)) whole = heard(whole, reading, timeOf(reading.at))
  }
  return whole
}
