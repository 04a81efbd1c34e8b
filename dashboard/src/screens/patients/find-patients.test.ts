import { type PatientSummary, patientSummarySchema } from '@kotisilta/contract'
import { expect, it } from 'vitest'
import { findPatients } from './find-patients.ts'

const person = (name: string, municipality: string | null, openAlerts = 0): PatientSummary =>
  patientSummarySchema.parse({
    id: name,
    name,
    birthYear: 1940,
    language: 'fi',
    municipality,
    openAlerts,
    lastHeard: null,
  })

const people = [person('Öberg Siv', 'Hangö'), person('Aalto Veikko', 'Mäntyharju'), person('Zetterberg Bo', null, 2)]
const names = (search: string) => findPatients(people, search, 'fi').map(({ name }) => name)

it('finds by parts of name and municipality, in any case and order', () => {
  expect(names('mäntyH aal')).toEqual(['Aalto Veikko'])
  expect(names('ÖBERG')).toEqual(['Öberg Siv'])
  expect(names('nobody')).toEqual([])
})

it('puts those with open alerts first and the rest in the order of the alphabet, Ö last', () => {
  expect(names('  ')).toEqual(['Zetterberg Bo', 'Aalto Veikko', 'Öberg Siv'])
})
