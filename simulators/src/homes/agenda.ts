import type { Milliseconds } from '@kotisilta/contract'
import { DAY } from '../persons/local-time.ts'
import type { Moment } from './action.ts'

/**
 * Hands out, in order, what falls due: each call gives the moments after those of the last call and up to `now`.
 * Routine is planned a day at a time, `fixed` moments are mixed in.
 */
export function agenda(
  begun: Milliseconds,
  fixed: readonly Moment[],
  routine: (from: Milliseconds, to: Milliseconds) => Moment[],
): (now: Milliseconds) => Moment[] {
  let planned = begun
  let waiting: Moment[] = [...fixed]
  return (now) => {
    while (planned <= now) {
      waiting = [...waiting, ...routine(planned, planned + DAY)].sort((one, other) => one.at - other.at)
      planned += DAY
    }
    const later = waiting.findIndex(({ at }) => at > now)
    return waiting.splice(0, later === -1 ? waiting.length : later)
  }
}
