import type { Milliseconds } from '@kotisilta/contract'

/** What a screen knows of the server's time. `monotonic` is the screen's own stopwatch, which nobody can set. */
export interface ServerClock {
  /** The server's time at the last tick. */
  at: Milliseconds
  /** The stopwatch at the last tick. */
  monotonic: Milliseconds
  /** How many times faster than the stopwatch the server's clock runs; 1 except where time is simulated. */
  rate: number
}

const FASTEST = 100_000

/**
 * Takes in one tick. The rate is rounded to a whole number, because a tick that is a little late is a matter of the
 * network and not of the clock.
 */
export function heardTick(previous: ServerClock | undefined, at: Milliseconds, monotonic: Milliseconds): ServerClock {
  const passed = previous === undefined ? 0 : monotonic - previous.monotonic
  if (previous === undefined || passed < 500) return { at, monotonic, rate: previous?.rate ?? 1 }
  const rate = Math.min(FASTEST, Math.max(1, Math.round((at - previous.at) / passed)))
  return { at, monotonic, rate }
}

/** The server's time now, as far as this screen can know. */
export const serverTime = (clock: ServerClock, monotonic: Milliseconds): Milliseconds =>
  Math.floor(clock.at + Math.max(0, monotonic - clock.monotonic) * clock.rate)
