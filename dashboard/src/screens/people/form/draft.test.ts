import { type PatientFields, patientFieldsSchema } from '@kotisilta/contract'
import { expect, it } from 'vitest'
import { changedFields, draftOf, emptyDraft, fieldsOf } from './draft.ts'
import { draftFaults } from './draft-faults.ts'

const helvi: PatientFields = {
  name: 'Helvi <b>Null</b>',
  birthYear: 1942,
  language: 'sv',
  municipality: null,
  address: 'Katu 1',
  keyBox: '4411',
  phone: null,
  livesAlone: false,
  notes: 'a\nb',
  contacts: [{ name: 'Aino', relation: 'tytär', phone: '040' }],
  allergies: ['penisilliini', 'lateksi'],
  doNotResuscitate: true,
  doNotResuscitateNote: 'Tri X 1.2.2026',
  responsible: null,
  area: 'default',
}

it('a record that is opened and saved unchanged is unchanged', () => {
  expect(fieldsOf(draftOf(helvi))).toEqual(helvi)
  expect(changedFields(helvi, fieldsOf(draftOf(helvi)))).toEqual({})
})

it('allergies not asked about are another thing than none known', () => {
  expect(fieldsOf({ ...draftOf(helvi), allergiesAsked: false }).allergies).toBeNull()
  expect(fieldsOf({ ...draftOf(helvi), allergies: ' \n' }).allergies).toEqual([])
})

it('a new record with only a name is what the server takes', () => {
  const fields = fieldsOf({ ...emptyDraft('default'), name: ' Null ' })
  expect(patientFieldsSchema.parse(fields)).toMatchObject({ name: 'Null', allergies: null })
})

it('says beside which field something is wrong', () => {
  const draft = { ...emptyDraft('default'), birthYear: '42', personalIdentity: '131052-308U' }
  expect(draftFaults({ ...draft, contacts: [{ name: 'Aino', relation: '', phone: '' }] })).toEqual({
    name: 'nameMissing',
    birthYear: 'yearWrong',
    personalIdentity: 'identityWrong',
    contacts: 'contactIncomplete',
  })
  expect(draftFaults({ ...draft, name: 'A', birthYear: '1942', personalIdentity: '131052-308t' })).toEqual({})
})
