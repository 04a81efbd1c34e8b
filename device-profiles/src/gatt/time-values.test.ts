import { describe, expect, test } from 'vitest'
import { frameOf } from '../../test/captures.ts'
import { parseCurrentTime, parseDateTime, parseLocalTime, parseSummerTime, parseTimeZone } from './time-values.ts'

// Where a case is not our own it is from the tests of NordicSemiconductor/Android-BLE-Common-Library (BSD-3-Clause)
// or RonanB96/bluetooth-sig-python (MIT).

const code = (parsed: object) => ('error' in parsed ? (parsed.error as { code: string }).code : undefined)

describe('date time', () => {
  test('is read whole', () => {
    const nordic = { year: 2018, month: 4, day: 17, hour: 15, minute: 51, second: 0 }
    expect(parseDateTime(frameOf('e20704110f3300'))).toEqual({ value: nordic })
    const python = { year: 2020, month: 1, day: 1, hour: 0, minute: 0, second: 0 }
    expect(parseDateTime(frameOf('e4070101000000'))).toEqual({ value: python })
  })

  test('is refused empty, short, long and impossible', () => {
    const hexes = ['', 'e2', 'e20704110f33', 'e20704110f330000', 'e207041118ff00']
    const codes = ['frame-empty', 'frame-too-short', 'frame-too-short', 'frame-too-long', 'value-out-of-range']
    expect(hexes.map((hex) => code(parseDateTime(frameOf(hex))))).toEqual(codes)
  })
})

test('of 256 time zones 105 are minutes ahead of UTC, one is not known, and the others do not exist', () => {
  const zones = Array.from({ length: 256 }, (_, byte) => parseTimeZone(Uint8Array.of(byte)))
  const known = zones.flatMap((zone) => ('value' in zone ? zone.value : []))
  expect(known.filter(({ utcOffsetMinutes }) => utcOffsetMinutes !== undefined).length).toBe(105)
  expect(zones[1]).toEqual({ value: { utcOffsetMinutes: 15 } })
  expect(zones[4]).toEqual({ value: { utcOffsetMinutes: 60 } })
  expect(zones[0xd0]).toEqual({ value: { utcOffsetMinutes: -720 } })
  expect(zones[56]).toEqual({ value: { utcOffsetMinutes: 840 } })
  expect(zones[0x80]).toEqual({ value: {} })
  for (const byte of [57, 60, 0xcf, 0x81]) expect(code(zones[byte] ?? {})).toBe('value-out-of-range')
})

test('of 256 summer times four add minutes, one is not known, and the others are reserved', () => {
  const times = Array.from({ length: 256 }, (_, byte) => parseSummerTime(Uint8Array.of(byte)))
  expect([0, 2, 4, 8, 255].map((byte) => times[byte])).toEqual([
    { value: { offsetMinutes: 0 } },
    { value: { offsetMinutes: 30 } },
    { value: { offsetMinutes: 60 } },
    { value: { offsetMinutes: 120 } },
    { value: {} },
  ])
  expect(times.filter((time) => code(time) === 'reserved-value').length).toBe(251)
})

test('local time is the two after each other', () => {
  expect(parseLocalTime(frameOf('0804'))).toEqual({
    value: { utcOffsetMinutes: 120, summerTime: { offsetMinutes: 60 } },
  })
  expect(parseLocalTime(frameOf('80ff'))).toEqual({ value: { summerTime: {} } })
  const codes = ['08', '3c04', '0811', '080400'].map((hex) => code(parseLocalTime(frameOf(hex))))
  expect(codes).toEqual(['frame-too-short', 'value-out-of-range', 'reserved-value', 'frame-too-long'])
})

describe('current time', () => {
  const time = { year: 2026, month: 11, day: 21, hour: 7, minute: 10, second: 0 }

  test('is date time, day of week and parts of a second', () => {
    expect(parseCurrentTime(frameOf('ea070b15070a00068003'))).toEqual({ value: { time, dayOfWeek: 6, fractions: 128 } })
    expect(parseCurrentTime(frameOf('ea070b15070a00000000'))).toEqual({ value: { time, fractions: 0 } })
  })

  test('is refused short, long and impossible', () => {
    const hexes = ['ea070b15070a000680', 'ea070b15070a0006800000', 'ea070d15070a00060000', 'ea070b15070a00080000']
    const codes = ['frame-too-short', 'frame-too-long', 'value-out-of-range', 'reserved-value']
    expect(hexes.map((hex) => code(parseCurrentTime(frameOf(hex))))).toEqual(codes)
  })
})
