import type { Milliseconds, Schedule } from '@kotisilta/contract'
import { shiftsBetween } from '../shifts.ts'
import { type CalendarEntry, iCalendar } from './icalendar.ts'

const DAY = 86_400_000
/** What is over stays in a phone's calendar for a while; what lies farther ahead than this is not planned yet. */
const BEHIND: Milliseconds = 14 * DAY
const AHEAD: Milliseconds = 90 * DAY

export interface CalendarOf {
  schedules: readonly Schedule[]
  nameOf(staff: string): string
  /** Whose shifts; null: everybody's, of the one schedule. */
  staff: string | null
}

/** Somebody's shifts by all schedules, or all shifts of one schedule. */
export function dutyCalendar({ schedules, nameOf, staff }: CalendarOf, now: Milliseconds): string {
  const entries = schedules
    .flatMap((schedule) => shiftsBetween(schedule, now - BEHIND, now + AHEAD))
    .filter((shift) => staff === null || shift.staff === staff)
    .sort((a, b) => a.from - b.from)
    .map(
      ({ schedule, staff: who, from, until }): CalendarEntry => ({
        uid: `${schedule.id}-${who}-${from}@kotisilta`,
        from,
        until,
        summary: staff === null ? `${schedule.name}: ${nameOf(who)}` : schedule.name,
      }),
    )
  const name = staff === null ? (schedules[0]?.name ?? '') : `Kotisilta: ${nameOf(staff)}`
  return iCalendar(name, entries, now)
}
