import type { Language, PatientChange, PatientFields } from '@kotisilta/contract'
import type { Selectable } from 'kysely'
import type { Database } from '../database/schema.ts'

type PatientRow = Selectable<Database['patient']>

/** A record's fields as columns; those that are not given are left out. */
export function columnsOf(fields: Partial<Omit<PatientFields, 'area'>>) {
  const flag = (value: boolean | null) => (value === null ? null : Number(value))
  return {
    ...(fields.name !== undefined && { name: fields.name }),
    ...(fields.birthYear !== undefined && { birth_year: fields.birthYear }),
    ...(fields.language !== undefined && { language: fields.language }),
    ...(fields.municipality !== undefined && { municipality: fields.municipality }),
    ...(fields.address !== undefined && { address: fields.address }),
    ...(fields.keyBox !== undefined && { key_box: fields.keyBox }),
    ...(fields.phone !== undefined && { phone: fields.phone }),
    ...(fields.livesAlone !== undefined && { lives_alone: flag(fields.livesAlone) }),
    ...(fields.notes !== undefined && { notes: fields.notes }),
    ...(fields.contacts !== undefined && { contacts: JSON.stringify(fields.contacts) }),
    ...(fields.allergies !== undefined && {
      allergies: fields.allergies === null ? null : JSON.stringify(fields.allergies),
    }),
    ...(fields.doNotResuscitate !== undefined && { do_not_resuscitate: flag(fields.doNotResuscitate) }),
    ...(fields.doNotResuscitateNote !== undefined && { do_not_resuscitate_note: fields.doNotResuscitateNote }),
    ...(fields.responsible !== undefined && { responsible: fields.responsible }),
  }
}

export function fieldsOf(row: PatientRow, area: string): PatientFields {
  const flag = (value: number | null) => (value === null ? null : value === 1)
  return {
    name: row.name,
    birthYear: row.birth_year,
    language: row.language as Language,
    municipality: row.municipality,
    address: row.address,
    keyBox: row.key_box,
    phone: row.phone,
    livesAlone: flag(row.lives_alone),
    notes: row.notes,
    contacts: JSON.parse(row.contacts) as PatientFields['contacts'],
    allergies: row.allergies === null ? null : (JSON.parse(row.allergies) as string[]),
    doNotResuscitate: flag(row.do_not_resuscitate),
    doNotResuscitateNote: row.do_not_resuscitate_note,
    responsible: row.responsible,
    area,
  }
}

/** What of it is another than before. */
export function changesBetween(
  before: Partial<Record<string, unknown>>,
  after: Partial<Record<string, unknown>>,
): PatientChange['changes'] {
  return Object.entries(after)
    .filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field] ?? null))
    .map(([field, value]) => ({ field, before: before[field] ?? null, after: value }))
}
