import type { Milliseconds } from '@kotisilta/contract'
import { DAY, HOUR } from './time.ts'

/** Where the homes are. */
const TIME_ZONE = 'Europe/Helsinki'
const MINUTE: Milliseconds = 60_000

const shown = new Intl.DateTimeFormat('en-GB', { timeZone: TIME_ZONE, timeZoneName: 'longOffset' })

/** From Intl, which knows the law of each year and is slow. */
function offsetFromIntl(at: Milliseconds): Milliseconds {
  const name = shown.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE)
}

interface Stretch {
  from: Milliseconds
  until: Milliseconds
  offset: Milliseconds
}

/** Half-years of one offset, found by halving what lies between two that differ; clocks are changed on the hour. */
const known: Stretch[] = []
let last: Stretch = { from: 0, until: 0, offset: 0 }

function stretchOf(at: Milliseconds): Stretch {
  const found = known.find(({ from, until }) => at >= from && at < until)
  if (found !== undefined) return found
  const hour = Math.floor(at / HOUR) * HOUR
  const offset = offsetFromIntl(hour)
  const stretch = { from: edge(hour, -1, offset), until: edge(hour, 1, offset) + HOUR, offset }
  known.push(stretch)
  return stretch
}

/** The last hour in that direction that still has the offset, looking a month ahead at a time and at most a year. */
function edge(hour: Milliseconds, direction: 1 | -1, offset: Milliseconds): Milliseconds {
  let inside = hour
  for (let months = 0; months < 12; months++) {
    let outside = inside + direction * 30 * DAY
    if (offsetFromIntl(outside) === offset) {
      inside = outside
      continue
    }
    while (Math.abs(outside - inside) > HOUR) {
      const middle = inside + Math.trunc((outside - inside) / 2 / HOUR) * HOUR
      if (offsetFromIntl(middle) === offset) inside = middle
      else outside = middle
    }
    return inside
  }
  return inside
}

/** How far the clock on the wall is ahead of UTC at that moment. */
export function offsetAt(at: Milliseconds): Milliseconds {
  if (at < last.from || at >= last.until) last = stretchOf(at)
  return last.offset
}

/** Days of the wall's calendar since 1970-01-01. */
export const dayOf = (at: Milliseconds): number => Math.floor((at + offsetAt(at)) / DAY)

/** Minutes since the wall showed midnight, by what the wall shows: 0 to 1439 on every day. */
export function minuteOf(at: Milliseconds): number {
  const wall = at + offsetAt(at)
  return Math.floor((wall - Math.floor(wall / DAY) * DAY) / MINUTE)
}

/** The hour that the wall shows, 0 to 23. */
export const hourOf = (at: Milliseconds): number => Math.floor(minuteOf(at) / 60)

/**
 * The moment at which the wall shows so many minutes after midnight on that day. A time that the change to summer time
 * skips is as much later as the skip is long; of a time that comes twice in autumn it is the first.
 */
export function momentOf(day: number, minutes: number): Milliseconds {
  const wall = day * DAY + minutes * MINUTE
  const before = wall - offsetAt(wall - DAY)
  const after = wall - offsetAt(wall + DAY)
  return before + offsetAt(before) === wall || after + offsetAt(after) !== wall ? before : after
}

/** `08:30` is 510. */
export const minutesOf = (timeOfDay: string): number => Number(timeOfDay.slice(0, 2)) * 60 + Number(timeOfDay.slice(3))

/** Midnight before a moment. */
export const startOfDay = (at: Milliseconds): Milliseconds => momentOf(dayOf(at), 0)
