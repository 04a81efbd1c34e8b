import { createHash } from 'node:crypto'
import { groupPlan, isoTime, type Milliseconds, type Plan, planSchema } from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'

type Pauses = Plan['pauses']

/** More different plans than a region has people. */
const MOST_KNOWN = 200_000

interface VersionRow {
  from: Milliseconds
  until: Milliseconds | null
  plan: string
}

/** Which plan judges what: the one in force when it was measured. */
export interface PlansInForce {
  /** @param at ISO 8601, or milliseconds */
  at(at: string | Milliseconds): Plan
}

/**
 * A person's versions, newest first. What is in force is the newest whose span holds the moment; before the first one,
 * and where none holds it, what the area in which the person lived then had for everybody, `area`, the newest first;
 * before that the product's plan.
 */
export function plansInForce(
  versions: readonly VersionRow[],
  pauses: Pauses,
  area: readonly VersionRow[] = [],
): PlansInForce {
  const group = pauses.length === 0 ? groupPlan : { ...groupPlan, pauses }
  const spans = [...versions, ...area].map(({ from, until, plan }) => ({
    from,
    until,
    plan: once(() => withPauses(plan, pauses)),
  }))
  const [only] = spans
  if (only === undefined) return { at: () => group }
  if (only.from === 0 && only.until === null) return { at: () => only.plan() }
  return {
    at(at) {
      const moment = typeof at === 'string' ? Date.parse(at) : at
      const found = spans.find(({ from, until }) => from <= moment && (until === null || moment < until))
      return found === undefined ? group : found.plan()
    },
  }
}

/** Reads versions and pauses for the judging thread. */
export function planFinder(sqlite: SqliteDatabase.Database) {
  const versions = sqlite.prepare(
    `select valid_from as "from", valid_until as until, plan from plan_version where patient = ? order by version desc`,
  )
  const ofArea = sqlite.prepare(
    `with past as (select area, until_at from patient_past_area where patient = @patient),
     stay(area, since, until) as (
       select area, lag(until_at, 1, 0) over (order by until_at), until_at from past
       union all
       select home.area, (select coalesce(max(until_at), 0) from past), null
       from patient join home on home.id = patient.home where patient.id = @patient
     )
     select max(valid_from, since) as "from", until, plan from stay join area_plan_version using (area)
     where until is null or valid_from < until order by since desc, version desc`,
  )
  const pauses = sqlite.prepare(
    `select from_at as "from", min(until_at, coalesce(ended_at, until_at)) as until, reason from plan_pause
     where patient = ? order by from_at`,
  )
  const boundary = sqlite
    .prepare(
      `select min(edge) from (select valid_from as edge from plan_version where valid_from > @now
       union all select valid_until from plan_version where valid_until > @now)`,
    )
    .pluck()
  const edges = sqlite.prepare(
    `insert or ignore into directory_change(version, whose)
     select (select version + 1 from directory_version), patient from plan_version
     where (valid_from > @since and valid_from <= @now) or (valid_until > @since and valid_until <= @now)`,
  )
  const counted = sqlite.prepare('update directory_version set version = version + 1')
  /** What is the same is the same object, for everybody and after every change of others: what is remembered for it stays. */
  const known = new Map<string, PlansInForce>()

  function interned(rows: readonly VersionRow[], given: Pauses, area: readonly VersionRow[]): PlansInForce {
    const key = createHash('sha256')
      .update(JSON.stringify([rows, given, area]))
      .digest('base64')
    const before = known.get(key)
    if (before !== undefined) return before
    if (known.size >= MOST_KNOWN) known.clear()
    const plans = plansInForce(rows, given, area)
    known.set(key, plans)
    return plans
  }

  return {
    of(patient: string): PlansInForce {
      const rows = pauses.all(patient) as { from: number; until: number; reason: Pauses[number]['reason'] }[]
      const given = rows
        .filter(({ from, until }) => from < until)
        .map(({ from, until, reason }) => ({ from: isoTime(from), until: isoTime(until), reason }))
      return interned(versions.all(patient) as VersionRow[], given, ofArea.all({ patient }) as VersionRow[])
    },
    /** Notes whose version began or ended by itself in that time, as if somebody had changed it then. */
    noteEdges(since: Milliseconds, now: Milliseconds): void {
      if (edges.run({ since, now }).changes > 0) counted.run()
    },
    /** When next a version begins or ends by itself. */
    nextChange: (now: Milliseconds): Milliseconds =>
      (boundary.get({ now }) as number | null) ?? Number.POSITIVE_INFINITY,
  }
}

const withPauses = (plan: string, pauses: Pauses): Plan => ({ ...planSchema.parse(JSON.parse(plan)), pauses })

function once<Result extends object>(make: () => Result): () => Result {
  let made: Result | undefined
  return () => {
    made ??= make()
    return made
  }
}
