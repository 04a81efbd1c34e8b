import type { OnCallNow } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { dutyLine } from './duty-line.ts'

const at = (hour: string) => `2026-11-26T${hour}:00:00.000Z`
const person = (name: string) => ({ id: name.toLowerCase(), name })
const schedule = (name: string, on: string[], until: string, next: string[], required = true) =>
  ({
    id: name,
    name,
    area: null,
    required,
    now: { from: at('00'), until, staff: on.map(person) },
    next: { from: until, until: at('23'), staff: next.map(person) },
  }) satisfies OnCallNow['schedules'][number]

test('whoever is on by two schedules is named once, with the later end; next is who comes soonest', () => {
  const line = dutyLine([
    schedule('Days', ['Aino'], at('05'), ['Bo']),
    schedule('Nights', ['Aino', 'Cia'], at('07'), ['Dan']),
  ])
  expect(line.people).toEqual([
    { name: 'Aino', until: at('07') },
    { name: 'Cia', until: at('07') },
  ])
  expect([line.next, line.empty]).toEqual([['Bo'], []])
})

test('where nobody is on who has to be, it is said; where nobody has to be, it is not', () => {
  const line = dutyLine([schedule('Days', [], at('05'), []), schedule('Nights', [], at('07'), ['Bo'], false)])
  expect(line).toEqual({ people: [], next: ['Bo'], empty: ['Days'] })
})
