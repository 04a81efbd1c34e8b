import { type PatientSummary, patientSummarySchema } from '@kotisilta/contract'
import { expect, it } from 'vitest'
import { findPatients } from './find-patients.ts'

const person = (name: string, municipality: string | null): PatientSummary =>
  patientSummarySchema.parse({
    id: name,
    name,
    birthYear: 1940,
    language: 'fi',
    municipality,
    status: 'active',
    openAlerts: 0,
    lastHeard: null,
  })

const people = [person('Öberg Siv', 'Hangö'), person('Aalto Veikko', 'Mäntyharju'), person('Zetterberg Bo', null)]
const names = (search: string) => findPatients(people, search, 'fi').map(({ name }) => name)

it('finds by parts of name and municipality, in any case and order', () => {
  expect(names('mäntyH aal')).toEqual(['Aalto Veikko'])
  expect(names('ÖBERG')).toEqual(['Öberg Siv'])
  expect(names('nobody')).toEqual([])
})

it('finds everybody by nothing, in the order that they had', () => {
  expect(names('  ')).toEqual(['Öberg Siv', 'Aalto Veikko', 'Zetterberg Bo'])
})
