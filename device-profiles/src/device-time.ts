import type { Milliseconds } from '@kotisilta/contract'

/**
 * Wall-clock time without zone, as meters carry it. A part of the date is absent if the device does not know it
 * (Bluetooth GATT Specification Supplement, Date Time: 0 means not known).
 */
export interface DeviceDateTime {
  readonly year?: number
  readonly month?: number
  readonly day?: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

const DAY = 86_400_000
/** A device's time before this says only that its clock was never set: no meter that is in use is older (bad input 7: year 0, 1970). */
export const CLOCK_NEVER_SET: Milliseconds = Date.UTC(2000, 0, 1)

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset', hour: 'numeric' })
  formats.set(timeZone, format)
  return format
}

/** How far local time is ahead of UTC at that moment, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  const match = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(formatOf(timeZone).format(moment))
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match ?? []
  const ahead = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000
  return sign === '-' ? -ahead : ahead
}

/**
 * The moment a device's wall clock shows in that zone, ISO 8601 with Z and milliseconds; undefined without a whole date.
 * An hour that autumn plays twice is taken as its first (summer time); one that spring skips, as if the clock had not been put forward.
 * Throws RangeError for a time zone that does not exist.
 */
export function isoFromDeviceTime(time: DeviceDateTime, timeZone: string): string | undefined {
  const { year, month, day, hour, minute, second } = time
  if (year === undefined || month === undefined || day === undefined) return undefined
  const wall = Date.UTC(year, month - 1, day, hour, minute, second)
  const [before, after] = [offsetAt(wall - DAY, timeZone), offsetAt(wall + DAY, timeZone)]
  const valid = [before, after].find((offset) => offsetAt(wall - offset, timeZone) === offset)
  return new Date(wall - (valid ?? before)).toISOString()
}

/** What a wall clock in that zone shows at a moment in milliseconds since 1970. Throws RangeError for a zone that does not exist. */
export function wallClockAt(moment: number, timeZone: string): Required<DeviceDateTime> {
  return wallClockOf(new Date(moment + offsetAt(moment, timeZone)))
}

/** The same wall clock so many minutes later; undefined without a whole date. */
export function minutesLater(time: DeviceDateTime, minutes: number): DeviceDateTime | undefined {
  const { year, month, day, hour, minute, second } = time
  if (year === undefined || month === undefined || day === undefined) return undefined
  return wallClockOf(new Date(Date.UTC(year, month - 1, day, hour, minute + minutes, second)))
}

const wallClockOf = (date: Date): Required<DeviceDateTime> => ({
  year: date.getUTCFullYear(),
  month: date.getUTCMonth() + 1,
  day: date.getUTCDate(),
  hour: date.getUTCHours(),
  minute: date.getUTCMinutes(),
  second: date.getUTCSeconds(),
})
