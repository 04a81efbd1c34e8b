import type { Sighting, Subscription } from '@kotisilta/device-profiles'

/**
 * `no-bus`: D-Bus does not answer. `no-bluetooth`: nobody offers Bluetooth on it. `no-adapter`: the configured adapter is
 * not there. `not-discovering`: the adapter refuses to listen. All but `closed` pass by themselves when the cause does.
 */
export type RadioState =
  | 'starting'
  | 'listening'
  | 'not-discovering'
  | 'adapter-off'
  | 'no-adapter'
  | 'no-bluetooth'
  | 'no-bus'
  | 'closed'

/** A value that a connected device has sent. */
export interface RadioFrame {
  /** As in the subscription. */
  readonly characteristic: string
  readonly bytes: Uint8Array
}

/**
 * How a connection went. `ended`: it stood, and is over. `stopped`: by the caller. `not-reached`: it never stood, or
 * broke before the subscriptions were made. `nothing-to-collect`: the device has none of what was asked for.
 * `radio-down`: see the state.
 */
export type CollectOutcome = 'ended' | 'stopped' | 'not-reached' | 'nothing-to-collect' | 'radio-down'

export interface RadioListener {
  sighting(sighting: Sighting): void
  /** The state is now another. */
  state(state: RadioState): void
}

/** Bluetooth Low Energy as the gateway uses it. It looks after itself: whatever fails below is tried again. */
export interface Radio {
  /** Reports every device heard, again and again, until the returned function is called. */
  watch(listener: RadioListener): () => void
  /**
   * Connects to a device that was just heard, subscribes to what it has of `subscriptions`, reads those of them once
   * that can be read, and passes on each value until the device ends the connection or `signal` is aborted. Never rejects.
   *
   * @param address as in its sighting
   */
  collect(
    address: string,
    subscriptions: readonly Subscription[],
    onFrame: (frame: RadioFrame) => void,
    signal: AbortSignal,
  ): Promise<CollectOutcome>
  state(): RadioState
  close(): Promise<void>
}
