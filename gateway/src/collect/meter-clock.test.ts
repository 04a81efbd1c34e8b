import { isoTime } from '@kotisilta/contract'
import { valueToWrite, type WrittenValue, wallClockAt } from '@kotisilta/device-profiles'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meterClock, timeByMeterClock } from './meter-clock.ts'

const ZONE = 'Europe/Helsinki'
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const NOW = Date.parse('2026-11-26T10:00:00.000Z')
/** A clock that ran evenly, without summer time, and is so far ahead. */
const shownBy = (ahead: number) => (at: number) => wallClockAt(at + ahead, 'UTC')

describe('a meter’s clock', () => {
  it('is read from Current Time and Date Time, and from nothing else', () => {
    const time = wallClockAt(NOW, ZONE)
    const bytesOf = (value: WrittenValue) => valueToWrite(value, { now: NOW, timeZone: ZONE }) ?? new Uint8Array()
    expect(meterClock('2a2b', bytesOf('current-time'), NOW)).toEqual({ shows: time, at: NOW })
    expect(meterClock('2a08', bytesOf('date-time'), NOW)).toEqual({ shows: time, at: NOW })
    expect(meterClock('2a24', bytesOf('date-time'), NOW)).toBeUndefined()
  })

  it('tells nothing without a whole date, and in bytes that are no time', () => {
    expect(meterClock('2a08', Uint8Array.of(0, 0, 1, 1, 0, 0, 0), NOW)).toBeUndefined()
    expect(meterClock('2a2b', Uint8Array.of(1, 2), NOW)).toBeUndefined()
    expect(meterClock('2a08', Uint8Array.of(), NOW)).toBeUndefined()
  })
})

describe('a record of a meter whose clock could be read', () => {
  it('that is years off is as old as the clock has gone on since, whatever the zone has done with its hours', () => {
    const away = fc.integer({ min: DAY, max: 20 * 365 * DAY }).chain((much) => fc.constantFrom(much, -much))
    const age = fc.integer({ min: 2 * MINUTE, max: 400 * DAY })
    fc.assert(
      fc.property(away, age, fc.integer({ min: 0, max: 10 * MINUTE }), (ahead, old, later) => {
        const shown = shownBy(ahead)
        // A record that was dated as the present shows may be one of just now: that is another rule's.
        fc.pre(Math.abs(ahead - old) > 4 * 60 * MINUTE)
        const at = timeByMeterClock(shown(NOW - old), { shows: shown(NOW), at: NOW }, NOW + later, ZONE)
        expect(at?.clock).toBe('estimated')
        expect(Math.abs(Date.parse(at?.at ?? '') - (NOW - old))).toBeLessThan(1_000)
        expect(at?.deviceAt).toBeDefined()
      }),
    )
  })

  it('keeps its order, whatever the clock', () => {
    const ages = fc.uniqueArray(fc.integer({ min: 2, max: 500_000 }), { minLength: 2, maxLength: 20 })
    fc.assert(
      fc.property(fc.integer({ min: 2_000, max: 4_000 }), ages, (days, minutes) => {
        const shown = shownBy(-days * DAY)
        const times = minutes
          .toSorted((a, b) => b - a)
          .map((old) => timeByMeterClock(shown(NOW - old * MINUTE), { shows: shown(NOW), at: NOW }, NOW, ZONE)?.at)
        expect(times).toEqual(times.toSorted())
        expect(new Set(times).size).toBe(minutes.length)
      }),
    )
  })

  it('says what the meter said as well', () => {
    const shown = shownBy(-2_000 * DAY)
    const time = timeByMeterClock(shown(NOW - DAY), { shows: shown(NOW), at: NOW }, NOW, 'UTC')
    expect(time).toEqual({ at: isoTime(NOW - DAY), clock: 'estimated', deviceAt: isoTime(NOW - 2_001 * DAY) })
  })

  it('is believed for thirty days where the clock is right, five minutes either way', () => {
    for (const [off, clock] of [
      [0, 'device'],
      [5 * MINUTE, 'device'],
      [-5 * MINUTE, 'device'],
      [5 * MINUTE + 1_000, 'estimated'],
      [-5 * MINUTE - 1_000, 'estimated'],
    ] as const) {
      const shows = wallClockAt(NOW + off, ZONE)
      expect(timeByMeterClock(wallClockAt(NOW - 20 * DAY, ZONE), { shows, at: NOW }, NOW, ZONE)?.clock, `${off}`).toBe(
        clock,
      )
    }
    const old = timeByMeterClock(
      wallClockAt(NOW - 31 * DAY, ZONE),
      { shows: wallClockAt(NOW, ZONE), at: NOW },
      NOW,
      ZONE,
    )
    expect(old).toMatchObject({ at: isoTime(NOW), clock: 'estimated' })
  })

  it('is left to the ordinary rule where that clock did not date it: in its future, or by a clock that was put right since', () => {
    const shown = shownBy(-2_000 * DAY)
    const clock = { shows: shown(NOW), at: NOW }
    expect(timeByMeterClock(wallClockAt(NOW - 10 * DAY, ZONE), clock, NOW, ZONE)).toBeUndefined()
    expect(timeByMeterClock(wallClockAt(NOW + 2 * MINUTE, ZONE), clock, NOW + 2 * MINUTE, ZONE)).toBeUndefined()
    expect(timeByMeterClock({ hour: 1, minute: 2, second: 3 }, clock, NOW, ZONE)).toBeUndefined()
  })
})
