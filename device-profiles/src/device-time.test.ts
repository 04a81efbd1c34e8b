import { describe, expect, test } from 'vitest'
import { isoFromDeviceTime, minutesLater } from './device-time.ts'

const clock = (year: number, month: number, day: number, hour: number, minute = 0, second = 0) => ({
  year,
  month,
  day,
  hour,
  minute,
  second,
})

describe('a wall clock in Helsinki', () => {
  const cases = [
    ['in winter', clock(2026, 11, 21, 7, 10), '2026-11-21T05:10:00.000Z'],
    ['in summer', clock(2026, 7, 1, 7, 10), '2026-07-01T04:10:00.000Z'],
    ['just before the spring gap', clock(2026, 3, 29, 2, 59, 59), '2026-03-29T00:59:59.000Z'],
    ['in the hour that spring skips', clock(2026, 3, 29, 3, 30), '2026-03-29T01:30:00.000Z'],
    ['just after the gap', clock(2026, 3, 29, 4, 0), '2026-03-29T01:00:00.000Z'],
    ['in the hour that autumn plays twice', clock(2026, 10, 25, 3, 30), '2026-10-25T00:30:00.000Z'],
    ['just after it', clock(2026, 10, 25, 4, 0), '2026-10-25T02:00:00.000Z'],
    ['that was never set', clock(1970, 1, 1, 0, 0), '1969-12-31T22:00:00.000Z'],
    ['at the last second of a year', clock(2026, 12, 31, 23, 59, 59), '2026-12-31T21:59:59.000Z'],
    ['before there were time zones', clock(1582, 1, 1, 0, 0), '1581-12-31T22:20:11.000Z'],
  ] as const

  test.each(cases)('%s', (_, time, iso) => {
    expect(isoFromDeviceTime(time, 'Europe/Helsinki')).toBe(iso)
  })
})

test('other zones have their own offsets, west of Greenwich and by quarters too', () => {
  expect(isoFromDeviceTime(clock(2026, 11, 21, 7), 'UTC')).toBe('2026-11-21T07:00:00.000Z')
  expect(isoFromDeviceTime(clock(2026, 11, 21, 7), 'America/St_Johns')).toBe('2026-11-21T10:30:00.000Z')
  expect(isoFromDeviceTime(clock(2026, 11, 21, 7), 'Asia/Kathmandu')).toBe('2026-11-21T01:15:00.000Z')
})

test('without a whole date there is no moment', () => {
  expect(isoFromDeviceTime({ hour: 7, minute: 0, second: 0 }, 'UTC')).toBeUndefined()
  expect(isoFromDeviceTime({ month: 11, day: 21, hour: 7, minute: 0, second: 0 }, 'UTC')).toBeUndefined()
  expect(minutesLater({ month: 11, day: 21, hour: 7, minute: 0, second: 0 }, 5)).toBeUndefined()
})

test('a zone that does not exist is refused', () => {
  expect(() => isoFromDeviceTime(clock(2026, 11, 21, 7), 'Europe/Atlantis')).toThrow(RangeError)
})

test('minutes carry over days, months and years in both directions', () => {
  expect(minutesLater(clock(2026, 12, 31, 23, 59), 1)).toEqual(clock(2027, 1, 1, 0, 0))
  expect(minutesLater(clock(2026, 3, 1, 0, 0), -1)).toEqual(clock(2026, 2, 28, 23, 59))
  expect(minutesLater(clock(2026, 11, 21, 7, 10, 5), 0)).toEqual(clock(2026, 11, 21, 7, 10, 5))
})
