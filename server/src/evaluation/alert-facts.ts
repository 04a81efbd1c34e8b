import type { Milliseconds } from '@kotisilta/contract'
import type { Database as Sqlite } from 'better-sqlite3'

/** Of one alert, what figures are made of; moments in milliseconds, null: it has not happened. */
export interface AlertFacts {
  raised: Milliseconds
  priority: string
  rule: string
  /** When the first screen proved that it had it. */
  delivered: Milliseconds | null
  /** When a named person first took it. */
  acknowledged: Milliseconds | null
  resolved: Milliseconds | null
  outcome: string | null
  cause: string | null
}

/**
 * The alerts of a period, from the alert store and what the database has kept of each answer (migration p-evaluation).
 * `rule` is the one that raised it. The synthetic alarms of the alive-test are not in it.
 */
const FACTS = `
select a.raised_at as raised, a.priority, w.rule, a.resolved_at as resolved,
  (select min(d.at) from alert_delivery d where d.alert = a.id) as delivered,
  w.acknowledged_at as acknowledged, w.outcome, w.cause
from alert a join alert_answer w on w.alert = a.id
where a.raised_at >= ? and a.raised_at < ? and a.problem <> 'test'`

const IN_AREAS = ` and a.patient in (select p.id from patient p join home h on h.id = p.home
  where h.area in (select value from json_each(?)))`

const PATIENTS = `select count(*) from patient p join home h on h.id = p.home where p.status in ('active', 'hospital')`

/** @param areas ids; null: everywhere */
export function alertFacts(sqlite: Sqlite, from: Milliseconds, to: Milliseconds, areas: string[] | null): AlertFacts[] {
  const statement = sqlite.prepare<unknown[], AlertFacts>(areas === null ? FACTS : FACTS + IN_AREAS)
  return areas === null ? statement.all(from, to) : statement.all(from, to, JSON.stringify(areas))
}

/** Clients in service. */
export function patientsIn(sqlite: Sqlite, areas: string[] | null): number {
  if (areas === null) return sqlite.prepare<[], number>(PATIENTS).pluck().get() ?? 0
  const sql = `${PATIENTS} and h.area in (select value from json_each(?))`
  return sqlite.prepare<[string], number>(sql).pluck().get(JSON.stringify(areas)) ?? 0
}
