import {
  type Actor,
  type Alert,
  type Finding,
  isoTime,
  newUlid,
  PROBLEMS,
  type Problem,
  type ProblemCode,
} from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Work } from '../commit/work.ts'
import type { Database } from '../database/schema.ts'
import { type Corrected, corrected } from './corrected.ts'
import { type AlertCommand, type AlertContext, apply } from './lifecycle.ts'

type Commanded = { alert: Alert } | { refused: ProblemCode; by?: Actor }

/** Alerts on disk, changed only through the lifecycle. */
export interface Alerts {
  conclude(patient: string, finding: Finding, work: Work): Promise<void>
  command(id: string, command: AlertCommand, work: Work): Promise<Commanded>
  /** Readings of the patient were wrong: every unresolved alert that rests on them says so. */
  correct(patient: string, correction: Corrected, work: Work): Promise<void>
  committed(): void
  rolledBack(): void
}

/** @param nameOf a patient's name, as the alert shows it */
export function alertStore(query: Kysely<Database>, nameOf: (patient: string) => string): Alerts {
  /** Unresolved alerts by patient and problem, once asked for; null: there is none. */
  const unresolved = new Map<string, Alert | null>()

  async function unresolvedOf(patient: string, problem: Problem): Promise<Alert | undefined> {
    const key = `${patient}\n${problem}`
    const known = unresolved.get(key)
    if (known !== undefined) return known ?? undefined
    const row = await query
      .selectFrom('alert')
      .select('body')
      .where('patient', '=', patient)
      .where('problem', '=', problem)
      .where('status', '<>', 'resolved')
      .executeTakeFirst()
    const alert = row && (JSON.parse(row.body) as Alert)
    unresolved.set(key, alert ?? null)
    return alert
  }

  async function save(alert: Alert, work: Work): Promise<void> {
    const { id, patient, problem, status, priority, version } = alert
    const changing = { status, priority, version, body: JSON.stringify(alert) }
    const resolved_at = status === 'resolved' ? work.now : null
    if (version === 1) {
      const raised_at = Date.parse(alert.raisedAt)
      await query
        .insertInto('alert')
        .values({ id, patient: patient.id, problem, raised_at, resolved_at, ...changing })
        .execute()
    } else {
      await query
        .updateTable('alert')
        .set({ ...changing, resolved_at })
        .where('id', '=', id)
        .execute()
    }
    unresolved.set(`${patient.id}\n${problem}`, status === 'resolved' ? null : alert)
    work.changed(alert)
  }

  const contextOf = (patient: string, work: Work): AlertContext => ({
    now: isoTime(work.now),
    newId: () => newUlid(work.now),
    patient: { id: patient, name: nameOf(patient) },
  })

  return {
    async conclude(patient, finding, work) {
      const alert = await unresolvedOf(patient, finding.problem)
      const result = apply(alert, { type: 'finding', finding }, contextOf(patient, work))
      if ('alert' in result) await save(result.alert, work)
    },

    async correct(patient, correction, work) {
      for (const problem of PROBLEMS) {
        const alert = await unresolvedOf(patient, problem)
        const after = alert && corrected(alert, correction, isoTime(work.now))
        if (after !== undefined) await save(after, work)
      }
    },

    async command(id, command, work) {
      const row = await query
        .selectFrom('alert')
        .select(['body', 'patient', 'problem', 'status'])
        .where('id', '=', id)
        .executeTakeFirst()
      if (row === undefined) return { refused: 'not-found' }
      const alert = JSON.parse(row.body) as Alert
      const result = apply(alert, command, {
        now: isoTime(work.now),
        newId: () => newUlid(work.now),
        patient: alert.patient,
      })
      if ('refused' in result) return result
      if ('alert' in result) await save(result.alert, work)
      return { alert: 'alert' in result ? result.alert : alert }
    },

    committed() {
      // Kept small: resolved and absent ones are asked for again when they are needed.
      if (unresolved.size > 50_000) unresolved.clear()
    },
    rolledBack: () => unresolved.clear(),
  }
}
