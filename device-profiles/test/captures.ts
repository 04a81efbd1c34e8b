import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { READING_KIND_NAMES } from '@kotisilta/contract'
import {
  type Bridge,
  type BridgeState,
  bytesOf,
  type Decoded,
  type DecodedItem,
  type DeviceProfile,
  decodeCharacteristic,
  decodeManufacturerData,
  decodeMqtt,
  decodeRecord,
  decodeServiceData,
  type FrameSurroundings,
  homeAssistant,
  mapped,
  parseMapping,
  profileById,
  roleOfProfile,
  type Sighting,
  theengs,
  zigbee2mqtt,
} from '../src/index.ts'
import { aesCcm } from './aes-ccm.ts'

/** One frame of a capture: where it was heard, what it says, and what it must decode to. */
export interface CapturedFrame {
  readonly says: string
  readonly characteristic?: string
  readonly serviceData?: string
  readonly manufacturerData?: string
  readonly record?: string
  readonly hex?: string
  readonly topic?: string
  readonly payload?: string
  /** Of a message behind a bridge: whose it is, and when it came, in seconds. */
  readonly device?: string
  readonly second?: number
  readonly items?: readonly object[]
  readonly withheld?: readonly object[]
  readonly error?: string
}

export interface Capture {
  readonly file: string
  readonly profile: string
  readonly origin: string
  readonly licence: string
  readonly sighting?: Sighting
  /** The address of the device, for frames that are sealed under it; with the key in `bindKey`. */
  readonly address?: string
  readonly bindKey?: string
  /** The system through which the messages came; they are then one conversation, in their order. */
  readonly bridge?: string
  /** The mapping of plain topics, if that is the bridge. */
  readonly mapping?: unknown
  readonly frames: readonly CapturedFrame[]
}

type CaptureFile = Omit<Capture, 'file' | 'sighting'> & {
  readonly sighting?: Partial<Omit<Sighting, 'manufacturerData' | 'serviceData'>> & {
    manufacturerData?: Record<string, string>
    serviceData?: Record<string, string>
  }
}

const FOLDER = path.join(import.meta.dirname, '../captures')

export const captures: readonly Capture[] = globSync('*/*/*.json', { cwd: FOLDER })
  .toSorted()
  .map((file) => {
    const { sighting, ...capture } = JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as CaptureFile
    return { file, ...capture, ...(sighting !== undefined && { sighting: sightingOf(sighting, capture.frames) }) }
  })

/** What a capture says was on the air; the service data are its first frame's unless it has its own. */
function sightingOf(written: NonNullable<CaptureFile['sighting']>, frames: readonly CapturedFrame[]): Sighting {
  const { serviceData, hex = '' } = frames[0] ?? {}
  const bytesIn = (data: Record<string, string> = {}) =>
    Object.fromEntries(Object.entries(data).map(([key, bytes]) => [key, frameOf(bytes)]))
  return {
    address: '001122334455',
    services: [],
    ...written,
    serviceData: { ...(serviceData !== undefined && { [serviceData]: frameOf(hex) }), ...bytesIn(written.serviceData) },
    manufacturerData: bytesIn(written.manufacturerData),
  }
}

export function frameOf(hex: string): Uint8Array {
  const frame = bytesOf(hex)
  if (frame === undefined) throw new TypeError(`not hex: ${hex}`)
  return frame
}

/** Every frame with the profile that its capture names. */
export const capturedFrames = captures.flatMap((capture) =>
  capture.frames.map((frame) => ({
    capture,
    frame,
    profile: profileById(capture.profile),
    surroundings: surroundingsOf(capture),
  })),
)

/** What a gateway would know of that device beside the frame. */
function surroundingsOf({ address, bindKey }: Capture): FrameSurroundings {
  return {
    aesCcm,
    ...(address !== undefined && { address }),
    ...(bindKey !== undefined && { bindKey: frameOf(bindKey) }),
  }
}

export function decodeFrame(
  frame: CapturedFrame,
  bytes: Uint8Array,
  profile?: DeviceProfile,
  surroundings?: FrameSurroundings,
): Decoded {
  if (frame.characteristic !== undefined)
    return decodeCharacteristic(frame.characteristic, bytes, profile, surroundings)
  if (frame.serviceData !== undefined) return decodeServiceData(frame.serviceData, bytes, profile, surroundings)
  if (frame.manufacturerData !== undefined)
    return decodeManufacturerData(frame.manufacturerData, bytes, profile, surroundings)
  if (frame.record !== undefined && profile !== undefined) return decodeRecord(bytes, profile, surroundings)
  return decodeMqtt(frame.topic ?? '', frame.payload ?? '', profile)
}

/** What every frame of a capture is decoded to. */
export function decodedFrames(capture: Capture): readonly (Decoded & { readonly device?: string })[] {
  const profile = profileById(capture.profile)
  if (capture.bridge === undefined) {
    return capture.frames.map((frame) => decodeFrame(frame, frameOf(frame.hex ?? ''), profile, surroundingsOf(capture)))
  }
  return conversation(bridgeOf(capture), capture)
}

function conversation<State extends BridgeState>(bridge: Bridge<State>, { frames, profile }: Capture) {
  let state = bridge.initial
  return frames.map(({ topic = '', payload = '', second = 0 }) => {
    const step = bridge.step(state, { topic, payload, now: second * 1000 }, () => roleOfProfile(profile))
    state = step.state
    const [first] = step.heard
    const fault = step.heard.find(({ decoded }) => 'error' in decoded)?.decoded
    const items = step.heard.flatMap(({ decoded }) => ('error' in decoded ? [] : decoded.items))
    return { ...(fault ?? { items }), ...(first?.device !== undefined && { device: first.device }) }
  })
}

function bridgeOf({ bridge, mapping, file }: Capture): Bridge<BridgeState> {
  const parsed = bridge === 'mapping' ? parseMapping(mapping) : undefined
  if (parsed !== undefined && 'error' in parsed) throw new TypeError(`${file}: ${parsed.error.message}`)
  const known: Record<string, unknown> = {
    zigbee2mqtt: zigbee2mqtt(),
    theengs,
    'home-assistant': homeAssistant(),
    ...(parsed !== undefined && { mapping: mapped(parsed.value) }),
  }
  const found = known[bridge ?? '']
  if (found === undefined) throw new TypeError(`${file}: no bridge ${bridge}`)
  return found as Bridge<BridgeState>
}

/** A decoded item as captures write it: what follows from the kind, and what is empty, is left out. */
export function written({ type, raw: _, ...item }: DecodedItem): object {
  const isReading = (READING_KIND_NAMES as readonly string[]).includes(item.kind)
  if ((type === 'reading') !== isReading) throw new TypeError(`${item.kind} is no ${type}`)
  if (!('quality' in item) || item.quality.length > 0) return item
  const { quality: _none, ...rest } = item
  return rest
}
