import { MESSAGE_BYTES, type Milliseconds } from '@kotisilta/contract'

/** How much is sent at once. */
export interface Pace {
  /** Messages of that size in flight; of smaller ones more. */
  readonly window: number
  /** Most bytes of items that a new message binds together. */
  readonly bytes: number
}

/** As a new connection begins: nobody knows yet what it is worth. */
export const FIRST_PACE: Pace = { window: 4, bytes: 64 * 1024 }
const LEAST_BYTES = 4 * 1024
/** A message that takes longer than this is too large for the line, or stands behind too many; one below the other could be larger. */
const SLOW: Milliseconds = 5_000
const QUICK: Milliseconds = 1_000

/**
 * What is sent at once after a message of `bytes` took so long to be acknowledged: twice as much, and one more, on a quick line; half
 * of both on a slow one, so that a keepalive, and an alarm on its own connection, get through beside it. Pure.
 */
export function nextPace(
  pace: Pace,
  { took, bytes, window }: { readonly took: Milliseconds; readonly bytes: number; readonly window: number },
): Pace {
  if (took > SLOW) {
    return {
      window: Math.max(1, Math.floor(pace.window / 2)),
      bytes: Math.max(LEAST_BYTES, Math.floor(Math.min(pace.bytes, Math.max(bytes, LEAST_BYTES)) / 2)),
    }
  }
  if (took > QUICK) return pace
  return { window: Math.min(window, pace.window + 1), bytes: Math.min(MESSAGE_BYTES, pace.bytes * 2) }
}
