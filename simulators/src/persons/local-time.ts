import type { Milliseconds } from '@kotisilta/contract'

/** Where all simulated homes are. */
const TIME_ZONE = 'Europe/Helsinki'
export const MINUTE: Milliseconds = 60_000
export const HOUR: Milliseconds = 60 * MINUTE
export const DAY: Milliseconds = 24 * HOUR

export interface LocalTime {
  year: number
  /** 1 to 12. */
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

const format = new Intl.DateTimeFormat('en-GB', {
  timeZone: TIME_ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

const shown = (at: Milliseconds): LocalTime => {
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts
  return { year, month, day, hour, minute, second }
}

/** Offsets from UTC change on the hour at most, and asking Intl for each of a million moments is slow. */
const offsets = new Map<number, Milliseconds>()

/** How far the clock on the wall is ahead of UTC at that moment. */
export function offsetAt(at: Milliseconds): Milliseconds {
  const hour = Math.floor(at / HOUR)
  const known = offsets.get(hour)
  if (known !== undefined) return known
  const { year, month, day, hour: h, minute, second } = shown(hour * HOUR)
  const offset = Date.UTC(year, month - 1, day, h, minute, second) - hour * HOUR
  offsets.set(hour, offset)
  return offset
}

/** What the clock on the wall shows at that moment. */
export function localTime(at: Milliseconds): LocalTime {
  const wall = new Date(at + offsetAt(at))
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
  }
}

/** The hour of the day on the wall, with its fraction: 7.5 is half past seven. */
export function hourOfDay(at: Milliseconds): number {
  const { hour, minute, second } = localTime(at)
  return hour + minute / 60 + second / 3600
}

/** Days of the wall's calendar since 1970-01-01. */
export const dayNumber = (at: Milliseconds): number => Math.floor((at + offsetAt(at)) / DAY)

/** The moment at which the wall shows so many minutes after midnight on that day. */
export function momentOf(day: number, minutes: number): Milliseconds {
  const wall = day * DAY + minutes * MINUTE
  const guess = wall - offsetAt(wall)
  return wall - offsetAt(guess)
}

/** ISO 8601 with the wall's offset and no seconds, as a medication robot names a slot: `2026-11-21T08:00+02:00`. */
export function isoWithOffset(at: Milliseconds): string {
  const offset = offsetAt(at)
  const wall = new Date(at + offset).toISOString().slice(0, 16)
  const hours = String(Math.floor(offset / HOUR)).padStart(2, '0')
  return `${wall}+${hours}:${String((offset % HOUR) / MINUTE).padStart(2, '0')}`
}
