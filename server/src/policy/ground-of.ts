import type { Ground, Milliseconds } from '@kotisilta/contract'
import type { Database as Sqlite } from 'better-sqlite3'
import { decide } from './decide.ts'
import type { Subject } from './facts.ts'
import { concernedReader, subjectReader } from './rows.ts'
import { type Action, concernsOne } from './table.ts'

/** What each role does at the least, with somebody's data and without: whatever else it does has the same ground. */
const LEAST: Readonly<Record<Subject['role'], readonly Action[]>> = {
  nurse: ['see-patients', 'list-patients'],
  'on-call': ['see-patients', 'list-patients'],
  coordinator: ['see-patients', 'list-patients'],
  physician: ['see-patients', 'list-patients'],
  technician: ['see-quarantine'],
  administrator: ['change-areas'],
  auditor: ['search-access-log'],
  client: ['see-own-summary', 'see-own-page'],
  relative: ['see-own-summary', 'see-own-page'],
}

/** Inside a transaction, and so read anew each time: on what ground somebody deals with somebody's data. */
export function groundOf(
  sqlite: Sqlite,
): (staff: string, patient: string | null, now: Milliseconds) => Ground | undefined {
  const subjectOf = subjectReader(sqlite)
  const concernedOf = concernedReader(sqlite)
  return (staff, patient, now) => {
    const subject = subjectOf(staff)
    if (subject === undefined) return undefined
    const concerned = patient === null ? undefined : concernedOf(patient)
    for (const action of LEAST[subject.role]) {
      if (concernsOne(action) && concerned === undefined) continue
      const decision = decide(subject, action, concerned, now)
      if (decision.allowed) return decision.ground
    }
    return undefined
  }
}
