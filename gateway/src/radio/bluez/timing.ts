import type { Milliseconds } from '@kotisilta/contract'

/** How patient the radio is with what lies below it. */
export interface BlueZTiming {
  /** For an answer over D-Bus. */
  readonly call: Milliseconds
  /** For connecting to a device, and for each step of a visit. */
  readonly visit: Milliseconds
  /** The first wait before trying again what has failed; it doubles. */
  readonly retryFirst: Milliseconds
  readonly retryMost: Milliseconds
  /** How often everything is looked at even if nothing has changed. */
  readonly look: Milliseconds
  /** How long an adapter stays off before the gateway switches it on. */
  readonly powerOn: Milliseconds
  /** A radio that has heard nobody at all for so long starts listening anew. */
  readonly deaf: Milliseconds
}

export const BLUEZ_TIMING: BlueZTiming = {
  call: 5_000,
  visit: 10_000,
  retryFirst: 500,
  retryMost: 30_000,
  look: 10_000,
  powerOn: 10_000,
  deaf: 10 * 60_000,
}
