import type { Milliseconds } from '@kotisilta/contract'
import { FIRST_RELEASE } from './resolve-time.ts'

/** What the machine says at one moment. */
export interface TimeReading {
  /** The machine's clock, which anybody can set. */
  readonly wall: Milliseconds
  /** Runs on evenly from the start, whoever sets the clock. */
  readonly monotonic: Milliseconds
  /** Whether the machine has its time from the network; undefined where that cannot be found out. */
  readonly synchronised: boolean | undefined
}

/** What the gateway believes. Its own time is `offset` more than the monotonic one. */
export interface GatewayTime {
  readonly offset: Milliseconds
  /** Whether it has known the time since it started; what is measured before that is estimated. */
  readonly isKnown: boolean
  /** The machine's clock shows something else, which is not believed, since this monotonic moment. */
  readonly doubtedSince?: Milliseconds
  /** What it shows is so much ahead of what is believed. */
  readonly doubted?: Milliseconds
}

/** A clock that is disciplined is never put right by more than this at a time. */
const STEP: Milliseconds = 1_000
const HOUR: Milliseconds = 3_600_000
/** A machine that sleeps, or is put right by its owner, is not further off. */
const PLAUSIBLE_STEP: Milliseconds = 24 * HOUR
/** Where nothing tells whether a clock is right, one that has run evenly for so long after a leap is believed. */
const EVEN: Milliseconds = 10 * 60_000

/**
 * At the start. A machine without a battery for its clock begins somewhere in the past: then time goes on from where it was last
 * known, and is estimated, until the network has said what it is.
 *
 * @param floor when the time was last known; it cannot be earlier
 */
export function firstTime({ wall, monotonic, synchronised }: TimeReading, floor: Milliseconds): GatewayTime {
  const isPossible = wall >= FIRST_RELEASE && wall >= floor - HOUR
  const isKnown = synchronised === true ? wall >= FIRST_RELEASE : synchronised === undefined && isPossible
  return { offset: (isKnown ? wall : Math.max(wall, floor)) - monotonic, isKnown }
}

/**
 * What is believed after one more look at the machine's clock. It follows a clock that runs evenly, and one that the network has
 * put right; any other leap is doubted, and time goes on evenly meanwhile.
 */
export function nextTime(before: GatewayTime, { wall, monotonic, synchronised }: TimeReading): GatewayTime {
  const { offset, isKnown } = before
  const step = wall - (offset + monotonic)
  const followed: GatewayTime = { offset: wall - monotonic, isKnown: isKnown || synchronised !== false }
  const isPossible = wall >= FIRST_RELEASE
  if (Math.abs(step) <= STEP)
    return isPossible ? { ...followed, isKnown: isKnown || synchronised === true } : { offset, isKnown }
  if (isPossible && synchronised === true) return followed
  // Before the time is known a clock that goes ahead is nearer to the truth than one that stands where it was last switched off.
  if (!isKnown && isPossible && step > 0) return followed
  if (isPossible && synchronised === undefined) {
    if (Math.abs(step) <= PLAUSIBLE_STEP) return followed
    const isEven = before.doubted !== undefined && Math.abs(step - before.doubted) <= STEP
    if (isEven && monotonic - (before.doubtedSince ?? monotonic) >= EVEN) return followed
    return { offset, isKnown, doubted: step, doubtedSince: isEven ? (before.doubtedSince ?? monotonic) : monotonic }
  }
  return { offset, isKnown, doubted: step, doubtedSince: before.doubtedSince ?? monotonic }
}

/** Whether the machine's clock can be relied on: the time is known, and the clock shows it. */
export const isRight = ({ isKnown, doubted }: GatewayTime): boolean => isKnown && doubted === undefined
