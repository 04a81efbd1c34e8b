import { type Decoded, type DecodedItem, type DecodeError, failed } from '../decoded.ts'
import { hexOf } from '../hex.ts'
import { ByteReader, type FieldRead } from './byte-reader.ts'

/**
 * AES in CCM mode: the plain text, or undefined if the tag does not fit. The caller's, because profiles have no cipher of their own.
 * All sizes in bytes: key 16, nonce 7 to 13, tag 4 to 16.
 */
export type AesCcm = (sealed: {
  readonly key: Uint8Array
  readonly nonce: Uint8Array
  readonly additional: Uint8Array
  readonly cipherText: Uint8Array
  readonly tag: Uint8Array
}) => Uint8Array | undefined

/** What is known beside a frame's bytes; most frames need none of it. */
export interface FrameSurroundings {
  /** The device's, lower-case hex without colons. */
  readonly address?: string
  /** The device's own key, from its maker's app. */
  readonly bindKey?: Uint8Array
  readonly aesCcm?: AesCcm
  /** The counter of the last frame of this device that was genuine. */
  readonly lastCounter?: number
  /** Whose part of a meter's memory a record is from. */
  readonly userIndex?: number
  /** Gets every field that is read. */
  readonly trace?: FieldRead[]
}

/** What a frame means. Pure; any bytes of any length give items or an error, never an exception. */
export type FrameDecoder = (frame: Uint8Array, surroundings?: FrameSurroundings) => Decoded

/** No attribute value is longer (Bluetooth Core, Vol 3, Part F, 3.2.9). */
const LONGEST_ATTRIBUTE = 512

/**
 * A decoder for measurements from a function that reads their fields. A field that is not there is an error;
 * bytes that are left over are none, but every reading then carries `trailing-bytes`.
 */
export function frameDecoder(read: (reader: ByteReader, surroundings: FrameSurroundings) => Decoded): FrameDecoder {
  return (frame, surroundings = {}) => {
    const checked = readWhole(frame, (reader) => read(reader, surroundings), surroundings.trace)
    if ('error' in checked) return checked
    const { decoded, left } = checked
    if ('error' in decoded || decoded.items.length === 0) return decoded
    const raw = hexOf(frame)
    return { ...decoded, items: decoded.items.map((item) => finish(item, raw, left)) }
  }
}

/** A value that is no measurement (a time zone, a control point's answer), or why it is none. */
export type Parsed<T> = { readonly value: T } | { readonly error: DecodeError }

export type FrameParser<T> = (frame: Uint8Array, trace?: FieldRead[]) => Parsed<T>

/** A parser for such a value. It has nowhere to flag bytes that are left over, so they are an error. */
export function frameParser<T>(read: (reader: ByteReader) => Parsed<T>): FrameParser<T> {
  return (frame, trace) => {
    const checked = readWhole(frame, read, trace)
    if ('error' in checked) return checked
    if (checked.left > 0 && !('error' in checked.decoded))
      return failed('frame-too-long', `${checked.left} bytes follow the last field`)
    return checked.decoded
  }
}

/** A frame that is checked but measures nothing. */
export function withoutItems<T>(parse: FrameParser<T>): FrameDecoder {
  return (frame, { trace } = {}) => {
    const parsed = parse(frame, trace)
    return 'error' in parsed ? parsed : { items: [] }
  }
}

function readWhole<T>(frame: Uint8Array, read: (reader: ByteReader) => T, trace: FieldRead[] | undefined) {
  if (frame.length === 0) return failed('frame-empty', 'the frame has no bytes')
  if (frame.length > LONGEST_ATTRIBUTE) return failed('frame-too-long', `${frame.length} bytes; 512 are the most`)
  const reader = new ByteReader(frame, trace)
  const decoded = read(reader)
  if (reader.missing !== undefined) {
    return failed('frame-too-short', `the frame of ${frame.length} bytes ends before its ${reader.missing}`)
  }
  return { decoded, left: reader.remaining }
}

function finish(item: DecodedItem, raw: string, left: number): DecodedItem {
  if (left === 0 || item.type === 'event') return { ...item, raw }
  return { ...item, quality: [...item.quality, 'trailing-bytes'], raw }
}
