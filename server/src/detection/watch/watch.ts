import type { Finding, Item, Milliseconds, Plan, Reading } from '@kotisilta/contract'
import { isJudged } from '../judged.ts'
import { isAllowed, needsOf } from '../needs.ts'
import type { Detected } from '../pass-time.ts'
import { type PatientState, withEpisodes } from '../state.ts'
import { type Facts, type Known, newer, type Watching } from './facts.ts'
import { notedFacts, withHeard } from './noted-facts.ts'
import { looked, switchedOff } from './watch-rule.ts'
import { WATCH_RULES } from './watch-rules.ts'

const NONE: readonly Finding[] = []
const NOTHING_HEARD: Watching = { heard: {} }
/** Longer without a tick, and the server was not there. */
const GAP: Milliseconds = 10 * 60_000

/** What one more item tells about the home, in whatever order it comes; and what that changes of what was found. */
export function watched(plan: Plan, state: PatientState, item: Item, at: Milliseconds): Detected {
  const { watches } = needsOf(plan)
  if (watches === undefined) return { state, findings: NONE }
  const { facts = {} } = state.episodes
  const before = state.watching ?? NOTHING_HEARD
  const after = notedFacts(watches, facts, item, at)
  const isExpected = item.type === 'reading' && watches.expected.has(item.kind) && isJudged(item)
  const watching = isExpected ? withHeard(before, item, at) : before
  if (after === facts && watching === state.watching) return { state, findings: NONE }
  return lookedAround(plan, knowing(state, after === facts ? state.episodes.facts : after, watching))
}

/** What was heard before a restart. */
export const heard = (state: PatientState, reading: Reading, at: Milliseconds): PatientState =>
  knowing(state, state.episodes.facts, withHeard(state.watching ?? NOTHING_HEARD, reading, at))

/** What the server itself knows of a gateway of the home: that it came or went. */
export interface GatewayWord {
  gateway: string
  online: boolean
  at: Milliseconds
}

/** Notes whether a gateway is heard. Without such words a home is taken to be connected. */
export function gatewayHeard(plan: Plan, state: PatientState, { gateway, online, at }: GatewayWord): Detected {
  if (needsOf(plan).watches === undefined) return { state, findings: NONE }
  const { facts = {} } = state.episodes
  const word: Known = { is: online, at, device: gateway }
  const before = facts.gateways?.[gateway]
  const after = newer(before, word)
  if (after === before) return { state, findings: NONE }
  const gateways = { ...facts.gateways, [gateway]: after }
  return lookedAround(plan, knowing(state, { ...facts, gateways }, state.watching ?? NOTHING_HEARD))
}

/** Lets time pass. */
export function watchedUntil(plan: Plan, state: PatientState, now: Milliseconds): Detected {
  if (needsOf(plan).watches === undefined && WATCH_RULES.every(({ episode }) => state.episodes[episode] === undefined))
    return { state, findings: NONE }
  const { facts = {} } = state.episodes
  const { heard, clock, awake } = state.watching ?? NOTHING_HEARD
  const watching: Watching = {
    clock: Math.max(now, clock ?? now),
    awake: awake === undefined || clock === undefined || now - clock > GAP ? now : awake,
    heard,
  }
  return lookedAround(plan, knowing(state, facts.since === undefined ? { ...facts, since: now } : facts, watching))
}

/** All rules, at the moment up to which time has passed; before the first tick it has not begun to. */
function lookedAround(plan: Plan, state: PatientState): Detected {
  const now = state.watching?.clock
  if (now === undefined) return { state, findings: NONE }
  let next = state
  let findings = NONE
  for (const rule of WATCH_RULES) {
    const isOn = isAllowed(plan, rule.rule) && rule.isOn(plan)
    const change = isOn ? looked(rule, plan, next, now) : switchedOff(rule, next, now)
    if (change === undefined) continue
    next = withEpisodes(next, change.episodes)
    findings = [...findings, change.finding]
  }
  return { state: next, findings }
}

const knowing = (
  { latest, weights, weightDays, page, episodes }: PatientState,
  facts: Facts | undefined,
  watching: Watching,
): PatientState => ({
  latest,
  weights,
  weightDays,
  page,
  watching,
  episodes: facts === undefined || facts === episodes.facts ? episodes : { ...episodes, facts },
})
