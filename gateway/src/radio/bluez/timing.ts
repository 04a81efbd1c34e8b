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
  /** Over how long it is counted who is usually heard. */
  readonly slot: Milliseconds
  /** So long a silence where several were heard all the time means that the radio is deaf. */
  readonly silent: Milliseconds
  /** A radio that has heard nobody at all for so long starts listening anew, whoever is near. */
  readonly quiet: Milliseconds
  /** In so long somebody is heard in any home. */
  readonly lonely: Milliseconds
  /** How long a step of recovery is given to help. */
  readonly settle: Milliseconds
  /** When all steps of recovery have been in vain, they begin anew after so long. */
  readonly again: Milliseconds
}

export const BLUEZ_TIMING: BlueZTiming = {
  call: 5_000,
  visit: 10_000,
  retryFirst: 500,
  retryMost: 30_000,
  look: 10_000,
  powerOn: 10_000,
  slot: 60_000,
  silent: 45_000,
  quiet: 10 * 60_000,
  lonely: 26 * 60 * 60_000,
  settle: 15_000,
  again: 10 * 60_000,
}
