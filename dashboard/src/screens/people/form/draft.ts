import type { PatientFields } from '@kotisilta/contract'

/** A record as it is being written: every field a text or a choice. */
export interface Draft {
  name: string
  personalIdentity: string
  birthYear: string
  language: PatientFields['language']
  municipality: string
  address: string
  keyBox: string
  phone: string
  livesAlone: Choice
  notes: string
  contacts: PatientFields['contacts']
  allergiesAsked: boolean
  allergies: string
  doNotResuscitate: Choice
  doNotResuscitateNote: string
  responsible: string
  area: string
}

export type Choice = 'unknown' | 'yes' | 'no'

const choiceOf = (value: boolean | null): Choice => (value === null ? 'unknown' : value ? 'yes' : 'no')
const flagOf = (choice: Choice): boolean | null => (choice === 'unknown' ? null : choice === 'yes')
const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

export const emptyDraft = (area: string): Draft => ({
  name: '',
  personalIdentity: '',
  birthYear: '',
  language: 'fi',
  municipality: '',
  address: '',
  keyBox: '',
  phone: '',
  livesAlone: 'unknown',
  notes: '',
  contacts: [],
  allergiesAsked: false,
  allergies: '',
  doNotResuscitate: 'unknown',
  doNotResuscitateNote: '',
  responsible: '',
  area,
})

/** The personal identity code stays where it is: only another one is written here. */
export const draftOf = (fields: PatientFields): Draft => ({
  name: fields.name,
  personalIdentity: '',
  birthYear: fields.birthYear === null ? '' : String(fields.birthYear),
  language: fields.language,
  municipality: fields.municipality ?? '',
  address: fields.address ?? '',
  keyBox: fields.keyBox ?? '',
  phone: fields.phone ?? '',
  livesAlone: choiceOf(fields.livesAlone),
  notes: fields.notes ?? '',
  contacts: fields.contacts,
  allergiesAsked: fields.allergies !== null,
  allergies: fields.allergies?.join('\n') ?? '',
  doNotResuscitate: choiceOf(fields.doNotResuscitate),
  doNotResuscitateNote: fields.doNotResuscitateNote ?? '',
  responsible: fields.responsible ?? '',
  area: fields.area,
})

export function fieldsOf(draft: Draft): PatientFields {
  return {
    name: draft.name.trim(),
    birthYear: draft.birthYear.trim() === '' ? null : Number(draft.birthYear),
    language: draft.language,
    municipality: textOrNull(draft.municipality),
    address: textOrNull(draft.address),
    keyBox: textOrNull(draft.keyBox),
    phone: textOrNull(draft.phone),
    livesAlone: flagOf(draft.livesAlone),
    notes: textOrNull(draft.notes),
    contacts: draft.contacts.map(({ name, relation, phone }) => ({
      name: name.trim(),
      relation: relation.trim(),
      phone: phone.trim(),
    })),
    allergies: draft.allergiesAsked
      ? draft.allergies
          .split('\n')
          .map((each) => each.trim())
          .filter(Boolean)
      : null,
    doNotResuscitate: flagOf(draft.doNotResuscitate),
    doNotResuscitateNote: textOrNull(draft.doNotResuscitateNote),
    responsible: draft.responsible === '' ? null : draft.responsible,
    area: draft.area,
  }
}

/** What has been changed, field by field. */
export function changedFields(before: PatientFields, after: PatientFields): Partial<PatientFields> {
  const changed = Object.entries(after).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof PatientFields]),
  )
  return Object.fromEntries(changed)
}
