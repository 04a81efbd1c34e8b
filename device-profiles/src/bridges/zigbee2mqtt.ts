import { z } from 'zod'
import { failed } from '../decoded.ts'
import { parsePayload, payloadText } from '../open-device/payload-text.ts'
import { type Bridge, type BridgeMessage, type BridgeState, type BridgeStep, nothing, type RoleOf } from './bridge.ts'
import { valueAt } from './json-path.ts'
import { observe } from './observe.ts'
import { exposeSchema, type Feature, featuresOf, observationOf } from './zigbee2mqtt-exposes.ts'

interface KnownDevice {
  /** `zigbee:<ieee address>` */
  readonly device: string
  readonly features: readonly Feature[]
}

export interface Zigbee2MqttState extends BridgeState {
  /** By friendly name; undefined until the bridge has said which devices it has. */
  readonly devices: Readonly<Record<string, KnownDevice>> | undefined
}

/** The list of devices carries the whole description of each. */
const LIST_LIMITS = { bytes: 4 * 1024 * 1024, levels: 24 }

const deviceSchema = z.object({
  ieee_address: z.string().regex(/^0x[0-9a-f]{16}$/i),
  friendly_name: z.string().min(1).max(256),
  definition: z.object({ exposes: z.array(exposeSchema).max(500) }).nullish(),
})

/** The bridge itself, whose end means that nothing behind it is heard. */
export const ZIGBEE2MQTT_DEVICE = 'mqtt:zigbee2mqtt'

/**
 * Zigbee2MQTT: what each device means is learned from the `exposes` in `bridge/devices`, not from a list of models.
 * Source: zigbee2mqtt.io, "Exposes" and "MQTT topics and messages".
 *
 * @param base the base topic that Zigbee2MQTT was set up with
 */
export const zigbee2mqtt = (base = 'zigbee2mqtt'): Bridge<Zigbee2MqttState> => ({
  initial: { devices: undefined, memory: {} },
  topics: () => [`${base}/#`],
  step(state, message, roleOf) {
    const { topic } = message
    if (!topic.startsWith(`${base}/`)) return nothing(state)
    const path = topic.slice(base.length + 1)
    if (path === 'bridge/devices') return learned(state, message)
    if (path === 'bridge/state') return availability(state, ZIGBEE2MQTT_DEVICE, message, roleOf)
    if (path.startsWith('bridge/') || /\/(get|set)(\/|$)/.test(path)) return nothing(state)
    const known = (name: string): KnownDevice | undefined =>
      state.devices !== undefined && Object.hasOwn(state.devices, name) ? state.devices[name] : undefined
    const device = known(path)
    if (device !== undefined) return said(state, device, message, roleOf)
    const spoken = path.endsWith('/availability') ? known(path.slice(0, -'/availability'.length)) : undefined
    if (spoken !== undefined) return availability(state, spoken.device, message, roleOf)
    if (path.endsWith('/availability')) return nothing(state)
    return { state, heard: [{ decoded: failed('device-unknown', `no device ${JSON.stringify(path.slice(0, 100))}`) }] }
  },
})

/** What cannot be read of one device does not hide the others. */
function learned(state: Zigbee2MqttState, { payload }: BridgeMessage): BridgeStep<Zigbee2MqttState> {
  const parsed = parsePayload(payload, LIST_LIMITS)
  if ('error' in parsed) return { state, heard: [{ decoded: parsed }] }
  const list = z.array(z.unknown()).max(500).safeParse(parsed.value.json)
  if (!list.success)
    return { state, heard: [{ decoded: failed('payload-invalid', 'bridge/devices is a list of devices') }] }
  const known = list.data.flatMap((each) => {
    const { data } = deviceSchema.safeParse(each)
    if (data === undefined || data.definition == null) return []
    const device = `zigbee:${data.ieee_address.slice(2).toLowerCase()}`
    return [[data.friendly_name, { device, features: featuresOf(data.definition.exposes) }] as const]
  })
  return nothing({ ...state, devices: Object.fromEntries(known) })
}

function said(
  state: Zigbee2MqttState,
  { device, features }: KnownDevice,
  message: BridgeMessage,
  roleOf: RoleOf | undefined,
): BridgeStep<Zigbee2MqttState> {
  const parsed = parsePayload(message.payload)
  if ('error' in parsed) return observe(state, [{ device, said: parsed }], message, roleOf)
  const observations = features.flatMap(
    (feature) => observationOf(feature, valueAt(parsed.value.json, [feature.property])) ?? [],
  )
  return observe(state, [{ device, said: observations }], message, roleOf)
}

/** `online`, `offline`, or one of them as `{"state":...}`. */
function availability(
  state: Zigbee2MqttState,
  device: string,
  message: BridgeMessage,
  roleOf: RoleOf | undefined,
): BridgeStep<Zigbee2MqttState> {
  const text = payloadText(message.payload)
  const parsed = text?.startsWith('{') ? parsePayload(text) : undefined
  const word = parsed === undefined ? text : 'error' in parsed ? undefined : valueAt(parsed.value.json, ['state'])
  const said =
    word === 'online' || word === 'offline'
      ? [{ what: 'online' as const, value: word === 'online' }]
      : failed('payload-invalid', 'availability is online or offline')
  return observe(state, [{ device, said }], message, roleOf)
}
