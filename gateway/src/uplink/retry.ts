import type { Milliseconds } from '@kotisilta/contract'

/**
 * How long to wait before attempt `attempt` (from 0): doubling from `first` up to `most`, then anywhere between the
 * half and the whole of that, so that thousands of gateways do not come back in the same second.
 *
 * @param random in [0, 1)
 */
export function retryDelay(attempt: number, first: Milliseconds, most: Milliseconds, random: number): Milliseconds {
  const whole = Math.min(most, first * 2 ** Math.min(attempt, 30))
  return Math.round(whole / 2 + (whole / 2) * random)
}
