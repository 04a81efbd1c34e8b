import type { Milliseconds, StoredReading } from '@kotisilta/contract'
import type { ReadingStore } from '../readings/port.ts'

/** What a scale's gateway has to know of somebody's weight to tell them from the others of the home, kg. */
export interface WeightFacts {
  plausible: { low: number; high: number }
  /** The last one that was certain. */
  last: number
}

const DAY = 24 * 60 * 60 * 1000
/** A person's weight of three months ago is still theirs; the gateway's margin is for what has changed since. */
const PLAUSIBLE_WITHIN: Milliseconds = 90 * DAY
/** Somebody who has not been weighed for longer is weighed as if for the first time. */
const LOOK_BACK: Milliseconds = 400 * DAY
/** What is so far from the middle is somebody else, booked in error: the gateway holds a jump of as much (bad input 21). */
const STRANGE = 25
/** The middle is that of the latest few: who has come to weigh so much less is themselves again after the third time. */
const LATEST = 5
/** Whose it is, or whether it is true, is in doubt. */
const DOUBTFUL: ReadonlySet<string> = new Set(['person-uncertain', 'out-of-range'])

/**
 * From somebody's weights: the range of the last 90 days, or of the last day on which they were weighed before that, and the last value.
 * @param readings of body weight, oldest first
 */
export function weightFactsOf(readings: readonly StoredReading[], now: Milliseconds): WeightFacts | undefined {
  const certain = readings.flatMap(({ at, value, quality }) =>
    typeof value === 'number' && !quality.some((code) => DOUBTFUL.has(code)) ? [{ at: Date.parse(at), value }] : [],
  )
  const newest = certain.at(-1)
  if (newest === undefined) return undefined
  const from = Math.min(now - PLAUSIBLE_WITHIN, newest.at - DAY)
  const recent = certain.filter(({ at }) => at >= from).map(({ value }) => value)
  const middle = medianOf(recent.slice(-LATEST))
  const theirs = recent.filter((value) => Math.abs(value - middle) < STRANGE)
  const last = theirs.at(-1)
  if (last === undefined) return undefined
  return { plausible: { low: Math.min(...theirs), high: Math.max(...theirs) }, last }
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] as number
}

/** The weights of those who live with a gateway, read when asked for and remembered for those who ask again soon. */
export function memberWeights(readings: Pick<ReadingStore, 'range'>) {
  const known = new Map<string, { readAt: Milliseconds; facts: WeightFacts | undefined }>()
  return {
    /** @param age how old what is known may be */
    async of(patient: string, now: Milliseconds, age: Milliseconds): Promise<WeightFacts | undefined> {
      const before = known.get(patient)
      if (before !== undefined && now - before.readAt <= age) return before.facts
      const query = { patient, kinds: ['body-weight'] as const, from: now - LOOK_BACK, to: now + DAY }
      const facts = weightFactsOf(await readings.range(query), now)
      known.set(patient, { readAt: now, facts })
      return facts
    },
  }
}

export type MemberWeights = ReturnType<typeof memberWeights>
