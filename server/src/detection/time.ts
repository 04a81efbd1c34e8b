import type { Milliseconds } from '@kotisilta/contract'

export const HOUR: Milliseconds = 60 * 60 * 1000
export const DAY: Milliseconds = 24 * HOUR

/** The moment of a validated `YYYY-MM-DDTHH:MM:SS.sssZ`, in a fraction of the time that `Date.parse` takes: it runs for every item. */
export function timeOf(at: string): Milliseconds {
  const days = daysSince1970(digits(at, 0) * 100 + digits(at, 2), digits(at, 5), digits(at, 8))
  const seconds = (digits(at, 11) * 60 + digits(at, 14)) * 60 + digits(at, 17)
  return days * DAY + seconds * 1000 + digits(at, 20) * 10 + digit(at, 22)
}

/** From 1 March of year 0 to 1970-01-01, in the Gregorian calendar. */
const DAYS_BEFORE_1970 = 719_468

/** By the calendar that begins in March, so that a leap day is the last of its year. */
function daysSince1970(year: number, month: number, day: number): number {
  const since = month > 2 ? year : year - 1
  const months = month > 2 ? month - 3 : month + 9
  const leapDays = Math.trunc(since / 4) - Math.trunc(since / 100) + Math.trunc(since / 400)
  return since * 365 + leapDays + Math.trunc((153 * months + 2) / 5) + day - 1 - DAYS_BEFORE_1970
}

const digit = (text: string, index: number): number => text.charCodeAt(index) - 48
const digits = (text: string, index: number): number => digit(text, index) * 10 + digit(text, index + 1)
