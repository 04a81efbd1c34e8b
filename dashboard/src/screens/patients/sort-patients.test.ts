import type { PatientSummary } from '@kotisilta/contract'
import { expect, it } from 'vitest'
import { type Order, type Shown, sortPatients } from './sort-patients.ts'

const patient = (name: string, more: Partial<PatientSummary> = {}): PatientSummary => ({
  id: name,
  name,
  birthYear: null,
  language: 'fi',
  municipality: null,
  status: 'active',
  openAlerts: 0,
  lastHeard: null,
  ...more,
})
const all = [
  patient('Örn', { lastHeard: '2026-11-26T08:00:00.000Z' }),
  patient('Aino', { openAlerts: 1, status: 'hospital', lastHeard: '2026-11-25T08:00:00.000Z' }),
  patient('Äijö'),
  patient('Veikko', { status: 'dead', openAlerts: 9 }),
]
const names = (shown: Shown, order: Order) => sortPatients(all, shown, order, 'fi').map(({ name }) => name)

it('shows those in the service, or in hospital, or former ones', () => {
  expect(names('inService', 'byName')).toEqual(['Aino', 'Äijö', 'Örn'])
  expect(names('hospital', 'byName')).toEqual(['Aino'])
  expect(names('former', 'byName')).toEqual(['Veikko'])
})

it('puts need, or silence, first', () => {
  expect(names('inService', 'byNeed')).toEqual(['Aino', 'Äijö', 'Örn'])
  expect(names('inService', 'byHeard')).toEqual(['Äijö', 'Aino', 'Örn'])
})
