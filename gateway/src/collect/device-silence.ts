import type { DeviceSilence, Milliseconds } from '@kotisilta/contract'

/** How a device is heard. All times are of a monotonic clock. */
export interface Heard {
  readonly last: Milliseconds
  /** In how many quarters of an hour in a row. */
  readonly run: number
  /** Whether it is one that is heard all the time, as a wristband is and a scale is not. */
  readonly steady: boolean
}

const MINUTE: Milliseconds = 60_000
const SLOT = 15 * MINUTE
/** An hour without a gap is not how a scale is heard. */
const STEADY_RUN = 4
const DAY = 24 * 60 * MINUTE
/** Whoever is heard all the time and then not for so long is not there. */
const GONE = 30 * MINUTE
/** Per cent: as good as empty. */
const EMPTY = 5
const LATELY = 2 * MINUTE

export function heardAgain(before: Heard | undefined, now: Milliseconds): Heard {
  if (before === undefined) return { last: now, run: 1, steady: false }
  const slots = Math.floor(now / SLOT) - Math.floor(before.last / SLOT)
  const run = slots === 0 ? before.run : slots === 1 ? before.run + 1 : 1
  return { last: now, run, steady: run >= STEADY_RUN || (before.steady && now - before.last < DAY) }
}

export interface Known {
  /** Per cent, as it was last told. */
  readonly battery: number | null | undefined
  /** Whether it is worn; undefined if it never said so. */
  readonly worn: boolean | undefined
  /** Since when the radio hears; undefined while it does not. */
  readonly hearsSince: Milliseconds | undefined
}

/**
 * Why nothing is heard of a device; undefined while it is heard, or while it is none of those that are heard all the time. What
 * explains most comes first: a deaf radio says nothing of a battery.
 */
export function silenceOf(heard: Heard | undefined, known: Known, now: Milliseconds): DeviceSilence | undefined {
  const { battery, worn, hearsSince } = known
  // What came a moment ago came in another way.
  if (hearsSince === undefined) return heard !== undefined && now - heard.last < LATELY ? undefined : 'radio'
  if (heard === undefined) return undefined
  const silent = now - Math.max(heard.last, hearsSince)
  const isEmpty = typeof battery === 'number' && battery <= EMPTY
  if (isEmpty && silent >= (heard.steady ? GONE : DAY)) return 'battery'
  if (heard.steady && silent >= GONE) return 'out-of-range'
  return worn === false ? 'not-worn' : undefined
}
