import type { ConsentHolder, ConsentScope, Role } from '@kotisilta/contract'
import type { Database as Sqlite } from 'better-sqlite3'
import type { Concerned, Subject } from './facts.ts'

/** A span as it lies in a table. */
interface SpanRow {
  from_at: number
  until_at: number | null
}
export type RelationshipRow = SpanRow & { patient: string; staff: string | null; team: string | null }
export type OpeningRow = SpanRow & { patient: string; staff: string }
export type ConsentRow = SpanRow & { patient: string; account: string; holder: string; scopes: string }
type MemberRow = SpanRow & { staff: string; team: string }

export const RELATIONSHIPS = 'select patient, staff, team, from_at, until_at from care_relationship'
export const OPENINGS = 'select patient, staff, from_at, until_at from break_glass'
export const CONSENTS = 'select patient, account, holder, scopes, from_at, until_at from consent'
const MEMBERS = 'select staff, team, from_at, until_at from team_member'
export const AREAS_OF_PEOPLE = 'select patient.id, home.area from patient join home on home.id = patient.home'
/** In place of an area's id. */
export const EVERY_AREA = '*'

const span = ({ from_at, until_at }: SpanRow) => ({ from: from_at, until: until_at })

export function concernedFrom(
  id: string,
  area: string,
  rows: { relationships: readonly RelationshipRow[]; openings: readonly OpeningRow[]; consents: readonly ConsentRow[] },
): Concerned {
  return {
    id,
    area,
    relationships: rows.relationships.map((row) => ({ ...span(row), staff: row.staff, team: row.team })),
    openings: rows.openings.map((row) => ({ ...span(row), staff: row.staff })),
    consents: rows.consents.map((row) => ({
      ...span(row),
      account: row.account,
      holder: row.holder as ConsentHolder,
      scopes: JSON.parse(row.scopes) as ConsentScope[],
    })),
  }
}

/** Reads what the policy asks of one person as it is at this moment; undefined: there is nobody by that name. */
export function concernedReader(sqlite: Sqlite): (patient: string) => Concerned | undefined {
  const area = sqlite.prepare<[string], { area: string }>(`${AREAS_OF_PEOPLE} where patient.id = ?`)
  const relationships = sqlite.prepare<[string], RelationshipRow>(`${RELATIONSHIPS} where patient = ?`)
  const openings = sqlite.prepare<[string], OpeningRow>(`${OPENINGS} where patient = ?`)
  const consents = sqlite.prepare<[string], ConsentRow>(`${CONSENTS} where patient = ?`)
  return (patient) => {
    const home = area.get(patient)
    if (home === undefined) return undefined
    const rows = {
      relationships: relationships.all(patient),
      openings: openings.all(patient),
      consents: consents.all(patient),
    }
    return concernedFrom(patient, home.area, rows)
  }
}

/** Reads one account's rights as they are at this moment. */
export function subjectReader(sqlite: Sqlite): (id: string) => Subject | undefined {
  const role = sqlite.prepare<[string], string>('select role from staff where id = ? and disabled_at is null').pluck()
  const areas = sqlite.prepare<[string], string>('select area from staff_area where staff = ?').pluck()
  const members = sqlite.prepare<[string], MemberRow>(`${MEMBERS} where staff = ?`)
  const areasOfTeam = sqlite.prepare<[string], string>('select area from team_area where team = ?').pluck()
  return (id) => {
    const has = role.get(id)
    if (has === undefined) return undefined
    const own = areas.all(id)
    return {
      id,
      role: has as Role,
      areas: own.includes(EVERY_AREA) ? 'every' : new Set(own),
      teams: members
        .all(id)
        .map((row) => ({ ...span(row), team: row.team, areas: new Set(areasOfTeam.all(row.team)) })),
    }
  }
}
