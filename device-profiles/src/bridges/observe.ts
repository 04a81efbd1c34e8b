import { type Decoded, failed } from '../decoded.ts'
import type { BridgeMessage, BridgeState, BridgeStep, Heard, RoleOf } from './bridge.ts'
import { type Observation, whatIsNew } from './observation.ts'

/** How many devices are remembered; no home has more. */
const MOST_DEVICES = 500

/** A message of one device: its observations, or why it could not be understood. */
export interface Said {
  readonly device: string
  readonly said: readonly Observation[] | Extract<Decoded, { error: unknown }>
}

/** The step that such messages make: what is new in them, and the memory with them in it. */
export function observe<State extends BridgeState>(
  state: State,
  messages: readonly Said[],
  { now }: Pick<BridgeMessage, 'now'>,
  roleOf: RoleOf = () => undefined,
): BridgeStep<State> {
  let memory = state.memory
  const heard: Heard[] = []
  for (const { device, said: observations } of messages) {
    if ('error' in observations) {
      heard.push({ device, decoded: observations })
      continue
    }
    const before = Object.hasOwn(memory, device) ? memory[device] : undefined
    if (before === undefined && Object.keys(memory).length >= MOST_DEVICES) {
      heard.push({ device, decoded: failed('device-unknown', `more than ${MOST_DEVICES} devices`) })
      continue
    }
    const { said, items } = whatIsNew(before, observations, { role: roleOf(device), now })
    memory = { ...memory, [device]: said }
    heard.push({ device, decoded: { items } })
  }
  return { state: { ...state, memory }, heard }
}
