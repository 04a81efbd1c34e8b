import type { FrameContext } from '../decoded.ts'
import type { DeviceDateTime } from '../device-time.ts'
import type { ByteReader } from './byte-reader.ts'

/**
 * The seven bytes of Date Time (GATT Specification Supplement): year 0 or 1582-9999, month 0-12, day 0-31, 0 being
 * not known, then hour, minute, second. `undefined` if any is outside its range or the day is not in its month.
 */
export function readDateTime(reader: ByteReader, field: string): DeviceDateTime | undefined {
  const year = reader.uint16(field)
  const month = reader.uint8(field)
  const day = reader.uint8(field)
  const hour = reader.uint8(field)
  const minute = reader.uint8(field)
  const second = reader.uint8(field)
  if (year !== 0 && (year < 1582 || year > 9999)) return undefined
  if (month > 12 || day > longest(year, month) || hour > 23 || minute > 59 || second > 59) return undefined
  return {
    ...(year !== 0 && { year }),
    ...(month !== 0 && { month }),
    ...(day !== 0 && { day }),
    hour,
    minute,
    second,
  }
}

/** A measurement keeps its value when its time makes no sense: it then has none and says that its time is estimated. */
export function readTimeContext(
  reader: ByteReader,
  field = 'time stamp',
): Pick<FrameContext, 'deviceTime' | 'quality'> {
  const deviceTime = readDateTime(reader, field)
  reader.note(deviceTime === undefined ? 'no such time' : textOf(deviceTime))
  return deviceTime === undefined ? { quality: ['clock-estimated'] } : { deviceTime }
}

/** As people write it, with question marks for what the device does not know. */
function textOf({ year, month, day, hour, minute, second }: DeviceDateTime): string {
  const two = (part: number | undefined): string => (part === undefined ? '??' : String(part).padStart(2, '0'))
  return `${year ?? '????'}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`
}

/** The seven bytes of a wall clock; what the device does not know is 0. */
export function encodeDateTime({ year = 0, month = 0, day = 0, hour, minute, second }: DeviceDateTime): Uint8Array {
  return Uint8Array.of(year & 0xff, year >> 8, month, day, hour, minute, second)
}

/** Days of the month; where year or month is not known, as many as there could be. */
function longest(year: number, month: number): number {
  if (month === 0) return 31
  return new Date(Date.UTC(year === 0 ? 2000 : year, month, 0)).getUTCDate()
}
