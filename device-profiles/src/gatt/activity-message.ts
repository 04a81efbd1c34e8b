import type { ByteReader } from '../frame/byte-reader.ts'

/** Bit 7 of the segmentation header: this segment begins a message. The bits below it count the segments that are still to come. */
const FIRST_SEGMENT = 1 << 7
const SEGMENTS_TO_COME = 0x7f

/** How one of the service's data characteristics is built, after what they all begin with. */
export interface ActivityLayout<Name extends string> {
  readonly flagBytes: number
  /** Names with sizes in bytes, each promised by the flag of its place, from bit 0 on. */
  readonly fields: readonly (readonly [name: Name, bytes: number])[]
  /** So many of them are in the first segment even of the shortest connection (20 bytes a segment). */
  readonly inFirstSegment: number
}

interface ActivityMessage<Name extends string> {
  /** Since the session began. */
  readonly seconds: number
  readonly values: Readonly<Partial<Record<Name, number>>>
}

/**
 * A data characteristic of the Physical Activity Monitor Service 1.0: header, flags, session, sub-session, seconds since the
 * session began, sequence number, then what the flags promise. Undefined for a segment that continues a message.
 *
 * A message in one segment has every field. Of one in several, only what is sure to be in the first segment is read: a segment by itself
 * says nothing of where it stands in a later field. Where the sizes are from: docs/decisions/2026-11-26-frames-on-which-sources-differ.md.
 */
export function readActivityMessage<Name extends string>(
  reader: ByteReader,
  { flagBytes, fields, inFirstSegment }: ActivityLayout<Name>,
): ActivityMessage<Name> | undefined {
  const header = reader.uint8('segmentation header')
  if ((header & FIRST_SEGMENT) === 0) {
    reader.bytes(reader.remaining, 'the rest of an earlier segment')
    return undefined
  }
  const flags = reader.unsigned(flagBytes, 'flags')
  reader.skip(2, 'session id')
  reader.skip(2, 'sub-session id')
  const seconds = reader.uint32('relative time stamp, s')
  reader.note(seconds)
  reader.skip(4, 'sequence number')
  const whole = (header & SEGMENTS_TO_COME) === 0
  const values: Partial<Record<Name, number>> = {}
  for (const [bit, [name, bytes]] of fields.slice(0, whole ? fields.length : inFirstSegment).entries()) {
    if (((flags >>> bit) & 1) === 0) continue
    values[name] = reader.unsigned(bytes, name)
    reader.note(values[name] ?? 0)
  }
  if (!whole) reader.bytes(reader.remaining, 'fields that go on in the next segment')
  return { seconds, values }
}
