import { failed } from '../decoded.ts'
import type { DeviceDateTime } from '../device-time.ts'
import type { ByteReader } from '../frame/byte-reader.ts'
import { encodeDateTime, readDateTime } from '../frame/date-time.ts'
import { frameParser, type Parsed } from '../frame/frame-decoder.ts'

const NO_SUCH_TIME = failed('value-out-of-range', 'no such date or time')

/** Date Time, 2A08. */
export const parseDateTime = frameParser<DeviceDateTime>((reader) => {
  const value = readDateTime(reader, 'date time')
  return value === undefined ? NO_SUCH_TIME : { value }
})

/** Minutes ahead of UTC without summer time; undefined if the device does not know. */
export interface TimeZone {
  readonly utcOffsetMinutes?: number
}

/** Time Zone, 2A0E: quarters of an hour from -48 to 56; -128 is not known. */
export const parseTimeZone = frameParser<TimeZone>(readTimeZone)

/** Minutes that summer time adds; undefined if the device does not know. */
export interface SummerTime {
  readonly offsetMinutes?: number
}

/** DST Offset, 2A0D: quarters of an hour, of which only 0, 2, 4 and 8 are defined; 255 is not known. */
export const parseSummerTime = frameParser<SummerTime>(readSummerTime)

/** Local Time Information, 2A0F: the two after each other. */
export const parseLocalTime = frameParser<TimeZone & { readonly summerTime: SummerTime }>((reader) => {
  const zone = readTimeZone(reader)
  const summer = readSummerTime(reader)
  if ('error' in zone) return zone
  return 'error' in summer ? summer : { value: { ...zone.value, summerTime: summer.value } }
})

export interface CurrentTime {
  readonly time: DeviceDateTime
  /** 1 Monday to 7 Sunday; undefined if not known. */
  readonly dayOfWeek?: number
  /** 0 to 255 parts of 256 of a second. */
  readonly fractions: number
}

/** Current Time, 2A2B (Current Time Service 1.1): date time, day of week, 1/256 seconds, why it was adjusted. */
export const parseCurrentTime = frameParser<CurrentTime>((reader) => {
  const time = readDateTime(reader, 'date time')
  const dayOfWeek = reader.uint8('day of week')
  const fractions = reader.uint8('fractions of a second')
  reader.skip(1, 'adjust reason')
  if (time === undefined) return NO_SUCH_TIME
  if (dayOfWeek > 7) return failed('reserved-value', `day of week ${dayOfWeek}`)
  return { value: { time, fractions, ...(dayOfWeek !== 0 && { dayOfWeek }) } }
})

/** The reason "manual time update" (Current Time Service 1.1, 3.1.1). */
const SET_BY_HAND = 1

/** Current Time, 2A2B, as a clock is set with it: ten bytes. */
export function encodeCurrentTime(time: Required<DeviceDateTime>): Uint8Array {
  const sundayFirst = new Date(Date.UTC(time.year, time.month - 1, time.day)).getUTCDay()
  return Uint8Array.of(...encodeDateTime(time), sundayFirst === 0 ? 7 : sundayFirst, 0, SET_BY_HAND)
}

function readTimeZone(reader: ByteReader): Parsed<TimeZone> {
  const quarters = reader.int8('time zone')
  if (quarters === -128) return { value: {} }
  if (quarters < -48 || quarters > 56) return failed('value-out-of-range', `time zone ${quarters}; -48 to 56 exist`)
  return { value: { utcOffsetMinutes: quarters * 15 } }
}

function readSummerTime(reader: ByteReader): Parsed<SummerTime> {
  const quarters = reader.uint8('DST offset')
  if (quarters === 255) return { value: {} }
  if (![0, 2, 4, 8].includes(quarters)) return failed('reserved-value', `DST offset ${quarters}`)
  return { value: { offsetMinutes: quarters * 15 } }
}
