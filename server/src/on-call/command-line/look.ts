import { isoTime, type Milliseconds, type Priority } from '@kotisilta/contract'
import type { OpenDatabase } from '../../database/open.ts'
import { momentOf } from '../../detection/local-time.ts'
import { Roster } from '../roster.ts'
import { rosterFaults } from '../roster-faults.ts'
import { dutyAt } from '../who-is-on.ts'

/** `2026-11-27T03:00`, as the wall in Helsinki shows it; undefined: that is none. */
export function wallMoment(text: string): Milliseconds | undefined {
  const [, date, hours, minutes] = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})$/.exec(text) ?? []
  const day = date === undefined ? Number.NaN : Date.parse(date) / 86_400_000
  return Number.isNaN(day) ? undefined : momentOf(day, Number(hours) * 60 + Number(minutes))
}

/** Who is on call and who would be called, for the command line. */
export function onCallLook(database: OpenDatabase) {
  const roster = new Roster(database.sqlite)
  roster.lookAround()
  const username = database.sqlite.prepare<[string], string>('select username from staff where id = ?').pluck()
  const names = (ids: readonly string[]) => ids.map((id) => username.get(id) ?? id)

  return {
    whoIsOn: (at: Milliseconds) =>
      roster.schedules.map((schedule) => {
        const { now, next } = dutyAt(schedule, at)
        return {
          schedule: schedule.id,
          on: names(now.staff),
          until: isoTime(now.until),
          next: next === undefined ? null : names(next.staff),
        }
      }),

    /** Step by step, by the chain that such an alert of that area climbs. */
    called(area: string, priority: Priority, at: Milliseconds) {
      const policy = roster.policyFor({ problem: 'sos', priority }, area)
      return policy.steps.map(({ to, waitSeconds }, step) => ({
        policy: policy.id,
        step: step + 1,
        called: [...new Set(names(to.flatMap((target) => roster.peopleIn(target, area, at))))],
        waitSeconds,
      }))
    },

    faults: (from: Milliseconds, days: number) =>
      rosterFaults(roster.schedules, roster.policies, from, from + days * 86_400_000, {
        known: roster.knows,
        sees: (staff, area) => roster.sees(staff, area, from),
      }).map((fault) => ({
        ...fault,
        ...('staff' in fault && { staff: username.get(fault.staff) ?? fault.staff }),
        from: isoTime(fault.from),
        until: isoTime(fault.until),
      })),
  }
}
