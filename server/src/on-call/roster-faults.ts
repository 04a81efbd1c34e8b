import type { Milliseconds, Schedule } from '@kotisilta/contract'
import { type Duty, dutiesBetween } from './who-is-on.ts'

/** What somebody should see to before it is night. */
export type RosterFault =
  | { type: 'gap'; schedule: string; from: Milliseconds; until: Milliseconds }
  /** The same person on by two schedules at once. */
  | { type: 'double'; schedules: [string, string]; staff: string; from: Milliseconds; until: Milliseconds }
  /** Somebody who has no account any more. */
  | { type: 'unknown'; schedule: string; staff: string; from: Milliseconds; until: Milliseconds }

/**
 * What is wrong with the schedules in a span: when nobody is on, who is on twice, who is nobody.
 *
 * @param known whether a staff id is an account that can sign in
 */
export function rosterFaults(
  schedules: readonly Schedule[],
  from: Milliseconds,
  until: Milliseconds,
  known: (staff: string) => boolean,
): RosterFault[] {
  const rosters = schedules.map((schedule) => ({ id: schedule.id, duties: dutiesBetween(schedule, from, until) }))
  return [
    ...rosters.flatMap(({ id, duties }) => alone(id, duties, known)),
    ...rosters.flatMap((one, index) => rosters.slice(index + 1).flatMap((other) => doubles(one, other))),
  ].sort((a, b) => a.from - b.from)
}

function alone(schedule: string, duties: readonly Duty[], known: (staff: string) => boolean): RosterFault[] {
  return duties.flatMap(({ from, until, staff }): RosterFault[] => {
    if (!staff.some(known)) return [{ type: 'gap', schedule, from, until }]
    const unknown = staff.filter((each) => !known(each))
    return unknown.map((each) => ({ type: 'unknown', schedule, staff: each, from, until }))
  })
}

interface Roster {
  id: string
  duties: readonly Duty[]
}

function doubles(one: Roster, other: Roster): RosterFault[] {
  const faults: RosterFault[] = []
  for (const a of one.duties) {
    for (const b of other.duties) {
      const from = Math.max(a.from, b.from)
      const until = Math.min(a.until, b.until)
      if (from >= until) continue
      for (const staff of a.staff) {
        if (b.staff.includes(staff)) faults.push({ type: 'double', schedules: [one.id, other.id], staff, from, until })
      }
    }
  }
  return faults
}
