import type { Finding, Milliseconds, Plan } from '@kotisilta/contract'
import { soonestDue } from './asks.ts'
import { type Detected, passTime } from './pass-time.ts'
import { isTold } from './rules/event-rules.ts'
import { unansweredFall } from './rules/fall.ts'
import type { PatientState } from './state.ts'
import type { Facts, Moment } from './watch/facts.ts'
import { lookedAround, nextLookAround } from './watch/watch.ts'

const NONE: readonly Finding[] = []
const LONG_AGO = Number.NEGATIVE_INFINITY

/**
 * What the passing of time means for one person, with nothing new heard. How often it is called makes no difference to
 * what is found, only to when it is told: a finding's `at` is the moment at which it became true; `nextTick` says when it
 * can find something. Never with a time that lies before an earlier one. What arrives later and shows that it was
 * otherwise takes it back (`isLate`, `rebuild`, and the next tick).
 *
 * @param now of the server's clock
 * @param listening since when all that homes send has been heard: an absence means something only a while after that
 * @returns the same state if nothing has changed
 */
export function tick(
  plan: Plan,
  before: PatientState,
  now: Milliseconds,
  listening: Milliseconds = LONG_AGO,
): Detected {
  const passed = passTime(plan, before, now)
  const fall = isTold(plan, 'fall') ? unansweredFall(plan, passed.state, now) : { ...passed, findings: NONE }
  const around = lookedAround(plan, fall.state, { now, listening })
  if (passed.findings.length + fall.findings.length === 0) return around
  return { state: around.state, findings: [...passed.findings, ...fall.findings, ...around.findings] }
}

/** The next moment after that one at which a tick may find something though nothing comes; infinity if there is none. */
export function nextTick(plan: Plan, state: PatientState, { now, listening }: Moment): Milliseconds {
  const { asks, fall } = state.episodes
  // Both run out once their time is past.
  const asked = asks === undefined ? undefined : soonestDue(state.episodes)
  return Math.min(
    asked === undefined ? Number.POSITIVE_INFINITY : Math.max(now, asked) + 1,
    fall?.due === undefined ? Number.POSITIVE_INFINITY : Math.max(now, fall.due) + 1,
    nextLookAround(plan, state, { now, listening }),
  )
}

/** When something that was asked of the person runs out, which has to be known over a restart. */
export function answerDue({ episodes }: PatientState): Milliseconds | undefined {
  const dues = [soonestDue(episodes), episodes.fall?.due].filter((due) => due !== undefined)
  return dues.length === 0 ? undefined : Math.min(...dues)
}

/**
 * Whether an item has told something for which it is worth looking at once, and anew when to look next: a word about the
 * home, a question, or whatever may end what has been found missing.
 */
export function isNews(before: PatientState, after: PatientState): boolean {
  if (before === after) return false
  const { facts, silence, inactivity, fall, asks } = after.episodes
  const known = before.episodes.facts
  if (fall !== before.episodes.fall || asks !== before.episodes.asks) return true
  if (silence !== undefined && after.watching !== before.watching) return true
  return facts !== known && ((inactivity !== undefined && facts?.moves !== known?.moves) || !onlyMoved(known, facts))
}

/** Nothing but movement, which is told all day long, and readings that come as they should. */
const onlyMoved = (before: Facts | undefined, after: Facts | undefined): boolean =>
  before?.worn === after?.worn &&
  before?.atHome === after?.atHome &&
  before?.devices === after?.devices &&
  before?.batteries === after?.batteries &&
  before?.doses === after?.doses &&
  before?.robot === after?.robot
