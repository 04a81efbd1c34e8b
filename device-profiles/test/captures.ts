import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { READING_KIND_NAMES } from '@kotisilta/contract'
import {
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
  profileById,
  type Sighting,
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
export function surroundingsOf({ address, bindKey }: Capture): FrameSurroundings {
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

/** A decoded item as captures write it: what follows from the kind, and what is empty, is left out. */
export function written({ type, raw: _, ...item }: DecodedItem): object {
  const isReading = (READING_KIND_NAMES as readonly string[]).includes(item.kind)
  if ((type === 'reading') !== isReading) throw new TypeError(`${item.kind} is no ${type}`)
  if (!('quality' in item) || item.quality.length > 0) return item
  const { quality: _none, ...rest } = item
  return rest
}
