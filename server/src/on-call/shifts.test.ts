import { isoTime, scheduleSchema } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { confirmationOf, hasBegun, shiftsBetween } from './shifts.ts'

const at = (text: string) => Date.parse(text)
const all = [1, 2, 3, 4, 5, 6, 7]
const schedule = (layer: object, more: object = {}) =>
  scheduleSchema.parse({
    id: 'nights',
    name: 'Nights',
    layers: [{ id: 'one', name: 'One', from: '2026-01-01', turnDays: 1, ...layer }],
    ...more,
  })
const nights = (more: object = {}) =>
  schedule({ crews: [['aino', 'bo']], windows: [{ days: all, from: '21:00', until: '07:00' }] }, more)

test('a shift is whole, also when only its end lies in the span, and each person has one', () => {
  const shifts = shiftsBetween(nights(), at('2026-11-26T04:00:00.000Z'), at('2026-11-26T12:00:00.000Z'))
  expect(shifts.map(({ staff, from, until }) => [staff, isoTime(from), isoTime(until)])).toEqual([
    ['aino', '2026-11-25T19:00:00.000Z', '2026-11-26T05:00:00.000Z'],
    ['bo', '2026-11-25T19:00:00.000Z', '2026-11-26T05:00:00.000Z'],
  ])
})

test('a night in which the clocks are changed is 9 or 11 hours and one shift', () => {
  const hoursOf = (night: string) => {
    const [shift] = shiftsBetween(nights(), at(`${night}T23:00:00.000Z`), at(`${night}T23:30:00.000Z`))
    return ((shift?.until ?? 0) - (shift?.from ?? 0)) / 3_600_000
  }
  expect([hoursOf('2027-03-27'), hoursOf('2027-03-26'), hoursOf('2026-10-24')]).toEqual([9, 10, 11])
})

test('of somebody who is always on it is not known when that began', () => {
  const now = at('2026-11-26T12:00:00.000Z')
  const [shift] = shiftsBetween(schedule({ crews: [['aino']] }), now, now + 1)
  expect(shift !== undefined && hasBegun(shift, now)).toBe(false)
})

test('a shift is to be confirmed from half an hour before until its minutes are over, and then it is late', () => {
  const night = nights()
  const [shift] = shiftsBetween(night, at('2026-11-26T20:00:00.000Z'), at('2026-11-26T21:00:00.000Z'))
  if (shift === undefined) throw new Error('no shift')
  const { from, until } = shift
  const stateAt = (now: number, confirmedAt?: number) => confirmationOf(shift, confirmedAt, now).state
  expect(stateAt(from - 30 * 60_000 - 1)).toBe('not-asked')
  expect(stateAt(from - 30 * 60_000)).toBe('asked')
  expect(stateAt(from + 15 * 60_000 - 1)).toBe('asked')
  expect(stateAt(from + 15 * 60_000)).toBe('late')
  expect(stateAt(until)).toBe('not-asked')
  expect(stateAt(from + 1, from - 30 * 60_000)).toBe('confirmed')
  expect(stateAt(from + 1, from - 30 * 60_000 - 1)).toBe('asked')
  expect(confirmationOf({ ...shift, schedule: { ...night, confirmMinutes: null } }, undefined, from + 1).state).toBe(
    'not-asked',
  )
})
