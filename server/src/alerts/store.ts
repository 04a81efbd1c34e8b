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
import type { Roster } from '../on-call/roster.ts'
import { Climbing } from './climbing.ts'
import { type Corrected, corrected } from './corrected.ts'
import { type AlertCommand, type AlertContext, apply } from './lifecycle.ts'

type Commanded = { alert: Alert } | { refused: ProblemCode; by?: Actor }

/** Alerts on disk, changed only through the lifecycle. */
export interface Alerts {
  /** At the start of each transaction: schedules, policies and staff may have changed. */
  lookAround(): void
  conclude(patient: string, finding: Finding, work: Work): Promise<void>
  command(id: string, command: AlertCommand, work: Work): Promise<Commanded>
  /** Readings of the patient were wrong: every unresolved alert that rests on them says so. */
  correct(patient: string, correction: Corrected, work: Work): Promise<void>
  /** What time does: the next step of a chain, the end of a snooze, an owner who has had it for too long. */
  passTime(work: Work): Promise<void>
  committed(): void
  rolledBack(): void
}

interface AlertPorts {
  /** A patient's name, as the alert shows it. */
  nameOf(patient: string): string
  areaOf(patient: string): string | undefined
  roster: Roster
}

export function alertStore(query: Kysely<Database>, { nameOf, areaOf, roster }: AlertPorts): Alerts {
  const climbing = new Climbing(query, roster, areaOf)
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

  /** @returns the alert as it was saved: changed, it also climbs or stops climbing */
  async function change(changed: Alert, work: Work): Promise<Alert> {
    const alert = await climbing.follow(changed, work).catch((error: Error) => withoutClimb(changed, error))
    await save(alert, work)
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
    lookAround: () => roster.lookAround(),

    async conclude(patient, finding, work) {
      const alert = await unresolvedOf(patient, finding.problem)
      const result = apply(alert, { type: 'finding', finding }, contextOf(patient, work))
      if ('alert' in result) await change(result.alert, work)
    },

    async correct(patient, correction, work) {
      for (const problem of PROBLEMS) {
        const alert = await unresolvedOf(patient, problem)
        const after = alert && corrected(alert, correction, isoTime(work.now))
        if (after !== undefined) await change(after, work)
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
      const joins = command.type === 'acknowledge' && alert.owner !== null && (await climbing.wantsMore(alert))
      const result = apply(alert, joins ? { ...command, joins } : command, {
        now: isoTime(work.now),
        newId: () => newUlid(work.now),
        patient: alert.patient,
      })
      if ('refused' in result) return result
      const changed = 'alert' in result ? await change(result.alert, work) : alert
      if (command.type === 'answer' && !command.goes) await climbing.passOn(changed, work.now)
      return { alert: changed }
    },

    async passTime(work) {
      for (const id of await climbing.due(work)) {
        const row = await query.selectFrom('alert').select('body').where('id', '=', id).executeTakeFirstOrThrow()
        const alert = JSON.parse(row.body) as Alert
        const context = { now: isoTime(work.now), newId: () => newUlid(work.now), patient: alert.patient }
        const woken = apply(alert, { type: 'snooze-ended' }, context)
        if ('alert' in woken) {
          await change(woken.alert, work)
          continue
        }
        const { alert: after, expired } = await climbing.passTime(alert, work)
        const opened = expired ? apply(after, { type: 'expired' }, context) : undefined
        if (opened !== undefined && 'alert' in opened) await change(opened.alert, work)
        else if (after !== alert) await save(after, work)
      }
    },

    committed() {
      // Kept small: resolved and absent ones are asked for again when they are needed.
      if (unresolved.size > 50_000) unresolved.clear()
    },
    rolledBack() {
      unresolved.clear()
      roster.forget()
    },
  }
}

/** A fault of ours in the chain must not cost the alert itself: it stands on every screen, and is looked at again later. */
function withoutClimb(alert: Alert, error: Error & { code?: unknown }): Alert {
  if (typeof error.code === 'string' && error.code.startsWith('SQLITE')) throw error
  process.stderr.write(
    `${JSON.stringify({ level: 50, code: 'climbing-failed', alert: alert.id, error: error.stack })}\n`,
  )
  return alert
}
