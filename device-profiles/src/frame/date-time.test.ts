import { describe, expect, test } from 'vitest'
import { frameOf } from '../../test/captures.ts'
import { ByteReader } from './byte-reader.ts'
import { readDateTime, readTimeContext } from './date-time.ts'

const read = (hex: string) => readDateTime(new ByteReader(frameOf(hex)), 'time')

const VALID = [
  ['ea070b150c1e05', { year: 2026, month: 11, day: 21, hour: 12, minute: 30, second: 5 }],
  ['00000000000000', { hour: 0, minute: 0, second: 0 }],
  ['0000041114293b', { month: 4, day: 17, hour: 20, minute: 41, second: 59 }],
  ['ea070000173b3b', { year: 2026, hour: 23, minute: 59, second: 59 }],
  ['ea0700150c1e05', { year: 2026, day: 21, hour: 12, minute: 30, second: 5 }],
  ['2e060101000000', { year: 1582, month: 1, day: 1, hour: 0, minute: 0, second: 0 }],
  ['0f270c1f000000', { year: 9999, month: 12, day: 31, hour: 0, minute: 0, second: 0 }],
  ['e807021d000000', { year: 2024, month: 2, day: 29, hour: 0, minute: 0, second: 0 }],
  ['0000021d000000', { month: 2, day: 29, hour: 0, minute: 0, second: 0 }],
  ['b2070101000000', { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0 }],
] as const

const INVALID = [
  ['the year before the calendar', '2d060101000000'],
  ['year 10000', '10270101000000'],
  ['month 13', 'ea070d01000000'],
  ['day 32', 'ea070120000000'],
  ['the 31st of April', 'ea07041f000000'],
  ['the 29th of February of a common year', 'ea07021d000000'],
  ['hour 24', 'ea070b15180000'],
  ['minute 60', 'ea070b15003c00'],
  ['second 60', 'ea070b1500003c'],
  ['all ones', 'ffffffffffffff'],
] as const

describe('date time', () => {
  test('there are cases', () => expect([VALID.length, INVALID.length]).toEqual([10, 10]))

  test.each(VALID)('%s', (hex, time) => {
    expect(read(hex)).toEqual(time)
  })

  test.each(INVALID)('%s is no time', (_, hex) => {
    expect(read(hex)).toBeUndefined()
    expect(readTimeContext(new ByteReader(frameOf(hex)))).toEqual({ quality: ['clock-estimated'] })
  })

  test('every length short of seven bytes leaves the field missing', () => {
    for (let length = 0; length < 7; length++) {
      const reader = new ByteReader(frameOf('ea070b150c1e05').subarray(0, length))
      readDateTime(reader, 'time')
      expect(reader.missing).toBe('time')
    }
  })
})
