import { policySchema, scheduleSchema } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { policyFault, scheduleFault } from './sound.ts'

const known = (staff: string) => ['aino', 'bo'].includes(staff)
const layer = (crews: string[][], more: object = {}) => ({
  id: 'one',
  name: 'One',
  crews,
  from: '2026-11-01',
  turnDays: 7,
  ...more,
})
const schedule = (layers: object[]) => scheduleSchema.parse({ id: 'nights', name: 'Nights', layers })
const policy = (...steps: object[][]) =>
  policySchema.parse({
    id: 'high',
    name: 'High',
    priorities: ['high'],
    steps: steps.map((to) => ({ to, waitSeconds: 60 })),
  })
const nurses = { type: 'role', role: 'nurse' }
const nights = { type: 'schedule', schedule: 'nights' }

test('a roster with no one in it cannot be entered', () => {
  expect(scheduleFault(schedule([]), known)).toBe('roster-empty')
  expect(scheduleFault(schedule([layer([[], []])]), known)).toBe('roster-empty')
  expect(scheduleFault(schedule([layer([[], ['aino']])]), known)).toBeUndefined()
})

test('who is not known, two layers of one name, and a layer that ends before it begins cannot be entered', () => {
  expect(scheduleFault(schedule([layer([['aino'], ['nobody']])]), known)).toBe('staff-unknown')
  expect(scheduleFault(schedule([layer([['aino']]), layer([['bo']])]), known)).toBe('request-invalid')
  expect(scheduleFault(schedule([layer([['aino']], { until: '2026-10-31' })]), known)).toBe('request-invalid')
  expect(scheduleFault(schedule([layer([['aino']], { until: '2026-11-01' })]), known)).toBeUndefined()
})

test('a looping policy cannot be entered: two steps that call the same, in whatever order they name them', () => {
  const isSchedule = (id: string) => id === 'nights'
  const aino = { type: 'staff', staff: 'aino' }
  expect(policyFault(policy([nights], [nurses]), known, isSchedule)).toBeUndefined()
  expect(policyFault(policy([nights], [nights, nurses]), known, isSchedule)).toBeUndefined()
  expect(policyFault(policy([nights], [nurses], [nights]), known, isSchedule)).toBe('policy-loops')
  expect(policyFault(policy([nights, aino], [aino, nights, aino]), known, isSchedule)).toBe('policy-loops')
  expect(policyFault(policy([{ type: 'schedule', schedule: 'days' }]), known, isSchedule)).toBe('schedule-unknown')
  expect(policyFault(policy([{ type: 'staff', staff: 'nobody' }]), known, isSchedule)).toBe('staff-unknown')
})

test('what is wrong with a machine is one person’s: a technical chain with several takers cannot be entered', () => {
  const technical = { ...policy([{ type: 'role', role: 'technician' }]), kind: 'technical' as const }
  const people = policy([{ type: 'role', role: 'on-call' }])
  const isSchedule = () => false
  expect(policyFault({ ...technical, takers: 1 }, known, isSchedule)).toBeUndefined()
  expect(policyFault({ ...technical, takers: 2 }, known, isSchedule)).toBe('policy-one-taker')
  expect(policyFault({ ...people, takers: 2 }, known, isSchedule)).toBeUndefined()
})
