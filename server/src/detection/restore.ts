import type { Milliseconds, Plan, Reading, ReadingKind } from '@kotisilta/contract'
import { soonestDue } from './asks.ts'
import { isJudged } from './judged.ts'
import { momentOf } from './local-time.ts'
import { type Needs, needsOf } from './needs.ts'
import { remember } from './remember.ts'
import { type Episodes, emptyState, type PatientState } from './state.ts'
import { DAY, HOUR, timeOf } from './time.ts'
import { closedDays } from './turn-page.ts'
import { VITAL_KINDS } from './vital-kinds.ts'
import { heard } from './watch/watch.ts'

/** How far back a kind is needed: `within`, and at least as far as `from`, however long nothing came. */
export interface Reach {
  kind: ReadingKind
  within: Milliseconds
  from?: Milliseconds
}

/**
 * What `restore` needs: of the `latest` kinds the newest judged reading (`isJudged`), of the `all` kinds every one.
 * `within` counts back from the first item that is to be judged next; both bounds are inclusive.
 */
export interface Horizon {
  latest: Reach[]
  all: Reach[]
}

/** For kinds that only limits look at, the last reading is needed to see that another one came late. */
const LIMIT_REACH = DAY

/** So that the first day of the wall's calendar is a whole one, however long it is. */
const SPARE_DAYS = 2
/** The longest is that on which the clocks are put back. */
const WHOLE_DAY = 25 * HOUR

/**
 * @param episodes the persisted ones. Without them, every day that a rule looks back on is asked for, and a question that
 *   was still open may find less to judge by.
 */
export function horizon(plan: Plan, episodes: Episodes = {}): Horizon {
  const vitals: Reach[] = VITAL_KINDS.map((kind) => ({ kind, within: plan.news2.windows[kind] * HOUR }))
  const needs = needsOf(plan)
  const { latest, weighings, weightDays } = needs
  const known = new Set<ReadingKind>(VITAL_KINDS)
  const others = [...latest].filter((kind) => !known.has(kind))
  const weights = weightDays === 0 ? weighings : Math.max(weighings, weightDays + SPARE_DAYS)
  const due = soonestDue(episodes)
  const asFarAsAsked = (reach: Reach): Reach => (due === undefined ? reach : { ...reach, from: due - reach.within })
  return {
    latest: [
      ...[...vitals, ...others.map((kind) => ({ kind, within: LIMIT_REACH }))].map(asFarAsAsked),
      ...expectedReaches(plan, needs),
    ],
    all: [{ kind: 'body-weight', within: weights * DAY }, ...pageReaches(needs, episodes)],
  }
}

/** From the last page that is written on, and at least the whole of the day of whatever may come late. */
function pageReaches(needs: Needs, episodes: Episodes): Reach[] {
  const newest = closedDays(needs, episodes).at(-1)
  const reach =
    newest === undefined
      ? { within: (needs.pageDays + SPARE_DAYS) * DAY }
      : { within: WHOLE_DAY, from: momentOf(newest.day + 1, 0) }
  return [...needs.paged].map((kind) => ({ kind, ...reach }))
}

/** As far back as something may have been heard of that is not yet missed. */
const expectedReaches = ({ expected }: Plan, { watches }: Needs): Reach[] =>
  watches === undefined ? [] : expected.map(({ kind, withinHours }) => ({ kind, within: withinHours * HOUR + DAY }))

/**
 * A person's state after a restart: from the persisted episodes and the recent readings, in event-time order, that
 * `horizon` says are needed. More readings than needed do no harm.
 */
export function restore(plan: Plan, episodes: Episodes | undefined, recent: readonly Reading[]): PatientState {
  let state: PatientState = { ...emptyState(), ...(episodes !== undefined && { episodes }) }
  const { watches } = needsOf(plan)
  for (const reading of recent) {
    const at = timeOf(reading.at)
    if (!isJudged(reading)) continue
    state = remember(plan, state, reading, at)
    if (watches?.expected.has(reading.kind)) state = heard(state, reading, at)
  }
  return state
}
