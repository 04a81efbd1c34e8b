import type { EscalationPolicy, Milliseconds, Schedule } from '@kotisilta/contract'
import { spansWithin } from './duty-windows.ts'
import { type Duty, dutiesBetween } from './who-is-on.ts'

interface Span {
  from: Milliseconds
  until: Milliseconds
}

/** What somebody should see to before it is night. */
export type RosterFault = Span &
  (
    | { type: 'gap'; schedule: string }
    /** By none of the schedules of a policy's first step. */
    | { type: 'uncovered'; policy: string; schedules: string[] }
    /** The same person on by two schedules at once. */
    | { type: 'double'; schedules: [string, string]; staff: string }
    /** Somebody who has no account any more. */
    | { type: 'unknown'; schedule: string; staff: string }
    /** Somebody who works in other areas, and sees nobody of this one. */
    | { type: 'blind'; schedule: string; staff: string }
  )

export interface Acquaintance {
  /** Whether a staff id is an account that can sign in. */
  known(staff: string): boolean
  /** Whether that account sees an area's clients; undefined: every area's. */
  sees(staff: string, area: string | undefined): boolean
}

/**
 * What is wrong with the schedules in a span: when nobody is on who has to be, who is on twice, who is nobody, who sees
 * nobody.
 */
export function rosterFaults(
  schedules: readonly Schedule[],
  policies: readonly EscalationPolicy[],
  from: Milliseconds,
  until: Milliseconds,
  acquaintance: Acquaintance,
): RosterFault[] {
  const rosters = schedules.map((schedule) => ({ schedule, duties: dutiesBetween(schedule, from, until) }))
  const gaps = rosters.flatMap((roster) => gapsOf(roster, from, until, acquaintance))
  return [
    ...gaps,
    ...policies.flatMap((policy) => uncovered(policy, rosters, gaps, from, until, acquaintance)),
    ...rosters.flatMap((roster) => wrongPeople(roster, acquaintance)),
    ...rosters.flatMap((one, index) => rosters.slice(index + 1).flatMap((other) => doubles(one, other))),
  ].sort((a, b) => a.from - b.from)
}

interface Roster {
  schedule: Schedule
  duties: readonly Duty[]
}

/** When nobody is on by it who could answer. */
const empty = ({ duties }: Roster, { known }: Acquaintance): Span[] => duties.filter(({ staff }) => !staff.some(known))

function gapsOf(roster: Roster, from: Milliseconds, until: Milliseconds, acquaintance: Acquaintance): RosterFault[] {
  const { id, required, holidays } = roster.schedule
  const wanted = spansWithin(required, holidays, from, until)
  return shared(empty(roster, acquaintance), wanted).map((span) => ({ type: 'gap', schedule: id, ...span }))
}

function uncovered(
  policy: EscalationPolicy,
  rosters: readonly Roster[],
  gaps: readonly RosterFault[],
  from: Milliseconds,
  until: Milliseconds,
  acquaintance: Acquaintance,
): RosterFault[] {
  const targets = policy.steps[0]?.to ?? []
  const schedules = targets.flatMap((target) => (target.type === 'schedule' ? [target.schedule] : []))
  // Whoever has a role or a name is there whatever the rota says.
  if (schedules.length < targets.length || schedules.length === 0) return []
  const own = rosters.filter(({ schedule }) => schedules.includes(schedule.id))
  const alone = own.reduce((left: Span[], roster) => shared(left, empty(roster, acquaintance)), [{ from, until }])
  const told = gaps.filter((gap) => gap.type === 'gap' && schedules.includes(gap.schedule))
  return without(alone, told).map((span) => ({ type: 'uncovered', policy: policy.id, schedules, ...span }))
}

function wrongPeople({ schedule: { id, area }, duties }: Roster, { known, sees }: Acquaintance): RosterFault[] {
  return duties.flatMap(({ from, until, staff }) =>
    staff.flatMap((each): RosterFault[] => {
      if (!known(each)) return [{ type: 'unknown', schedule: id, staff: each, from, until }]
      return sees(each, area) ? [] : [{ type: 'blind', schedule: id, staff: each, from, until }]
    }),
  )
}

function doubles(one: Roster, other: Roster): RosterFault[] {
  return one.duties.flatMap((a) =>
    other.duties.flatMap((b) =>
      shared([a], [b]).flatMap((span) =>
        a.staff
          .filter((staff) => b.staff.includes(staff))
          .map(
            (staff): RosterFault => ({
              type: 'double',
              schedules: [one.schedule.id, other.schedule.id],
              staff,
              ...span,
            }),
          ),
      ),
    ),
  )
}

/** What lies in both. */
function shared(one: readonly Span[], other: readonly Span[]): Span[] {
  return one.flatMap((a) =>
    other
      .map((b) => ({ from: Math.max(a.from, b.from), until: Math.min(a.until, b.until) }))
      .filter(({ from, until }) => from < until),
  )
}

/** What lies in the first and in none of the others. */
function without(spans: readonly Span[], others: readonly Span[]): Span[] {
  return others.reduce(
    (left: readonly Span[], { from, until }) =>
      left.flatMap((span) =>
        [
          { from: span.from, until: Math.min(span.until, from) },
          { from: Math.max(span.from, until), until: span.until },
        ].filter((part) => part.from < part.until),
      ),
    spans,
  ) as Span[]
}
