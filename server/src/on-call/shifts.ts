import type { Milliseconds, Schedule } from '@kotisilta/contract'
import { dutiesBetween } from './who-is-on.ts'

const DAY = 86_400_000
/** No shift is longer: whoever is on for longer than this in one go is simply always on. */
const LONGEST_SHIFT: Milliseconds = 8 * DAY
/** So long before a shift begins its people can say that they are on. */
export const CONFIRM_EARLY: Milliseconds = 30 * 60_000

/** One person on by one schedule, from coming on to going off. */
export interface Shift {
  schedule: Schedule
  staff: string
  from: Milliseconds
  until: Milliseconds
}

/** Shifts of which any part lies in a span, whole, in the order in which they begin. */
export function shiftsBetween(schedule: Schedule, from: Milliseconds, until: Milliseconds): Shift[] {
  const begin = from - LONGEST_SHIFT
  const running = new Map<string, Shift>()
  const shifts: Shift[] = []
  for (const duty of dutiesBetween(schedule, begin, until + LONGEST_SHIFT)) {
    for (const staff of running.keys()) if (!duty.staff.includes(staff)) running.delete(staff)
    for (const staff of duty.staff) {
      const shift = running.get(staff)
      if (shift !== undefined) shift.until = duty.until
      else {
        const begun = { schedule, staff, from: duty.from, until: duty.until }
        running.set(staff, begun)
        shifts.push(begun)
      }
    }
  }
  return shifts.filter((shift) => shift.from < until && shift.until > from)
}

/** Whether somebody came on in the time that was looked at, so that it is known when the shift began. */
export const hasBegun = (shift: Shift, from: Milliseconds): boolean => shift.from > from - LONGEST_SHIFT

/**
 * Whether somebody has said that they are on and hear it.
 * @param confirmedAt when they last did, of this schedule
 */
export function confirmationOf(
  { from, until, schedule: { confirmMinutes } }: Shift,
  confirmedAt: Milliseconds | undefined,
  now: Milliseconds,
): { state: 'not-asked' | 'asked' | 'late' | 'confirmed'; by: Milliseconds | null } {
  const early = from - CONFIRM_EARLY
  if (confirmedAt !== undefined && confirmedAt >= early && confirmedAt < until) return { state: 'confirmed', by: null }
  if (confirmMinutes === null || now < early || now >= until) return { state: 'not-asked', by: null }
  const by = from + confirmMinutes * 60_000
  return { state: now < by ? 'asked' : 'late', by }
}
