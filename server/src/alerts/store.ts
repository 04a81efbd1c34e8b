import {
  type Actor,
  type Alert,
  type Finding,
  isoTime,
  type Milliseconds,
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
import { type AlertCommand, type AlertContext, apply, nextVersion } from './lifecycle.ts'
import { homesOf, worthSaying } from './storm.ts'
import { grouped, isHeld, Storms, withStormWords } from './storms.ts'

/** `also`: others that were taken by the same stroke. */
type Commanded = { alert: Alert; also?: Alert[] } | { refused: ProblemCode; by?: Actor }

/** Alerts on disk, changed only through the lifecycle. */
export interface Alerts {
  /** At the start of each transaction: schedules, policies and staff may have changed. */
  lookAround(): void
  conclude(patient: string, finding: Finding, work: Work): Promise<void>
  command(id: string, command: AlertCommand, work: Work): Promise<Commanded>
  /** Items of the patient were wrong: every unresolved alert that rests on them says so. @returns those alerts */
  correct(patient: string, correction: Corrected, work: Work): Promise<Alert[]>
  /** What time does: the next step of a chain, the end of a snooze, an owner who has had it for too long. */
  passTime(work: Work): Promise<void>
  committed(): void
  rolledBack(): void
}

interface AlertPorts {
  /** A patient's name, as the alert shows it. */
  nameOf(patient: string): string
  areaOf(patient: string): string | undefined
  homeOf(patient: string): string
  /** How long something has to be over for its alert to end by itself; undefined: the plan does not allow that. */
  clearsAfter(patient: string, now: Milliseconds): Milliseconds | undefined
  roster: Roster
  /** Does one of many things: what goes wrong in it costs the others nothing. @returns whether it was done */
  apart(work: Work, of: string, run: () => Promise<void>): Promise<boolean>
}

export function alertStore(
  query: Kysely<Database>,
  { nameOf, areaOf, homeOf, clearsAfter, roster, apart }: AlertPorts,
): Alerts {
  const climbing = new Climbing(query, roster, areaOf)
  const storms = new Storms()
  let stormsAreKnown = false
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
    if (alert.status === 'resolved' && alert.storm !== undefined) {
      await readStorms()
      const next = storms.gone(alert)
      if (next !== undefined) await takeLead(next, work)
    }
    return alert
  }

  async function readStorms(): Promise<void> {
    if (stormsAreKnown) return
    stormsAreKnown = true
    const rows = await query
      .selectFrom('alert')
      .select('body')
      .where('problem', '=', 'silence')
      .where('status', '<>', 'resolved')
      .orderBy('raised_at')
      .execute()
    const alerts = rows.map(({ body }) => JSON.parse(body) as Alert)
    storms.read(
      alerts.map((alert) => ({
        alert,
        home: homeOf(alert.patient.id),
        area: areaOf(alert.patient.id) ?? '',
      })),
    )
  }

  /** A home is cut off: where many are, somebody is called for one of them. @returns the alert, as it is to be saved */
  async function explained(alert: Alert, work: Work): Promise<Alert> {
    await readStorms()
    const { id, patient } = alert
    const one = { alert: id, home: homeOf(patient.id), at: work.now }
    const { joined, storm } = storms.cutOff(areaOf(patient.id) ?? '', one)
    if (storm === undefined) return alert
    let own = alert
    for (const each of joined) {
      const leads = storms.leaderOf(storm.id) === undefined
      if (leads) storms.lead(storm.id, each.alert)
      if (each.alert === id) own = grouped(alert, storm, leads, work.now)
      else await change(grouped(nextVersion(await found(each.alert), {}, []), storm, leads, work.now), work)
    }
    const leader = joined.length > 0 ? storms.leaderOf(storm.id) : undefined
    if (leader === undefined || leader === id || worthSaying(homesOf(storm)) === undefined) return own
    const louder = withStormWords(await found(leader), storm, work.now)
    if (louder !== undefined) await change(louder, work)
    return own
  }

  /** Whoever takes the alert that speaks for a storm has those for whom nobody was called, too. */
  async function takeAll(leader: Alert, { by }: { by: Actor }, work: Work): Promise<Alert[]> {
    if (leader.storm?.leads !== true) return []
    await readStorms()
    const taken: Alert[] = []
    for (const id of storms.membersOf(leader.storm.id)) {
      const member = await found(id)
      if (!isHeld(member)) continue
      const result = apply(member, { type: 'acknowledge', by }, contextOf(member.patient.id, work))
      if ('alert' in result) taken.push(await change(result.alert, work))
    }
    return taken
  }

  async function takeLead(id: string, work: Work): Promise<void> {
    const alert = await found(id)
    if (alert.storm === undefined) return
    storms.lead(alert.storm.id, id)
    const storm = { ...alert.storm, leads: true }
    await change(nextVersion(alert, { storm }, [{ at: isoTime(work.now), event: 'grouped' }]), work)
  }

  async function found(id: string): Promise<Alert> {
    const row = await query.selectFrom('alert').select('body').where('id', '=', id).executeTakeFirstOrThrow()
    return JSON.parse(row.body) as Alert
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
    clearsAfter: clearsAfter(patient, work.now),
  })

  function forget(): void {
    unresolved.clear()
    stormsAreKnown = false
  }

  async function passTimeOf(id: string, work: Work): Promise<void> {
    const alert = await found(id)
    const context = contextOf(alert.patient.id, work)
    const ended = apply(alert, { type: alert.status === 'open' ? 'settled' : 'snooze-ended' }, context)
    if ('alert' in ended) {
      await change(ended.alert, work)
      return
    }
    if (isHeld(alert)) {
      await readStorms()
      if (storms.leaderOf(alert.storm?.id ?? '') === undefined) return takeLead(id, work)
    }
    const { alert: after, expired } = await climbing.passTime(alert, work)
    const opened = expired ? apply(after, { type: 'expired' }, context) : undefined
    if (opened !== undefined && 'alert' in opened) await change(opened.alert, work)
    else if (after !== alert) await save(after, work)
  }

  return {
    lookAround: () => roster.lookAround(),

    async conclude(patient, finding, work) {
      const alert = await unresolvedOf(patient, finding.problem)
      const result = apply(alert, { type: 'finding', finding }, contextOf(patient, work))
      if (!('alert' in result)) return
      const isPartOfMore = finding.cutOff === true && result.alert.storm === undefined
      await change(isPartOfMore ? await explained(result.alert, work) : result.alert, work)
    },

    async correct(patient, correction, work) {
      const changed: Alert[] = []
      for (const problem of PROBLEMS) {
        const alert = await unresolvedOf(patient, problem)
        const after = alert && corrected(alert, correction, isoTime(work.now))
        if (after !== undefined) changed.push(await change(after, work))
      }
      return changed
    },

    async command(id, command, work) {
      const row = await query
        .selectFrom('alert')
        .select(['body', 'patient', 'problem', 'status'])
        .where('id', '=', id)
        .executeTakeFirst()
      if (row === undefined) return { refused: 'not-found' }
      const alert = JSON.parse(row.body) as Alert
      // At most one of a patient and problem is unresolved: what has come again since has its own.
      if (command.type === 'reopen' && alert.status === 'resolved') {
        if ((await unresolvedOf(row.patient, row.problem as Problem)) !== undefined)
          return { refused: 'alert-raised-anew' }
      }
      const joins = command.type === 'acknowledge' && alert.owner !== null && (await climbing.wantsMore(alert))
      const result = apply(alert, joins ? { ...command, joins } : command, {
        now: isoTime(work.now),
        newId: () => newUlid(work.now),
        patient: alert.patient,
      })
      if ('refused' in result) return result
      const changed = 'alert' in result ? await change(result.alert, work) : alert
      const also = command.type === 'acknowledge' && command.all === true ? await takeAll(changed, command, work) : []
      if (command.type === 'answer' && !command.goes) await climbing.passOn(changed, work.now)
      return { alert: changed, also }
    },

    async passTime(work) {
      for (const id of await climbing.due(work)) {
        if (!(await apart(work, `alert ${id}`, () => passTimeOf(id, work)))) forget()
      }
    },

    committed() {
      // Kept small: resolved and absent ones are asked for again when they are needed.
      if (unresolved.size > 50_000) unresolved.clear()
    },
    rolledBack() {
      forget()
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
