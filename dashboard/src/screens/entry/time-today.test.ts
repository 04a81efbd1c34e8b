import { expect, it } from 'vitest'
import { momentAt } from './time-today.ts'

/** 10:14:07 in Helsinki in winter. */
const now = Date.UTC(2026, 10, 26, 8, 14, 7)
const at = (hours: number, minutes: number, day = 26) => Date.UTC(2026, 10, day, hours, minutes)

it('is today when that has been, else yesterday', () => {
  expect(momentAt('10:14', now, '10:14')).toBe(at(8, 14))
  expect(momentAt('7.30', now, '10.14')).toBe(at(5, 30))
  expect(momentAt('0730', now, '10.14')).toBe(at(5, 30))
  expect(momentAt('23:50', now, '10:14')).toBe(at(21, 50, 25))
})

it('is nothing when it is no time', () => {
  for (const text of ['', '25:00', '7:60', 'noon', '7', '-1:00'])
    expect(momentAt(text, now, '10:14'), text).toBeUndefined()
})
