import type { Finding, Item, Milliseconds, Plan, Reading } from '@kotisilta/contract'
import { isJudged } from '../judged.ts'
import { isAllowed, needsOf } from '../needs.ts'
import type { Detected } from '../pass-time.ts'
import { type PatientState, withEpisodes } from '../state.ts'
import { isToldAsLate } from './dose-late.ts'
import { type Facts, type Known, type Moment, newer, type Watching } from './facts.ts'
import { notedFacts, withHeard } from './noted-facts.ts'
import { looked, switchedOff } from './watch-rule.ts'
import { WATCH_RULES } from './watch-rules.ts'

const NONE: readonly Finding[] = []
const NOTHING_HEARD: Watching = { heard: {} }
const NO_FACTS: Facts = {}

/** What one more item tells about the home, in whatever order it comes. What follows from it is found as time passes. */
export function noticed(plan: Plan, state: PatientState, item: Item, at: Milliseconds): PatientState {
  const { watches } = needsOf(plan)
  if (watches === undefined || !watches.items) return state
  const { facts = NO_FACTS } = state.episodes
  const isLate = item.type === 'event' && isToldAsLate(plan, state, item, at)
  const after = notedFacts(watches, facts, item, at, isLate)
  const isExpected = item.type === 'reading' && watches.expected.has(item.kind) && isJudged(item)
  const watching = isExpected ? withHeard(state.watching ?? NOTHING_HEARD, item, at) : state.watching
  return after === facts && watching === state.watching ? state : knowing(state, after, watching)
}

/** What was heard before a restart. */
export const heard = (state: PatientState, reading: Reading, at: Milliseconds): PatientState =>
  knowing(state, state.episodes.facts, withHeard(state.watching ?? NOTHING_HEARD, reading, at))

/** What the server itself knows of a gateway of the home: that it came or went, or that its radio did. */
export interface GatewayWord {
  gateway: string
  /** What it is about; the gateway itself if absent. */
  of?: 'radio'
  online: boolean
  at: Milliseconds
}

/**
 * Notes whether a gateway is heard: the same state if that is no news. Without such words a home is taken to be
 * connected.
 */
export function gatewayHeard(plan: Plan, state: PatientState, { gateway, of, online, at }: GatewayWord): PatientState {
  if (needsOf(plan).watches === undefined) return state
  const word: Known = { is: online, at, device: gateway }
  const about = of === 'radio' ? 'radios' : 'gateways'
  const watching = state.watching ?? NOTHING_HEARD
  const before = watching[about]?.[gateway]
  const after = newer(before, word)
  if (after === before) return state
  return knowing(state, state.episodes.facts, { ...watching, [about]: { ...watching[about], [gateway]: after } })
}

/** Whether anything can be found by looking. */
const isWatched = (plan: Plan, { episodes, watching }: PatientState): boolean =>
  needsOf(plan).watches?.items === true ||
  (needsOf(plan).watches !== undefined && (watching?.gateways ?? watching?.radios) !== undefined) ||
  WATCH_RULES.some(({ episode }) => episodes[episode] !== undefined)

/** All rules about what does not come, at a moment. */
export function lookedAround(plan: Plan, before: PatientState, moment: Moment): Detected {
  if (!isWatched(plan, before)) return { state: before, findings: NONE }
  let state = watchedSince(plan, before, moment.now)
  let findings = NONE
  for (const rule of WATCH_RULES) {
    const isOn = isAllowed(plan, rule.rule) && rule.isOn(plan)
    const change = isOn ? looked(rule, plan, state, moment) : switchedOff(rule, state, moment.now)
    if (change === undefined) continue
    state = withEpisodes(state, change.episodes)
    findings = [...findings, change.finding]
  }
  return { state, findings }
}

/** When rules about what does not come may find something else although nothing comes. */
export function nextLookAround(plan: Plan, state: PatientState, moment: Moment): Milliseconds {
  let next = Number.POSITIVE_INFINITY
  if (!isWatched(plan, state)) return next
  for (const rule of WATCH_RULES) {
    if (isAllowed(plan, rule.rule) && rule.isOn(plan)) next = Math.min(next, rule.nextLook(plan, state, moment))
  }
  return next
}

/** Notes when the home is first watched: what is expected counts from then. */
function watchedSince(plan: Plan, state: PatientState, now: Milliseconds): PatientState {
  const { facts } = state.episodes
  if (needsOf(plan).watches?.items !== true || facts?.since !== undefined) return state
  return knowing(state, { ...facts, since: now }, state.watching)
}

const knowing = (
  { latest, weights, weightDays, page, episodes }: PatientState,
  facts: Facts | undefined,
  watching: Watching | undefined,
): PatientState => ({
  latest,
  weights,
  weightDays,
  page,
  watching,
  episodes: facts === undefined || facts === episodes.facts ? episodes : { ...episodes, facts },
})
