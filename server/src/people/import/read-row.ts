import {
  type ImportFault,
  type Language,
  type NewPatientEntry,
  newPatientSchema,
  type PersonalIdentity,
  readPersonalIdentity,
} from '@kotisilta/contract'
import type { Column } from './columns.ts'

interface RowFault {
  code: ImportFault
  column: string
}

export interface ReadRow {
  entry: NewPatientEntry | undefined
  identity: PersonalIdentity | undefined
  /** As far as it can be read, for the report. */
  name: string
  faults: RowFault[]
}

const YES = new Set(['yes', 'y', 'kyllä', 'k', 'ja', 'j', 'true', '1', 'x', 'on'])
const NO = new Set(['no', 'n', 'ei', 'e', 'nej', 'false', '0'])
const LANGUAGES: Readonly<Record<string, Language>> = {
  fi: 'fi',
  suomi: 'fi',
  finska: 'fi',
  finnish: 'fi',
  sv: 'sv',
  ruotsi: 'sv',
  svenska: 'sv',
  swedish: 'sv',
  en: 'en',
  englanti: 'en',
  engelska: 'en',
  english: 'en',
}
/** What schema paths are called in the file. */
const COLUMN_OF: Readonly<Record<string, Column>> = { contacts: 'contactName' }

/** One line of a table as somebody new, or all that is wrong with it. */
export function readRow(cells: ReadonlyMap<Column, string>, areas: ReadonlyMap<string, string>, area: string): ReadRow {
  const faults: RowFault[] = []
  const fault = (code: ImportFault, column: Column) => faults.push({ code, column })
  const name = cells.get('name') ?? [cells.get('lastName'), cells.get('firstName')].filter(Boolean).join(' ')
  if (name === '') fault('name-missing', 'name')

  const code = cells.get('personalIdentity')
  const read = code === undefined ? undefined : readPersonalIdentity(code)
  if (typeof read === 'string') fault(read, 'personalIdentity')
  const identity = typeof read === 'object' ? read : undefined
  const bornIn = identity === undefined ? undefined : Number(identity.born.slice(0, 4))
  const written = cells.get('birthYear')
  if (written !== undefined && !/^\d{4}$/.test(written)) fault('value-invalid', 'birthYear')
  else if (written !== undefined && bornIn !== undefined && Number(written) !== bornIn) {
    fault('identity-and-birth-year', 'birthYear')
  }

  const flag = (column: Column): boolean | null => {
    const text = cells.get(column)?.toLocaleLowerCase('fi')
    if (text === undefined) return null
    if (!YES.has(text) && !NO.has(text)) fault('value-invalid', column)
    return YES.has(text)
  }
  const inArea = cells.get('area')
  const known = inArea === undefined ? area : areas.get(inArea.toLocaleLowerCase('fi'))
  if (known === undefined) fault('area-unknown', 'area')
  const spoken = cells.get('language')
  const language = spoken === undefined ? 'fi' : LANGUAGES[spoken.toLocaleLowerCase('fi')]
  if (language === undefined) fault('value-invalid', 'language')

  const text = (column: Column) => cells.get(column) ?? null
  const candidate = {
    name: name === '' ? '–' : name,
    birthYear: bornIn ?? (written !== undefined && /^\d{4}$/.test(written) ? Number(written) : null),
    language: language ?? 'fi',
    municipality: text('municipality'),
    address: text('address'),
    keyBox: text('keyBox'),
    phone: text('phone'),
    livesAlone: flag('livesAlone'),
    notes: text('notes'),
    contacts: contactsOf(cells),
    allergies:
      cells
        .get('allergies')
        ?.split(/[;,\n]/)
        .map((each) => each.trim())
        .filter(Boolean) ?? null,
    doNotResuscitate: flag('doNotResuscitate'),
    area: known ?? area,
  }
  const entry = newPatientSchema.safeParse(candidate)
  for (const { path } of entry.error?.issues ?? []) {
    const column = COLUMN_OF[String(path[0])] ?? (String(path[0]) as Column)
    if (!faults.some((each) => each.column === column)) fault('value-invalid', column)
  }
  return { entry: faults.length === 0 ? entry.data : undefined, identity, name: name.slice(0, 120), faults }
}

function contactsOf(cells: ReadonlyMap<Column, string>): NewPatientEntry['contacts'] {
  const name = cells.get('contactName')
  if (name === undefined) return []
  return [{ name, relation: cells.get('contactRelation') ?? '–', phone: cells.get('contactPhone') ?? '–' }]
}
