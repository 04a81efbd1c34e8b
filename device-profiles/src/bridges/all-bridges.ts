import type { Bridge, BridgeMessage, BridgeState, Heard, RoleOf } from './bridge.ts'
import { homeAssistant } from './home-assistant.ts'
import { mapped } from './mapping.ts'
import type { Mapping } from './mapping-schema.ts'
import { theengs } from './theengs.ts'
import { zigbee2mqtt } from './zigbee2mqtt.ts'

export interface AllBridgesOptions {
  readonly mapping?: Mapping
  readonly roleOf?: RoleOf
}

/** Every bridge with its own state: what a gateway hands each message of the home's network that is not of the open profile. */
export interface AllBridges {
  /** What to subscribe to; grows with what was learned. */
  topics(): readonly string[]
  /** Undefined if no bridge listens to that topic. */
  hear(message: BridgeMessage): readonly Heard[] | undefined
  /** What each bridge knows: plain data, to be kept over a restart. */
  states(): BridgeStates
  /** Goes back to what was known; a bridge that is not in it begins anew. */
  restore(states: BridgeStates): void
}

/** By the bridge's name. */
export type BridgeStates = Readonly<Record<string, BridgeState>>

/** Holds the bridges' states between messages; they themselves are pure. */
export function allBridges({ mapping, roleOf }: AllBridgesOptions = {}): AllBridges {
  const running = [
    runningBridge('zigbee2mqtt', zigbee2mqtt(), roleOf),
    runningBridge('theengs', theengs, roleOf),
    runningBridge('home-assistant', homeAssistant(), roleOf),
    ...(mapping === undefined ? [] : [runningBridge('mapping', mapped(mapping), roleOf)]),
  ]
  return {
    topics: () => [...new Set(running.flatMap((bridge) => bridge.topics()))],
    hear(message) {
      const answers = running.map((bridge) => bridge.hear(message))
      return answers.every((answer) => answer === undefined) ? undefined : answers.flatMap((answer) => answer ?? [])
    },
    states: () => Object.fromEntries(running.map(({ name, state }) => [name, state()])),
    restore(states) {
      for (const { name, restore } of running) restore(Object.hasOwn(states, name) ? states[name] : undefined)
    },
  }
}

function runningBridge<State extends BridgeState>(name: string, bridge: Bridge<State>, roleOf: RoleOf | undefined) {
  let state = bridge.initial
  const topics = (): readonly string[] => bridge.topics(state)
  return {
    name,
    topics,
    state: (): BridgeState => state,
    /** @param known this bridge's own, from before */
    restore(known: BridgeState | undefined): void {
      state = { ...bridge.initial, ...(known as State | undefined) }
    },
    hear(message: BridgeMessage): readonly Heard[] | undefined {
      if (!topics().some((filter) => filterMatches(filter, message.topic))) return undefined
      const step = bridge.step(state, message, roleOf)
      state = step.state
      return step.heard
    },
  }
}

/** MQTT 3.1.1, 4.7: `+` is one level, `#` all that follow. */
export function filterMatches(filter: string, topic: string): boolean {
  const levels = topic.split('/')
  const wanted = filter.split('/')
  for (const [index, level] of wanted.entries()) {
    if (level === '#') return true
    if (index >= levels.length || (level !== '+' && level !== levels[index])) return false
  }
  return wanted.length === levels.length
}
