import type { ApiScope, Milliseconds } from '@kotisilta/contract'
import type { Database as Sqlite } from 'better-sqlite3'
import { type Decision, decide, worksIn } from './decide.ts'
import { decideToken, type TokenSubject } from './decide-token.ts'
import type { Concerned, Subject } from './facts.ts'
import {
  AREAS_OF_PEOPLE,
  CONSENTS,
  type ConsentRow,
  concernedFrom,
  OPENINGS,
  type OpeningRow,
  RELATIONSHIPS,
  type RelationshipRow,
  subjectReader,
} from './rows.ts'
import type { Action } from './table.ts'

/** Who may do what, answered from memory. */
export interface Rights {
  /** Takes in whatever has changed in the database; costs a few microseconds if nothing has. */
  refresh(): void
  /** @param patient whose data it is; undefined for work that concerns nobody in particular */
  decide(staff: string, action: Action, patient: string | undefined, now: Milliseconds): Decision
  decideToken(token: TokenSubject, scope: ApiScope, patient: string | undefined, now: Milliseconds): Decision
  /** Whether somebody looks after the people of an area. */
  worksIn(staff: string, area: string, now: Milliseconds): boolean
  exists(patient: string): boolean
  /** Another one whenever rights may have become others: by a change, or because something has begun or ended. */
  version(now: Milliseconds): string
}

const NOBODY: Decision = { allowed: false, code: 'not-allowed' }

export function rights(sqlite: Sqlite): Rights {
  const version = sqlite.prepare<[], number>('select version from rights_version').pluck()
  const subjectOf = subjectReader(sqlite)
  const select = {
    areas: sqlite.prepare<[], { id: string; area: string }>(AREAS_OF_PEOPLE),
    relationships: sqlite.prepare<[], RelationshipRow>(RELATIONSHIPS),
    openings: sqlite.prepare<[], OpeningRow>(OPENINGS),
    consents: sqlite.prepare<[], ConsentRow>(CONSENTS),
  }
  const moments = sqlite
    .prepare<[], number>(
      ['care_relationship', 'break_glass', 'consent', 'team_member']
        .map((table) => `select from_at from ${table} union select until_at from ${table} where until_at is not null`)
        .join(' union ')
        .concat(' order by 1'),
    )
    .pluck()

  let read = -1
  const people = new Map<string, Concerned>()
  const subjects = new Map<string, Subject | undefined>()
  /** When something begins or ends, in order, and how many of those moments are over. */
  let turns: number[] = []
  let over = 0

  function refresh(): void {
    const current = version.get() as number
    if (current === read) return
    read = current
    subjects.clear()
    people.clear()
    const relationships = Map.groupBy(select.relationships.all(), ({ patient }) => patient)
    const openings = Map.groupBy(select.openings.all(), ({ patient }) => patient)
    const consents = Map.groupBy(select.consents.all(), ({ patient }) => patient)
    for (const { id, area } of select.areas.all()) {
      const rows = {
        relationships: relationships.get(id) ?? [],
        openings: openings.get(id) ?? [],
        consents: consents.get(id) ?? [],
      }
      people.set(id, concernedFrom(id, area, rows))
    }
    turns = moments.all()
    over = 0
  }

  function subject(id: string): Subject | undefined {
    if (!subjects.has(id)) subjects.set(id, subjectOf(id))
    return subjects.get(id)
  }

  refresh()
  return {
    refresh,
    decide(staff, action, patient, now) {
      const who = subject(staff)
      if (who === undefined) return NOBODY
      return decide(who, action, patient === undefined ? undefined : people.get(patient), now)
    },
    worksIn(staff, area, now) {
      const who = subject(staff)
      return who !== undefined && worksIn(who, area, now)
    },
    decideToken: (token, scope, patient, now) =>
      decideToken(token, scope, patient, patient === undefined ? undefined : people.get(patient), now),
    exists: (patient) => people.has(patient),
    version(now) {
      while (over < turns.length && (turns[over] as number) <= now) over++
      return `${read} ${over}`
    },
  }
}
