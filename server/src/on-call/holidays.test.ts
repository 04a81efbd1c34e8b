import { expect, test } from 'vitest'
import { dayNumber, holidaysOf, isHoliday, weekdayOf } from './holidays.ts'

const named = (year: number) =>
  Object.fromEntries(
    [...holidaysOf(year)].map(([day, name]) => [name, new Date(day * 86_400_000).toISOString().slice(0, 10)]),
  )

test('the holidays of 2026 are those of the almanac', () => {
  expect(named(2026)).toEqual({
    'new-year': '2026-01-01',
    epiphany: '2026-01-06',
    'good-friday': '2026-04-03',
    'easter-sunday': '2026-04-05',
    'easter-monday': '2026-04-06',
    'may-day': '2026-05-01',
    ascension: '2026-05-14',
    pentecost: '2026-05-24',
    'midsummer-eve': '2026-06-19',
    midsummer: '2026-06-20',
    'all-saints': '2026-10-31',
    independence: '2026-12-06',
    'christmas-eve': '2026-12-24',
    christmas: '2026-12-25',
    'boxing-day': '2026-12-26',
  })
})

test.each([
  [2024, '2024-03-31'],
  [2025, '2025-04-20'],
  [2027, '2027-03-28'],
  [2038, '2038-04-25'],
])('Easter of %i is on %s', (year, easter) => {
  expect(named(year)['easter-sunday']).toBe(easter)
})

test.each([
  [2025, '2025-06-21', '2025-11-01'],
  [2027, '2027-06-26', '2027-11-06'],
])('Midsummer of %i is on Saturday %s, All Saints on Saturday %s', (year, midsummer, allSaints) => {
  expect(named(year)).toMatchObject({ midsummer, 'all-saints': allSaints })
})

test('a day between holidays is none, and weekdays are counted from Monday', () => {
  expect(isHoliday(dayNumber(2026, 12, 25))).toBe(true)
  expect(isHoliday(dayNumber(2026, 12, 27))).toBe(false)
  expect([22, 23, 29].map((day) => weekdayOf(dayNumber(2026, 11, day)))).toEqual([7, 1, 7])
})
