import { expect, it } from 'vitest'
import { momentOfDay } from './day-moment.ts'

it('begins a day at midnight in Helsinki, in summer and in winter', () => {
  expect(momentOfDay('2026-11-26', 0)).toBe('2026-11-25T22:00:00.000Z')
  expect(momentOfDay('2026-07-01', 0)).toBe('2026-06-30T21:00:00.000Z')
})

it('gives the end of a day as the beginning of the next, over the change of the clocks', () => {
  expect(momentOfDay('2026-10-24', 1)).toBe('2026-10-24T21:00:00.000Z')
  expect(momentOfDay('2026-10-25', 1)).toBe('2026-10-25T22:00:00.000Z')
  expect(momentOfDay('2026-03-29', 0)).toBe('2026-03-28T22:00:00.000Z')
  expect(momentOfDay('2026-03-29', 1)).toBe('2026-03-29T21:00:00.000Z')
})

it('says nothing of an empty field', () => {
  expect(momentOfDay('', 0)).toBe('')
})
