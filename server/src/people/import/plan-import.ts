import type { ImportReport, NewPatientEntry, PersonalIdentity } from '@kotisilta/contract'
import { type ReadRow, readRow } from './read-row.ts'
import type { Table } from './read-table.ts'

export interface Known {
  /** Whether the code is somebody's who is there. */
  hasIdentity(code: string): boolean
  hasNameAndYear(name: string, birthYear: number | null): boolean
}

export interface PlannedImport {
  rows: ImportReport['rows']
  newcomers: { entry: NewPatientEntry; identity: PersonalIdentity | undefined }[]
}

/** The same name written otherwise: upper case, spaces, a comma between the names. */
export const nameKey = (name: string, birthYear: number | null): string =>
  `${name
    .normalize('NFC')
    .toLocaleLowerCase('fi')
    .split(/[\s,]+/)
    .filter(Boolean)
    .sort()
    .join(' ')} ${birthYear}`

/**
 * What an import would do, row by row: who is new, who is there already and by what that was seen, and what is wrong.
 * Nobody is taken for somebody else by name alone: without a year of birth a namesake is somebody new.
 */
export function planImport(
  table: Table,
  areas: ReadonlyMap<string, string>,
  area: string,
  known: Known,
): PlannedImport {
  const seen = new Set<string>()
  const planned: PlannedImport = { rows: [], newcomers: [] }
  for (const { line, cells, complete } of table.rows) {
    const read = readRow(cells, areas, area)
    if (!complete) read.faults.push({ code: 'too-few-columns', column: '' })
    const knownBy = read.faults.length > 0 ? null : whoIs(read, known)
    if (read.faults.length === 0 && knownBy === null && isTwice(read, seen)) {
      read.faults.push({ code: 'twice-in-file', column: 'name' })
    }
    const outcome = read.faults.length > 0 ? 'fault' : knownBy === null ? 'new' : 'known'
    planned.rows.push({ line, name: read.name, outcome, faults: read.faults, knownBy })
    if (outcome === 'new' && read.entry !== undefined) {
      planned.newcomers.push({ entry: read.entry, identity: read.identity })
    }
  }
  return planned
}

function whoIs({ entry, identity }: ReadRow, known: Known): ImportReport['rows'][number]['knownBy'] {
  if (identity !== undefined && known.hasIdentity(identity.code)) return 'personal-identity'
  if (entry?.birthYear == null) return null
  return known.hasNameAndYear(entry.name, entry.birthYear) ? 'name-and-birth-year' : null
}

function isTwice({ entry, identity }: ReadRow, seen: Set<string>): boolean {
  const keys = [
    ...(identity === undefined ? [] : [identity.code]),
    ...(entry?.birthYear == null ? [] : [nameKey(entry.name, entry.birthYear)]),
  ]
  const twice = keys.some((key) => seen.has(key))
  for (const key of keys) seen.add(key)
  return twice
}
