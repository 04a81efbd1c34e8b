import { type Item, isUrgent, type Lane, type Milliseconds, ulidTime } from '@kotisilta/contract'

/** For so long a device is tried once the technician has said to have it in hand. */
export const TURN: Milliseconds = 3 * 60_000
/** A button is heard several times for one press; a press after that is another. */
export const SAME_PRESS: Milliseconds = 10_000
/** A scale tells weight and fat, a meter pressure and pulse. */
const SAME_MEASUREMENT: Milliseconds = 60_000
/** A meter's own clock may be so far off and still mean now; what it has stored is older. */
const CLOCKS_APART: Milliseconds = 10 * 60_000

/** What is as true of a device that is tried as of any other. */
const OF_ITSELF: ReadonlySet<string> = new Set(['battery-level', 'device-online', 'device-offline', 'alive-test'])

/** A device's turn in an installation test. Times in ms since 1970 by the server. */
export interface Turn {
  readonly from: Milliseconds
  readonly until: Milliseconds
  /** When it said something first, and whether that was an alarm; undefined: not yet. */
  readonly first: { readonly at: Milliseconds; readonly urgent: boolean } | undefined
}

/** When what the device says is no test any more. */
export function closesAt({ until, first }: Turn): Milliseconds {
  if (first === undefined) return until
  return Math.min(until, first.at + (first.urgent ? SAME_PRESS : SAME_MEASUREMENT))
}

/**
 * Whether something belongs to a device's turn, and so pages nobody. An alarm does only if it was raised within the turn by a clock
 * that can be believed, and has come while the test runs: in doubt it is an alarm. Pure.
 *
 * @param runsUntil the end of the whole test
 */
export function isOfTurn(item: Item, lane: Lane, turn: Turn, runsUntil: Milliseconds, now: Milliseconds): boolean {
  if (OF_ITSELF.has(item.kind) || item.clock === 'estimated') return false
  const within = (time: Milliseconds) => time >= turn.from && time <= closesAt(turn)
  const at = Date.parse(item.at)
  if (isAlarm(item, lane)) return within(at) && now >= turn.from && now <= runsUntil
  // The gateway makes an item's id when it hears it.
  const heard = ulidTime(item.id)
  return within(heard) && Math.abs(heard - at) <= CLOCKS_APART
}

/** What would call somebody: also what a device's profile has put in the urgent lane. */
export const isAlarm = (item: Item, lane: Lane): boolean => lane === 'urgent' || isUrgent(item)
