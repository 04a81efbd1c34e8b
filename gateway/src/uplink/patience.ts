import type { Milliseconds } from '@kotisilta/contract'

/** What the connection on which alarms go is at while one waits. */
export interface Standing {
  /**
   * `reaching`: its packets go out and nobody has answered; `greeting`: somebody has, but not yet taken it in; `unheard`: it is
   * in, and the oldest alarm that was said over it has not been acknowledged.
   */
  readonly phase: 'reaching' | 'greeting' | 'unheard'
  readonly since: Milliseconds
}

/** How long a connection that stands may be silent, once another way to the server has shown that the line is there. */
export type Patience = Milliseconds

export const FIRST_PATIENCE: Patience = 1_000
/** A server that is only slow is not to be asked more often than this, and never by all homes at once. */
const LONGEST_PATIENCE: Patience = 8_000
/** Before another way is tried beside. A packet to a server takes less. */
const SILENCE: Readonly<Record<Standing['phase'], Milliseconds>> = { reaching: 300, greeting: 1_000, unheard: 1_000 }

/** Whether another way is to be tried beside it. */
export const isSilent = ({ phase, since }: Standing, now: Milliseconds): boolean => now - since >= SILENCE[phase]

/**
 * Whether the other way, on which somebody has answered, takes the place of the one that is silent. Where nobody has answered there is
 * nothing to lose. A connection that stands may only be slow, and what it has begun would begin anew.
 */
export const givesWay = ({ phase, since }: Standing, patience: Patience, now: Milliseconds): boolean =>
  phase === 'reaching' || now - since >= patience

/** After another way took its place: each time it is twice as long, so that the slowest line, too, comes to its end. */
export const longer = (patience: Patience): Patience => Math.min(LONGEST_PATIENCE, patience * 2)

/** After something took so long to be answered that a shorter patience would not have waited for it. */
export const learnt = (took: Milliseconds): Patience => Math.min(LONGEST_PATIENCE, Math.max(FIRST_PATIENCE, took * 2))
