import { failed } from '../decoded.ts'
import { parsePayload } from '../open-device/payload-text.ts'
import { converterTo } from '../reading-units.ts'
import { type Bridge, type BridgeMessage, type BridgeState, type BridgeStep, nothing } from './bridge.ts'
import { type Entity, entityOf, withLongNames } from './home-assistant-config.ts'
import type { Observation } from './observation.ts'
import { observe, type Said } from './observe.ts'
import { numberOf, valueIn } from './value-template.ts'

export interface HomeAssistantState extends BridgeState {
  /** By the topic of the configuration and, within it, the component. */
  readonly entities: Readonly<Record<string, readonly Entity[]>>
}

const MOST_CONFIGURATIONS = 2000

/**
 * Home Assistant's MQTT discovery, as devices and programs announce themselves by it: binary sensors, sensors, device triggers and events, one
 * by one or a device at a time. Of the templates those that name a value; one that computes is refused. Source: home-assistant.io, "MQTT discovery".
 */
export const homeAssistant = (prefix = 'homeassistant'): Bridge<HomeAssistantState> => ({
  initial: { entities: {}, memory: {} },
  topics({ entities }) {
    const learned = Object.values(entities)
      .flat()
      .flatMap(({ topic, availabilityTopic = topic }) => [topic, availabilityTopic])
    return [...new Set([`${prefix}/#`, ...learned])]
  },
  step(state, message, roleOf) {
    const { topic, payload } = message
    if (topic.startsWith(`${prefix}/`))
      return topic.endsWith('/config') ? announced(state, message, prefix) : nothing(state)
    const said = Object.values(state.entities)
      .flat()
      .flatMap((entity): Said[] => {
        const { device, availabilityTopic } = entity
        if (entity.topic === topic) return [{ device, said: observationsOf(entity, payload) }]
        if (availabilityTopic !== topic) return []
        const word = valueIn(payload, 'text')
        const known = word === 'online' || word === 'offline'
        return [{ device, said: known ? [{ what: 'online', value: word === 'online' }] : [] }]
      })
    return observe(state, said, message, roleOf)
  },
})

/** An empty announcement takes the device back. */
function announced(
  state: HomeAssistantState,
  { topic, payload }: BridgeMessage,
  prefix: string,
): BridgeStep<HomeAssistantState> {
  const [component = '', ...rest] = topic.slice(prefix.length + 1, -'/config'.length).split('/')
  const without = Object.fromEntries(Object.entries(state.entities).filter(([known]) => known !== topic))
  if (payload.length === 0) return nothing({ ...state, entities: without })
  const parsed = parsePayload(payload)
  if ('error' in parsed) return { state, heard: [{ decoded: parsed }] }
  const { json } = parsed.value
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return { state, heard: [{ decoded: failed('payload-invalid', 'a configuration is an object') }] }
  }
  if (Object.keys(without).length >= MOST_CONFIGURATIONS) {
    return {
      state,
      heard: [{ decoded: failed('payload-too-large', `more than ${MOST_CONFIGURATIONS} configurations`) }],
    }
  }
  const found = componentsOf(component, json).map(([kind, config]) => entityOf(kind, config, rest.at(-1) ?? component))
  const entities = found.flatMap((each) => ('error' in each || each.value === undefined ? [] : [each.value]))
  const faults = found.flatMap((each) => ('error' in each ? [{ decoded: each }] : []))
  return { state: { ...state, entities: { ...without, [topic]: entities } }, heard: faults }
}

/** One component, or all of a device with what they share. */
function componentsOf(component: string, json: object): (readonly [component: string, config: object])[] {
  if (component !== 'device') return [[component, json]]
  const { components, ...shared } = withLongNames(json)
  if (typeof components !== 'object' || components === null) return []
  return Object.values(components).flatMap((config: unknown) => {
    if (typeof config !== 'object' || config === null) return []
    const whole = { ...shared, ...withLongNames(config) } as Record<string, unknown>
    return typeof whole.platform === 'string' ? [[whole.platform, whole] as const] : []
  })
}

function observationsOf({ means, place }: Entity, payload: BridgeMessage['payload']): Observation[] {
  const value = valueIn(payload, place)
  if (value === undefined) return []
  if (means === 'action') return typeof value === 'string' ? [{ what: 'pressed', action: value.slice(0, 64) }] : []
  if ('action' in means) return String(value) === means.payload ? [{ what: 'pressed', action: means.action }] : []
  if ('condition' in means) {
    if (String(value) === means.on) return [{ what: means.condition, value: true }]
    return String(value) === means.off ? [{ what: means.condition, value: false }] : []
  }
  const number = numberOf(value, place)
  const converted = number === undefined ? undefined : converterTo(means.kind, means.unit)?.(number)
  return converted === undefined ? [] : [{ what: 'measured', kind: means.kind, value: converted }]
}
