import type { RADIO_STATES } from '@kotisilta/contract'
import type { Sighting, Subscription } from '@kotisilta/device-profiles'

/**
 * `no-bus`: D-Bus does not answer. `no-bluetooth`: nobody offers Bluetooth on it. `no-adapter`: the configured adapter is
 * not there. `not-discovering`: the adapter refuses to listen. `deaf`: it listens, and hears nobody where somebody is to be
 * heard. All but `closed` pass by themselves when the cause does.
 */
export type RadioState = Exclude<(typeof RADIO_STATES)[number], 'none'>

/** A value that a connected device has sent. */
export interface RadioFrame {
  /** As in the subscription. */
  readonly characteristic: string
  readonly bytes: Uint8Array
}

/**
 * What is done on a connection before subscribing, in this order. What the device does not have, or does not let us do, is
 * passed over unless it is `needed`.
 */
export type RadioStep = { readonly needed?: true } & (
  | { readonly do: 'bond' }
  | ({ readonly do: 'read' } & Subscription)
  /** `bytes` is asked when it is written, because it may be the time; undefined: it cannot be done. */
  | ({ readonly do: 'write'; bytes(): Uint8Array | undefined } & Subscription)
)

/** A connection whose subscriptions have been made. */
export interface RadioLink {
  /** Writes a value; false if the device has no such characteristic, does not let us, or is gone. Never rejects. */
  write(to: Subscription, bytes: Uint8Array): Promise<boolean>
}

/** What a connection is more than listening. */
export interface RadioTalk {
  readonly steps?: readonly RadioStep[]
  /** What a step has read. */
  onRead?(frame: RadioFrame): void
  /** The subscriptions are made: from now on the device may be asked. */
  onReady?(link: RadioLink): void
}

/**
 * How a connection went. `ended`: it stood, and is over. `stopped`: by the caller. `not-reached`: it never stood, or
 * broke before the subscriptions were made. `step-failed`: a step that is needed could not be done.
 * `nothing-to-collect`: the device has none of what was asked for. `radio-down`: see the state.
 */
export type CollectOutcome = 'ended' | 'stopped' | 'not-reached' | 'step-failed' | 'nothing-to-collect' | 'radio-down'

/** The person beside a device that is being bonded with, as far as the device needs one. */
export interface PairingAgent {
  /** The device has keys: these six digits are to be typed on it. */
  typeOnDevice(passkey: string): void
  /** The device has a display: the six digits that it shows, undefined if nobody says them. */
  shownOnDevice(): Promise<string | undefined>
  /** The device has both: whether it shows the same six digits. */
  isSame(passkey: string): Promise<boolean>
}

/**
 * How bonding went. `refused`: by the device, or by whoever was asked. `not-reached`: it did not answer, or not for long
 * enough. `radio-down`: see the state.
 */
export type PairOutcome = 'paired' | 'refused' | 'not-reached' | 'stopped' | 'radio-down'

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
   * Connects to a device that was just heard, does the steps of `talk`, subscribes to what the device has of `subscriptions`,
   * reads those of them once that can be read, and passes on each value until the device ends the connection or `signal` is
   * aborted. Never rejects.
   *
   * @param address as in its sighting
   */
  collect(
    address: string,
    subscriptions: readonly Subscription[],
    onFrame: (frame: RadioFrame) => void,
    signal: AbortSignal,
    talk?: RadioTalk,
  ): Promise<CollectOutcome>
  /** Bonds with a device that was just heard, for good. Never rejects. @param address as in its sighting */
  pair(address: string, agent: PairingAgent, signal: AbortSignal): Promise<PairOutcome>
  state(): RadioState
  close(): Promise<void>
}
