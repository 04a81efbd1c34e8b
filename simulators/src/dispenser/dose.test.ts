import { expect, test } from 'vitest'
import { MINUTE } from '../persons/local-time.ts'
import { doseDetail, lifeOfDose } from './dose.ts'

const slot = Date.parse('2026-11-21T06:00:00Z')
const life = (takenAfter: number | undefined) =>
  lifeOfDose(slot, takenAfter).map(({ at, event }) => `${(at - slot) / MINUTE} ${event}`)

test('a dose that is taken soon is offered once', () => {
  expect(life(7 * MINUTE)).toEqual(['0 dose-due', '0 dose-offered', '7 dose-taken'])
})

test('a dose that is taken late was offered at each reminder', () => {
  expect(life(41 * MINUTE)).toEqual([
    '0 dose-due',
    '0 dose-offered',
    '20 dose-offered',
    '40 dose-offered',
    '41 dose-taken',
  ])
})

test('a dose that nobody takes is missed when the window closes, not a minute earlier', () => {
  expect(life(undefined).at(-1)).toBe('60 dose-missed')
  expect(life(60 * MINUTE).at(-1)).toBe('60 dose-missed')
  expect(life(60 * MINUTE - 1_000).at(-1)).toMatch(/dose-taken$/)
})

test('a dose is named by its slot, with the zone', () => {
  expect(doseDetail({ slot, medicine: 'ATC C03CA01' })).toEqual({
    slot: '2026-11-21T08:00+02:00',
    medicine: 'ATC C03CA01',
  })
})
