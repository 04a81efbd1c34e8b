import { type DutyLayer, type DutyWindow, HOLIDAY, type Milliseconds } from '@kotisilta/contract'
import { dayOf, momentOf } from '../detection/local-time.ts'
import { isHoliday, weekdayOf } from './holidays.ts'

/** `07:30` as minutes since midnight. */
const minutesOf = (wall: string): number => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3))

/** `2026-11-26` as days since 1970-01-01. */
const dayOfDate = (date: string): number => Date.parse(date) / 86_400_000
export const dateOfDay = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

/** Which crew's turn it is, by its place in the list; undefined before the layer begins and after it ends. */
export function turnAt({ crews, from, until, handover, turnDays }: DutyLayer, at: Milliseconds): number | undefined {
  const today = dayOf(at)
  // By the moment, not by what the wall shows: in autumn it shows an hour twice.
  const dutyDay = at < momentOf(today, minutesOf(handover)) ? today - 1 : today
  const since = dutyDay - dayOfDate(from)
  if (since < 0 || (until !== undefined && dutyDay > dayOfDate(until))) return undefined
  return Math.floor(since / turnDays) % crews.length
}

/**
 * Whether windows hold at that moment.
 * @param windows undefined: always
 * @param extra dates that are public holidays besides the country's
 */
export function isInWindow(
  windows: readonly DutyWindow[] | undefined,
  extra: readonly string[],
  at: Milliseconds,
): boolean {
  if (windows === undefined) return true
  const today = dayOf(at)
  return spansOn(windows, extra, [today - 1, today]).some(({ from, until }) => from <= at && at < until)
}

/** The stretches within a span in which windows hold, in order, and joined where they touch. */
export function spansWithin(
  windows: readonly DutyWindow[] | undefined,
  extra: readonly string[],
  from: Milliseconds,
  until: Milliseconds,
): DutySpan[] {
  if (windows === undefined) return [{ from, until }]
  const first = dayOf(from) - 1
  const days = Array.from({ length: dayOf(until) - first + 1 }, (_, index) => first + index)
  const joined: DutySpan[] = []
  for (const span of spansOn(windows, extra, days).sort((a, b) => a.from - b.from)) {
    const clipped = { from: Math.max(from, span.from), until: Math.min(until, span.until) }
    const last = joined.at(-1)
    if (clipped.from >= clipped.until) continue
    if (last !== undefined && clipped.from <= last.until) last.until = Math.max(last.until, clipped.until)
    else joined.push(clipped)
  }
  return joined
}

/** From the first moment to before the last. */
export interface DutySpan {
  from: Milliseconds
  until: Milliseconds
}

function spansOn(windows: readonly DutyWindow[], extra: readonly string[], days: readonly number[]): DutySpan[] {
  const knowsHolidays = windows.some((window) => window.days.includes(HOLIDAY))
  return days.flatMap((day) => {
    const kind = knowsHolidays && (isHoliday(day) || extra.includes(dateOfDay(day))) ? HOLIDAY : weekdayOf(day)
    return windows.filter((window) => window.days.includes(kind)).map((window) => spanOn(window, day))
  })
}

function spanOn(window: DutyWindow, day: number): DutySpan {
  const [begin, end] = [minutesOf(window.from), minutesOf(window.until)]
  return { from: momentOf(day, begin), until: momentOf(end > begin ? day : day + 1, end) }
}

/** The moments on a day of the wall's calendar at which a layer can change. */
export function changesOn({ handover, windows = [] }: DutyLayer, day: number): Milliseconds[] {
  const times = [handover, ...windows.flatMap(({ from, until }) => [from, until])]
  return times.map((time) => momentOf(day, minutesOf(time)))
}
