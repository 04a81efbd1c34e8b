import type { Milliseconds } from '@kotisilta/contract'
import type { Database as Sqlite } from 'better-sqlite3'
import { decide } from '../policy/decide.ts'
import { type Concerned, holds, type Subject } from '../policy/facts.ts'
import { concernedReader, subjectReader } from '../policy/rows.ts'

/** Whom the policy lets answer for whom: nobody is called about somebody whom they may not see. */
export interface WhoMayAnswer {
  /** On the staff, and may deal with that person's alerts. */
  mayHandle(staff: string, patient: string, now: Milliseconds): boolean
  /** Relatives whom the person has agreed to being asked, and who have agreed themselves. */
  relativesOf(patient: string, now: Milliseconds): string[]
  worksEverywhere(staff: string): boolean
  /** A rollback may have undone what was read. */
  forget(): void
  /** Works in an area, itself or by a team; undefined: in any. */
  worksIn(staff: string, area: string | undefined, now: Milliseconds): boolean
}

/** For the committing thread: reads what it is asked for, and keeps it until any right changes. */
export function whoMayAnswer(sqlite: Sqlite): WhoMayAnswer {
  const version = sqlite.prepare<[], number>('select version from rights_version').pluck()
  const subjectOf = subjectReader(sqlite)
  const concernedOf = concernedReader(sqlite)
  const answers = sqlite.prepare<[string], number>('select since from answering_relative where account = ?').pluck()
  const subjects = new Map<string, Subject | undefined>()
  const people = new Map<string, Concerned | undefined>()
  let read = -1

  /** Other processes change rights, too. */
  function lookAround(): void {
    const current = version.get() as number
    if (current === read) return
    read = current
    subjects.clear()
    people.clear()
  }

  function subject(id: string): Subject | undefined {
    lookAround()
    if (!subjects.has(id)) subjects.set(id, subjectOf(id))
    return subjects.get(id)
  }

  function concerned(id: string): Concerned | undefined {
    lookAround()
    if (!people.has(id)) people.set(id, concernedOf(id))
    return people.get(id)
  }

  return {
    mayHandle(staff, patient, now) {
      const who = subject(staff)
      return who !== undefined && decide(who, 'handle-alerts', concerned(patient), now).allowed
    },

    relativesOf(patient, now) {
      const accounts = new Set(concerned(patient)?.consents.map(({ account }) => account))
      return [...accounts].filter((account) => {
        const who = subject(account)
        if (who === undefined || answers.get(account) === undefined) return false
        return decide(who, 'answer-call', concerned(patient), now).allowed
      })
    },

    forget() {
      read = -1
    },

    worksEverywhere: (staff) => subject(staff)?.areas === 'every',

    worksIn(staff, area, now) {
      const who = subject(staff)
      if (who === undefined) return false
      if (area === undefined || who.areas === 'every' || who.areas.has(area)) return true
      return who.teams.some((team) => team.areas.has(area) && holds(team, now))
    },
  }
}
