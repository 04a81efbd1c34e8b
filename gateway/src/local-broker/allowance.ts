import type { Milliseconds } from '@kotisilta/contract'

/** How many messages one device may send. */
export interface Allowance {
  /** At once: what has waited in a device for days. */
  readonly burst: number
  readonly perSecond: number
}

/** No device of a home has so much to say for long; one that floods is slowed down, and nobody else. */
export const ALLOWANCE: Allowance = { burst: 10_000, perSecond: 20 }

/**
 * @returns how long the next message of that device has to wait, ms; each waits at least as long as the one before it, so that their
 * order stays. Time is monotonic.
 */
export function allowanceOf({ burst, perSecond }: Allowance): (now: Milliseconds) => Milliseconds {
  let left = burst
  let at: Milliseconds | undefined
  return (now) => {
    left = Math.min(burst, left + ((now - (at ?? now)) / 1_000) * perSecond)
    at = now
    left -= 1
    return left >= 0 ? 0 : (-left / perSecond) * 1_000
  }
}

/** @returns whether there is room for one more now: for what cannot be asked to wait. What is left out costs nothing later. */
export function roomOf({ burst, perSecond }: Allowance): (now: Milliseconds) => boolean {
  let left = burst
  let at: Milliseconds | undefined
  return (now) => {
    left = Math.min(burst, left + ((now - (at ?? now)) / 1_000) * perSecond)
    at = now
    if (left < 1) return false
    left -= 1
    return true
  }
}

/** More devices than a home has; of the others those that were quiet for longest are forgotten. */
const REMEMBERED = 200

/** One of these for each device: one that goes and comes again finds what it had left. */
export function perDevice<T>(make: () => (now: Milliseconds) => T): (device: string, now: Milliseconds) => T {
  const known = new Map<string, (now: Milliseconds) => T>()
  return (device, now) => {
    const own = known.get(device) ?? make()
    known.delete(device)
    known.set(device, own)
    if (known.size > REMEMBERED) known.delete(known.keys().next().value ?? '')
    return own(now)
  }
}
