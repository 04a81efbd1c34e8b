/**
 * Finland's public holidays and the eves on which care is staffed as on them, of the wall's calendar.
 * Source: the Church Act 652/2023 (church holidays), Act 388/1937 (Independence Day), Act 272/1944 (May Day); Midsummer's
 * and Christmas Eve by the sector's collective agreement.
 */
export function holidaysOf(year: number): ReadonlyMap<number, string> {
  const known = byYear.get(year)
  if (known !== undefined) return known
  const easter = easterOf(year)
  const midsummer = saturdayFrom(dayNumber(year, 6, 20))
  const holidays = new Map([
    [dayNumber(year, 1, 1), 'new-year'],
    [dayNumber(year, 1, 6), 'epiphany'],
    [easter - 2, 'good-friday'],
    [easter, 'easter-sunday'],
    [easter + 1, 'easter-monday'],
    [dayNumber(year, 5, 1), 'may-day'],
    [easter + 39, 'ascension'],
    [easter + 49, 'pentecost'],
    [midsummer - 1, 'midsummer-eve'],
    [midsummer, 'midsummer'],
    [saturdayFrom(dayNumber(year, 10, 31)), 'all-saints'],
    [dayNumber(year, 12, 6), 'independence'],
    [dayNumber(year, 12, 24), 'christmas-eve'],
    [dayNumber(year, 12, 25), 'christmas'],
    [dayNumber(year, 12, 26), 'boxing-day'],
  ])
  byYear.set(year, holidays)
  return holidays
}

const byYear = new Map<number, ReadonlyMap<number, string>>()
const DAY_MS = 24 * 60 * 60 * 1000

/** @param day days since 1970-01-01 */
export const isHoliday = (day: number): boolean => holidaysOf(new Date(day * DAY_MS).getUTCFullYear()).has(day)

/** Days since 1970-01-01. */
export const dayNumber = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day) / DAY_MS

/** Monday is 1. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

function saturdayFrom(day: number): number {
  return day + ((6 - weekdayOf(day) + 7) % 7)
}

/** The Gregorian Easter Sunday (the anonymous algorithm, Nature 1876; also in Meeus, Astronomical Algorithms, chapter 8). */
function easterOf(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return dayNumber(year, Math.floor(n / 31), (n % 31) + 1)
}
