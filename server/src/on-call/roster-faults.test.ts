import { isoTime, policySchema, scheduleSchema } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { rosterFaults } from './roster-faults.ts'

const from = Date.parse('2026-11-23T05:00:00.000Z')
const until = Date.parse('2026-11-25T05:00:00.000Z')
const everyone = { known: () => true, sees: () => true }

const schedule = (id: string, crews: string[][], windows?: object[]) =>
  scheduleSchema.parse({
    id,
    name: id,
    layers: [{ id: 'one', name: 'One', crews, from: '2026-11-01', turnDays: 1, ...(windows && { windows }) }],
  })

test('a schedule that always has somebody has nothing wrong with it', () => {
  expect(rosterFaults([schedule('north', [['aino'], ['bo']])], [], from, until, everyone)).toEqual([])
})

test('hours in which nobody is on are told with their beginning and end', () => {
  const days = schedule('north', [['aino']], [{ days: [1, 2, 3, 4, 5, 6, 7], from: '07:00', until: '21:00' }])
  expect(rosterFaults([days], [], from, until, everyone)).toEqual([
    { type: 'gap', schedule: 'north', from: from + 14 * 3_600_000, until: from + 24 * 3_600_000 },
    { type: 'gap', schedule: 'north', from: from + 38 * 3_600_000, until: from + 48 * 3_600_000 },
  ])
})

test('one who is on by two schedules at once is told for just that time', () => {
  const faults = rosterFaults(
    [schedule('north', [['aino']]), schedule('south', [['bo'], ['aino']])],
    [],
    from,
    until,
    everyone,
  )
  expect(faults.map((fault) => [fault.type, isoTime(fault.from), isoTime(fault.until)])).toEqual([
    ['double', '2026-11-24T05:00:00.000Z', '2026-11-25T05:00:00.000Z'],
  ])
})

test('one who has no account is told, and where there is nobody else it is a gap', () => {
  const acquaintance = { ...everyone, known: (staff: string) => staff !== 'gone' }
  const typesOf = (crew: string[]) =>
    rosterFaults([schedule('north', [crew])], [], from, until, acquaintance).map(({ type }) => type)
  expect(typesOf(['aino', 'gone'])).toEqual(['unknown'])
  expect(typesOf(['gone'])).toEqual(['gap', 'unknown'])
})

test('a schedule of nobody is one gap', () => {
  expect(rosterFaults([schedule('north', [[]])], [], from, until, everyone)).toEqual([
    { type: 'gap', schedule: 'north', from, until },
  ])
})

test('where somebody has to be on in certain hours alone, nobody at other hours is no gap', () => {
  const nights = { days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', until: '07:00' }
  const desk = { ...schedule('nights', [['aino']], [{ ...nights, from: '23:00' }]), required: [nights] }
  expect(rosterFaults([desk], [], from, until, everyone)).toEqual([
    { type: 'gap', schedule: 'nights', from: from + 15 * 3_600_000, until: from + 16 * 3_600_000 },
    { type: 'gap', schedule: 'nights', from: from + 39 * 3_600_000, until: from + 40 * 3_600_000 },
  ])
})

test('an hour that no schedule of a first step covers is told of the policy, and once', () => {
  const all = [1, 2, 3, 4, 5, 6, 7]
  const window = (a: string, b: string) => ({ days: all, from: a, until: b })
  const days = { ...schedule('days', [['aino']], [window('07:00', '21:00')]), required: [window('07:00', '21:00')] }
  const nights = { ...schedule('nights', [['bo']], [window('22:00', '07:00')]), required: [window('22:00', '07:00')] }
  const policy = policySchema.parse({
    id: 'high',
    name: 'High',
    priorities: ['high'],
    steps: [{ to: ['days', 'nights'].map((id) => ({ type: 'schedule', schedule: id })), waitSeconds: 60 }],
  })
  const schedules = ['days', 'nights']
  const hour = { from: from + 14 * 3_600_000, until: from + 15 * 3_600_000 }
  expect(rosterFaults([days, nights], [policy], from, from + 86_400_000, everyone)).toEqual([
    { type: 'uncovered', policy: 'high', schedules, ...hour },
  ])
  const { required: _no, ...always } = days
  const told = rosterFaults([always, nights], [policy], from, from + 86_400_000, everyone)
  expect(told.map(({ type }) => type)).toEqual(['gap'])
  const byRole = { ...policy, steps: [{ to: [{ type: 'role' as const, role: 'nurse' as const }], waitSeconds: 60 }] }
  expect(rosterFaults([days, nights], [byRole], from, from + 86_400_000, everyone)).toEqual([])
})

test('one who works in other areas than the schedule is for is told', () => {
  const north = { ...schedule('north', [['aino', 'bo']]), area: 'north' }
  const sees = (staff: string, area: string | undefined) => staff === 'aino' && area === 'north'
  expect(rosterFaults([north], [], from, until, { ...everyone, sees })).toEqual([
    { type: 'blind', schedule: 'north', staff: 'bo', from, until },
  ])
})
