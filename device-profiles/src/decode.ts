import { isUrgent } from '@kotisilta/contract'
import { profiles } from './catalogue.ts'
import { type Decoded, type DecodedItem, failed } from './decoded.ts'
import type { FrameDecoder, FrameSurroundings } from './frame/frame-decoder.ts'
import { SIG_CHARACTERISTICS } from './gatt/characteristics.ts'
import { type DecodedMessage, decodeOpenMessage } from './open-device/open-message.ts'
import type { DeviceProfile, FrameDecoders } from './profile.ts'
import { shortUuid } from './uuid.ts'

type Broadcast = 'serviceData' | 'manufacturerData'

/** The decoder under a key that came from outside: `constructor` is none. */
const decoderIn = (decoders: FrameDecoders | undefined, key: string): FrameDecoder | undefined =>
  decoders !== undefined && Object.hasOwn(decoders, key) ? decoders[key] : undefined

/** The frame layouts that are known without a profile: those of the catalogue, its first where two share a number. */
const layoutsOf = (where: Broadcast): FrameDecoders =>
  Object.assign({}, ...profiles.map((profile) => profile[where]).toReversed())

const LAYOUTS: Readonly<Record<Broadcast, FrameDecoders>> = {
  serviceData: layoutsOf('serviceData'),
  manufacturerData: layoutsOf('manufacturerData'),
}

const unknown = (what: string, key: string) => failed('no-decoder', `no decoder for ${what} ${key.slice(0, 40)}`)

/** A value of a GATT characteristic: by the profile's own decoder, else by the SIG's number, which means the same on every device. */
export function decodeCharacteristic(
  uuid: string,
  frame: Uint8Array,
  profile?: DeviceProfile,
  surroundings?: FrameSurroundings,
): Decoded {
  const key = shortUuid(uuid)
  const decode = decoderIn(profile?.characteristics, key) ?? decoderIn(SIG_CHARACTERISTICS, key)
  if (decode === undefined) return unknown('characteristic', key)
  return withUrgency(decode(frame, surroundings), profile)
}

/** Service data of an advertisement: by the profile, or without one by the only device known to use that service so. */
export function decodeServiceData(
  uuid: string,
  frame: Uint8Array,
  profile?: DeviceProfile,
  surroundings?: FrameSurroundings,
): Decoded {
  return decodeBroadcast('serviceData', shortUuid(uuid), frame, profile, surroundings)
}

/** Manufacturer data of an advertisement, without its company id, which is given as four hex digits. */
export function decodeManufacturerData(
  company: string,
  frame: Uint8Array,
  profile?: DeviceProfile,
  surroundings?: FrameSurroundings,
): Decoded {
  return decodeBroadcast('manufacturerData', shortUuid(company), frame, profile, surroundings)
}

/** A record of a meter's memory, by the profile that knows its layout. */
export function decodeRecord(record: Uint8Array, profile: DeviceProfile, surroundings?: FrameSurroundings): Decoded {
  if (profile.record === undefined) return unknown('records of', profile.id)
  return withUrgency(profile.record(record, surroundings), profile)
}

/** What a LAN device published. `device` is `mqtt:<serial>`, from the topic; it is there for errors too if the topic is of the open profile. */
export function decodeMqtt(topic: string, payload: Uint8Array | string, profile?: DeviceProfile): DecodedMessage {
  const decoded = (profile?.mqtt ?? decodeOpenMessage)(topic, payload)
  return { ...withUrgency(decoded, profile), ...(decoded.device !== undefined && { device: decoded.device }) }
}

function decodeBroadcast(
  where: Broadcast,
  key: string,
  frame: Uint8Array,
  profile: DeviceProfile | undefined,
  surroundings: FrameSurroundings | undefined,
): Decoded {
  const decode = decoderIn(profile === undefined ? LAYOUTS[where] : profile[where], key)
  if (decode === undefined) return unknown(where === 'serviceData' ? 'service data' : 'manufacturer data', key)
  return withUrgency(decode(frame, surroundings), profile)
}

function withUrgency(decoded: Decoded, profile: DeviceProfile | undefined): Decoded {
  const urgent = (item: DecodedItem): boolean =>
    item.type === 'event' && (isUrgent(item) || profile?.urgent?.includes(item.kind) === true)
  if ('error' in decoded || !decoded.items.some(urgent)) return decoded
  return { ...decoded, items: decoded.items.map((item) => (urgent(item) ? { ...item, urgent: true } : item)) }
}
