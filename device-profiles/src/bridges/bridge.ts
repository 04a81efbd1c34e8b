import type { Milliseconds } from '@kotisilta/contract'
import type { Decoded } from '../decoded.ts'
import type { Memory } from './observation.ts'

/** A message on the home's network. */
export interface BridgeMessage {
  readonly topic: string
  readonly payload: Uint8Array | string
  /** When it came, by the gateway's clock. */
  readonly now: Milliseconds
}

/** What one device said. Without `device` it is about the bridge's own messages. */
export interface Heard {
  readonly device?: string
  readonly decoded: Decoded
}

export interface BridgeStep<State> {
  readonly state: State
  readonly heard: readonly Heard[]
}

/** What a device is used for, where its messages do not say: from the profile that it was assigned. */
export const ROLES = ['bed', 'chair', 'sos'] as const
export type Role = (typeof ROLES)[number]
export type RoleOf = (device: string) => Role | undefined

/** What every bridge remembers: plain data, which the gateway may keep over a restart. */
export interface BridgeState {
  readonly memory: Memory
}

/**
 * An ecosystem whose devices are heard through its own messages, as a pure reducer. Any topic and payload are a step; a message that is none
 * of this bridge's is a step without anything heard.
 */
export interface Bridge<State extends BridgeState> {
  readonly initial: State
  /** What to subscribe to; grows with what was learned. */
  topics(state: State): readonly string[]
  step(state: State, message: BridgeMessage, roleOf?: RoleOf): BridgeStep<State>
}

export const nothing = <State>(state: State): BridgeStep<State> => ({ state, heard: [] })
