import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY, dayNumber, hourOfDay, isoWithOffset, localTime, momentOf, offsetAt } from './local-time.ts'

test('the wall shows two hours more than UTC in winter and three in summer', () => {
  expect(localTime(Date.parse('2026-11-21T05:10:30Z'))).toEqual({
    year: 2026,
    month: 11,
    day: 21,
    hour: 7,
    minute: 10,
    second: 30,
  })
  expect(hourOfDay(Date.parse('2026-07-01T05:30:00Z'))).toBe(8.5)
})

test('a time on the wall is the same time after the clocks are changed', () => {
  // Summer time began on 29 March 2026 and ended on 25 October 2026.
  for (const [date, expected] of [
    ['2026-03-28', '2026-03-28T05:10:00.000Z'],
    ['2026-03-29', '2026-03-29T04:10:00.000Z'],
    ['2026-10-24', '2026-10-24T04:10:00.000Z'],
    ['2026-10-25', '2026-10-25T05:10:00.000Z'],
  ] as const) {
    const day = Date.parse(`${date}T00:00:00Z`) / DAY
    expect(new Date(momentOf(day, 430)).toISOString()).toBe(expected)
  }
})

test('a slot is written with the offset of its own moment', () => {
  expect(isoWithOffset(Date.parse('2026-11-21T06:00:00Z'))).toBe('2026-11-21T08:00+02:00')
  expect(isoWithOffset(Date.parse('2026-07-01T05:00:59Z'))).toBe('2026-07-01T08:00+03:00')
})

test('the offset that is remembered is the one that Intl tells', () => {
  const instants = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-12-31') })
  fc.assert(
    fc.property(instants, (at) => {
      const told = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Helsinki', hour: 'numeric' }).format(at)
      expect(localTime(at).hour).toBe(Number(told))
      expect([2, 3]).toContain(offsetAt(at) / 3_600_000)
      expect(dayNumber(momentOf(dayNumber(at), 600))).toBe(dayNumber(at))
    }),
  )
})
