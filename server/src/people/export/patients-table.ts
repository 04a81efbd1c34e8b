import type { PatientRecord } from '@kotisilta/contract'
import { csvText } from './csv.ts'

const HEADINGS = [
  'nimi',
  'syntymävuosi',
  'kieli',
  'kunta',
  'osoite',
  'avainsäilö',
  'puhelin',
  'asuu yksin',
  'allergiat',
  'dnr',
  'alue',
  'yhteyshenkilö',
  'yhteyshenkilön suhde',
  'yhteyshenkilön puhelin',
  'lisätiedot',
] as const

const flag = (value: boolean | null): string => (value === null ? '' : value ? 'kyllä' : 'ei')

/** People as a table that the import reads again. Personal identity codes are not in it: they leave one by one, with a log. */
export const patientsTable = (records: readonly PatientRecord[]): string =>
  csvText([
    HEADINGS,
    ...records.map((record) => {
      const [contact] = record.contacts
      return [
        record.name,
        record.birthYear,
        record.language,
        record.municipality,
        record.address,
        record.keyBox,
        record.phone,
        flag(record.livesAlone),
        record.allergies?.join(', ') ?? '',
        flag(record.doNotResuscitate),
        record.area,
        contact?.name ?? '',
        contact?.relation ?? '',
        contact?.phone ?? '',
        record.notes,
      ]
    }),
  ])
