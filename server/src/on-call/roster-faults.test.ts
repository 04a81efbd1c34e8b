import { isoTime, scheduleSchema } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { rosterFaults } from './roster-faults.ts'

const from = Date.parse('2026-11-23T05:00:00.000Z')
const until = Date.parse('2026-11-25T05:00:00.000Z')
const everyone = () => true

const schedule = (id: string, crews: string[][], windows?: object[]) =>
  scheduleSchema.parse({
    id,
    name: id,
    layers: [{ id: 'one', name: 'One', crews, from: '2026-11-01', turnDays: 1, ...(windows && { windows }) }],
  })

test('a schedule that always has somebody has nothing wrong with it', () => {
  expect(rosterFaults([schedule('north', [['aino'], ['bo']])], from, until, everyone)).toEqual([])
})

test('hours in which nobody is on are told with their beginning and end', () => {
  const days = schedule('north', [['aino']], [{ days: [1, 2, 3, 4, 5, 6, 7], from: '07:00', until: '21:00' }])
  expect(rosterFaults([days], from, until, everyone)).toEqual([
    { type: 'gap', schedule: 'north', from: from + 14 * 3_600_000, until: from + 24 * 3_600_000 },
    { type: 'gap', schedule: 'north', from: from + 38 * 3_600_000, until: from + 48 * 3_600_000 },
  ])
})

test('one who is on by two schedules at once is told for just that time', () => {
  const faults = rosterFaults(
    [schedule('north', [['aino']]), schedule('south', [['bo'], ['aino']])],
    from,
    until,
    everyone,
  )
  expect(faults.map((fault) => [fault.type, isoTime(fault.from), isoTime(fault.until)])).toEqual([
    ['double', '2026-11-24T05:00:00.000Z', '2026-11-25T05:00:00.000Z'],
  ])
})

test('one who has no account is told, and where there is nobody else it is a gap', () => {
  const known = (staff: string) => staff !== 'gone'
  expect(rosterFaults([schedule('north', [['aino', 'gone']])], from, until, known).map(({ type }) => type)).toEqual([
    'unknown',
  ])
  expect(rosterFaults([schedule('north', [['gone']])], from, until, known).map(({ type }) => type)).toEqual(['gap'])
})

test('a schedule of nobody is one gap', () => {
  expect(rosterFaults([schedule('north', [[]])], from, until, everyone)).toEqual([
    { type: 'gap', schedule: 'north', from, until },
  ])
})
