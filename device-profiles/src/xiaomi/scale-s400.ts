import { isoTime } from '@kotisilta/contract'
import { decimal } from '../decimal.ts'
import type { Decoded, DecodedItem } from '../decoded.ts'
import { failed } from '../decoded.ts'
import { ByteReader, type FieldRead } from '../frame/byte-reader.ts'
import { findings, measured } from '../frame/findings.ts'
import { frameDecoder } from '../frame/frame-decoder.ts'
import { openObject, readMiBeacon } from './mi-beacon.ts'

/** The object that holds a weighing: profile, 32 bits of values, and when. */
const WEIGHING = 0x6e16
const HEART_RATE_FROM = 50
const NO_HEART_RATE = [0, 127]

/** Body Composition Scale S400: a MiBeacon of version 5. Of what it measures, weight and heart rate are items; body fat is a guess of the app. Its time is taken as UTC, which is a guess. */
export const decodeS400 = frameDecoder((reader, surroundings) => {
  const beacon = readMiBeacon(reader)
  if (beacon === undefined) return failed('reserved-value', 'a MiBeacon of a version before 4')
  if (!beacon.hasObject) return { items: [] }
  if (!beacon.encrypted) return failed('frame-malformed', 'this scale encrypts what it measures')
  const opened = openObject(reader, beacon, surroundings)
  if ('error' in opened) return opened
  return { ...weighing(opened.object, surroundings.trace), counter: opened.counter }
})

function weighing(object: Uint8Array, trace?: FieldRead[]): { items: readonly DecodedItem[] } {
  const reader = new ByteReader(object, trace)
  const type = reader.uint16('opened: object')
  const length = reader.uint8('opened: length')
  const user = reader.uint8('opened: user')
  const packed = reader.uint32('opened: weight and heart rate')
  const seconds = reader.uint32('opened: time, s since 1970')
  if (type !== WEIGHING || length !== 9 || reader.missing !== undefined) return { items: [] }
  const mass = packed & 0x7ff
  const rate = (packed >>> 11) & 0x7f
  const context = user > 0 && user < 255 ? { subject: { userIndex: user } } : {}
  const found = findings(
    ...(mass === 0 ? [] : [measured('body-weight', decimal(mass, -1), context)]),
    ...(NO_HEART_RATE.includes(rate) ? [] : [measured('heart-rate', rate + HEART_RATE_FROM, context)]),
  )
  return { items: itemsOf(found).map((item) => (seconds === 0 ? item : { ...item, at: isoTime(seconds * 1000) })) }
}

const itemsOf = (decoded: Decoded): readonly DecodedItem[] => ('error' in decoded ? [] : decoded.items)
