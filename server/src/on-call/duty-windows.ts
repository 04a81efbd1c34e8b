import { type DutyLayer, type DutyWindow, HOLIDAY, type Milliseconds } from '@kotisilta/contract'
import { dayOf, minuteOf, momentOf } from '../detection/local-time.ts'
import { isHoliday, weekdayOf } from './holidays.ts'

/** `07:30` as minutes since midnight. */
const minutesOf = (wall: string): number => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3))

/** `2026-11-26` as days since 1970-01-01. */
const dayOfDate = (date: string): number => Date.parse(date) / 86_400_000

/** Which crew's turn it is, by its place in the list; undefined before the layer begins and after it ends. */
export function turnAt({ crews, from, until, handover, turnDays }: DutyLayer, at: Milliseconds): number | undefined {
  const dutyDay = minuteOf(at) < minutesOf(handover) ? dayOf(at) - 1 : dayOf(at)
  const since = dutyDay - dayOfDate(from)
  if (since < 0 || (until !== undefined && dutyDay > dayOfDate(until))) return undefined
  return Math.floor(since / turnDays) % crews.length
}

/** Whether a layer counts at that moment. */
export function isInWindow({ windows }: DutyLayer, at: Milliseconds): boolean {
  if (windows === undefined) return true
  const today = dayOf(at)
  const knowsHolidays = windows.some(({ days }) => days.includes(HOLIDAY))
  return windows.some((window) =>
    [today - 1, today].some((day) => {
      if (!window.days.includes(kindOf(day, knowsHolidays))) return false
      const { begin, end } = spanOn(window, day)
      return begin <= at && at < end
    }),
  )
}

const kindOf = (day: number, knowsHolidays: boolean): number =>
  knowsHolidays && isHoliday(day) ? HOLIDAY : weekdayOf(day)

function spanOn({ from, until }: DutyWindow, day: number): { begin: Milliseconds; end: Milliseconds } {
  const [begin, end] = [minutesOf(from), minutesOf(until)]
  return { begin: momentOf(day, begin), end: momentOf(end > begin ? day : day + 1, end) }
}

/** The moments on a day of the wall's calendar at which a layer can change. */
export function changesOn({ handover, windows = [] }: DutyLayer, day: number): Milliseconds[] {
  const times = [handover, ...windows.flatMap(({ from, until }) => [from, until])]
  return times.map((time) => momentOf(day, minutesOf(time)))
}
