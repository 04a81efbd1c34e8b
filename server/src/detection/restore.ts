import type { Milliseconds, Plan, Reading, ReadingKind } from '@kotisilta/contract'
import { isJudged } from './judged.ts'
import { remember, VITAL_KINDS } from './remember.ts'
import { type Episodes, emptyState, type PatientState } from './state.ts'
import { DAY, HOUR, timeOf } from './time.ts'

/** How far back a kind is needed. */
export interface Reach {
  kind: ReadingKind
  within: Milliseconds
}

/**
 * What `restore` needs: of the `latest` kinds the newest judged reading (`isJudged`), of the `all` kinds every one.
 * `within` counts back from the first item that is to be judged next, and is inclusive.
 */
export interface Horizon {
  latest: Reach[]
  all: Reach[]
}

/** For kinds that only limits look at, the last reading is needed to see that another one came late. */
const LIMIT_REACH = DAY

export function horizon(plan: Plan): Horizon {
  const vitals: Reach[] = VITAL_KINDS.map((kind) => ({ kind, within: plan.news2.windows[kind] * HOUR }))
  const known = new Set<ReadingKind>([...VITAL_KINDS, 'body-weight'])
  const others = new Set(plan.limits.map(({ kind }) => kind).filter((kind) => !known.has(kind)))
  return {
    latest: [...vitals, ...[...others].map((kind) => ({ kind, within: LIMIT_REACH }))],
    all: [{ kind: 'body-weight', within: plan.weightGain.days * DAY }],
  }
}

/**
 * A person's state after a restart: from the persisted episodes and the recent readings, in event-time order, that
 * `horizon` says are needed. More readings than needed do no harm.
 */
export function restore(plan: Plan, episodes: Episodes | undefined, recent: readonly Reading[]): PatientState {
  let state: PatientState = { ...emptyState(), ...(episodes !== undefined && { episodes }) }
  for (const reading of recent) {
    if (isJudged(reading)) state = remember(plan, state, reading, timeOf(reading.at))
  }
  return state
}
