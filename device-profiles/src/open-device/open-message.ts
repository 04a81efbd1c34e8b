import { type Decoded, failed } from '../decoded.ts'
import { decodeOpenEvent } from './open-event.ts'
import { decodeOpenReading } from './open-reading.ts'
import { decodeOpenState } from './open-state.ts'
import { type OpenDeviceLeaf, parseOpenDeviceTopic } from './open-topic.ts'
import { type OpenPayload, parsePayload } from './payload-text.ts'

/** `device` is `mqtt:<serial>`, taken from the topic. */
export type DecodedMessage = Decoded & { readonly device?: string }

/** What an MQTT message means. Pure; any topic and payload give items or an error, never an exception. */
export type MqttDecoder = (topic: string, payload: Uint8Array | string) => DecodedMessage

const DECODERS: Readonly<Record<OpenDeviceLeaf, (payload: OpenPayload) => Decoded>> = {
  event: decodeOpenEvent,
  reading: decodeOpenReading,
  state: decodeOpenState,
}

/** The open profile for LAN devices: docs/local-mqtt.md. */
export const decodeOpenMessage: MqttDecoder = (topic, payload) => {
  const address = parseOpenDeviceTopic(topic)
  if (address === undefined) return failed('no-decoder', `no decoder for topic ${JSON.stringify(topic.slice(0, 100))}`)
  const parsed = parsePayload(payload)
  const decoded = 'error' in parsed ? parsed : DECODERS[address.leaf](parsed.value)
  return { ...decoded, device: address.device }
}
