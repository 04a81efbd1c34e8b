import type { Milliseconds } from '@kotisilta/contract'
import type { CollectOutcome } from '../radio/radio.ts'

/** What is remembered of the connections to one device. */
export interface Visits {
  /** How many in a row brought nothing. */
  readonly inVain: number
  /** When the next one may begin, on a monotonic clock. */
  readonly notBefore: Milliseconds
  readonly endedAt: Milliseconds
}

/** A device that is heard after so long a pause has woken anew: what went wrong before says nothing. */
const FORGET: Milliseconds = 60_000
const AFTER_SUCCESS: Milliseconds = 500
/** A scale is awake for some seconds: the first retry has to be quick. */
const FIRST_RETRY: Milliseconds = 250
const LAST_RETRY: Milliseconds = 30_000
/** A device with the wrong profile is looked at now and then, in case it was changed. */
const NOTHING_THERE: Milliseconds = 600_000

/** When a device that is heard again is worth a connection. */
export function nextVisit(
  before: Visits | undefined,
  { outcome, frames }: { outcome: CollectOutcome; frames: number },
  now: Milliseconds,
): Visits {
  if (outcome === 'nothing-to-collect') return { inVain: 0, notBefore: now + NOTHING_THERE, endedAt: now }
  if (frames > 0) return { inVain: 0, notBefore: now + AFTER_SUCCESS, endedAt: now }
  const fresh = before === undefined || now - before.endedAt > FORGET
  const inVain = fresh ? 1 : before.inVain + 1
  return { inVain, notBefore: now + Math.min(LAST_RETRY, FIRST_RETRY * 2 ** (inVain - 1)), endedAt: now }
}
