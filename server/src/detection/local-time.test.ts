import { isoTime } from '@kotisilta/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOf, hourOf, minuteOf, momentOf, offsetAt } from './local-time.ts'
import { DAY, HOUR } from './time.ts'

const moment = (text: string) => Date.parse(text)
const spring = dayOf(moment('2027-03-28T12:00:00Z'))
const autumn = dayOf(moment('2026-10-25T12:00:00Z'))
const iso = (day: number, hour: number, minute = 0) => isoTime(momentOf(day, hour * 60 + minute))

describe('the clock on a Finnish wall', () => {
  test.each([
    ['2026-10-25T00:59:59.999Z', 3],
    ['2026-10-25T01:00:00.000Z', 2],
    ['2027-03-28T00:59:59.999Z', 2],
    ['2027-03-28T01:00:00.000Z', 3],
    ['2012-07-01T00:00:00.000Z', 3],
  ])('at %s is %i hours ahead of UTC', (at, hours) => {
    expect(offsetAt(moment(at)) / HOUR).toBe(hours)
  })

  test('turns to the next day at its own midnight', () => {
    const late = moment('2026-11-21T21:59:59.999Z')
    expect([dayOf(late), dayOf(late + 1)]).toEqual([20778, 20779])
    expect([minuteOf(late), minuteOf(late + 1), hourOf(late)]).toEqual([1439, 0, 23])
  })

  test('skips an hour in spring: what would be in it is an hour later', () => {
    expect(iso(spring, 2, 59)).toBe('2027-03-28T00:59:00.000Z')
    expect(iso(spring, 3, 30)).toBe('2027-03-28T01:30:00.000Z')
    expect(hourOf(momentOf(spring, 3 * 60 + 30))).toBe(4)
    expect(iso(spring, 4)).toBe('2027-03-28T01:00:00.000Z')
  })

  test('shows an hour twice in autumn: what is in it is in the first', () => {
    expect(iso(autumn, 2, 59)).toBe('2026-10-24T23:59:00.000Z')
    expect(iso(autumn, 3, 30)).toBe('2026-10-25T00:30:00.000Z')
    expect(iso(autumn, 4)).toBe('2026-10-25T02:00:00.000Z')
  })

  test('makes days of 23, 24 and 25 hours', () => {
    const long = (day: number) => (momentOf(day + 1, 0) - momentOf(day, 0)) / HOUR
    expect([long(spring), long(autumn), long(autumn + 1)]).toEqual([23, 25, 24])
  })

  test('and the moment that it shows agree, but for the hours that are skipped or come twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 14_000, max: 24_000 }), fc.integer({ min: 0, max: 1439 }), (day, minutes) => {
        fc.pre(minutes < 180 || minutes >= 240)
        const at = momentOf(day, minutes)
        expect([dayOf(at), minuteOf(at)]).toEqual([day, minutes])
        expect(dayOf(at - DAY - HOUR)).toBeLessThan(day)
      }),
      { numRuns: 500 },
    )
  })
})
