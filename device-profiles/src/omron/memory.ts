import { type DecodeError, failed } from '../decoded.ts'
import { hexOf } from '../hex.ts'

// How an Omron monitor's memory is read, as worked out in public by the omblepy project; Omron publishes nothing of it.

/** The service, and the characteristics that carry parts of 16 bytes of one packet. */
export const OMRON_MEMORY = {
  service: 'ecbe3980-c9a2-11e1-b1bd-0002a5d5c51b',
  unlock: 'b305b680-aee7-11e1-a730-0002a5d5c51b',
  requests: 'db5b55e0-aee7-11e1-965e-0002a5d5c51b',
  answers: [
    '49123040-aee8-11e1-a74d-0002a5d5c51b',
    '4d0bf320-aee8-11e1-a0d9-0002a5d5c51b',
    '5128ce60-aee8-11e1-b84b-0002a5d5c51b',
    '560f1420-aee8-11e1-8184-0002a5d5c51b',
  ],
} as const

const PART = 16
/** Length, type (two bytes), address (two), size; and two bytes at the end, the last of them the checksum. */
const HEAD = 6
const TAIL = 2

/** Begins and ends a reading of the memory. */
export const OMRON_BEGIN = Uint8Array.of(0x08, 0, 0, 0, 0, 0x10, 0, 0x18)
export const OMRON_END = Uint8Array.of(0x08, 0x0f, 0, 0, 0, 0, 0, 0x07)

/** Asks for up to 56 bytes of memory. */
export function omronReadRequest(address: number, size: number): Uint8Array {
  const head = [0x08, 0x01, 0x00, address >> 8, address & 0xff, size]
  return Uint8Array.of(...head, 0, exclusiveOr(head))
}

/** The parts of a packet that have come so far, by their place. */
export type OmronParts = readonly (Uint8Array | undefined)[]

/** A whole packet. */
export interface OmronPacket {
  /** Four hex digits: 8100 answers a reading. */
  readonly type: string
  readonly address: number
  readonly data: Uint8Array
}

export interface OmronStep {
  readonly parts: OmronParts
  readonly packet?: OmronPacket
  readonly error?: DecodeError
}

/** A part has come on the answering characteristic of that number (0 to 3): gives the packet once it is whole and its checksum holds. */
export function omronPartArrived(before: OmronParts, place: number, part: Uint8Array): OmronStep {
  const parts = [0, 1, 2, 3].map((each) => (each === place ? part : before[each]))
  const length = parts[0]?.[0]
  if (length === undefined) return { parts }
  if (length < HEAD + TAIL || length > 4 * PART)
    return { parts: [], ...failed('frame-malformed', `a length of ${length}`) }
  const needed = parts.slice(0, Math.ceil(length / PART))
  if (needed.some((each) => each === undefined)) return { parts }
  const whole = Uint8Array.from(needed.flatMap((each) => [...(each ?? [])])).subarray(0, length)
  if (whole.length < length) return { parts: [], ...failed('frame-too-short', `${whole.length} of ${length} bytes`) }
  if (exclusiveOr(whole) !== 0)
    return { parts: [], ...failed('checksum-wrong', 'the bytes of the packet do not cancel out') }
  const size = whole[5] ?? 0
  if (size > length - HEAD - TAIL)
    return { parts: [], ...failed('frame-malformed', `${size} bytes of data in ${length}`) }
  const address = (whole[3] ?? 0) * 256 + (whole[4] ?? 0)
  return { parts: [], packet: { type: hexOf(whole.subarray(1, 3)), address, data: whole.subarray(HEAD, HEAD + size) } }
}

const exclusiveOr = (bytes: Iterable<number>): number => [...bytes].reduce((sum, byte) => sum ^ byte, 0)
