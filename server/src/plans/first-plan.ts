import { type Milliseconds, personalPart, planSchema } from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'

/**
 * Writes down the plan with which somebody comes into the system, as their first version, in force since ever; whoever
 * has a plan keeps it.
 * @throws ZodError if it is no plan
 */
export function firstPlans(
  sqlite: SqliteDatabase.Database,
): (patient: string, plan: unknown, now: Milliseconds) => void {
  const version = sqlite.prepare(
    `insert into plan_version(patient, version, valid_from, layers, plan, change, reason, changed_at)
     values(?, 1, 0, ?, ?, 'provisioned', '', ?) on conflict do nothing`,
  )
  const pause = sqlite.prepare(
    `insert into plan_pause(id, patient, from_at, until_at, reason, paused_at) values(?,?,?,?,?,?)`,
  )
  return (patient, given, now) => {
    const plan = planSchema.parse(given)
    const layers = { templates: [], personal: personalPart([], plan) }
    const body = JSON.stringify({ ...plan, version: 1, pauses: [] })
    if (version.run(patient, JSON.stringify(layers), body, now).changes === 0) return
    for (const [place, { from, until, reason }] of plan.pauses.entries()) {
      pause.run(`${patient} ${place}`, patient, Date.parse(from), Date.parse(until), reason, now)
    }
  }
}
