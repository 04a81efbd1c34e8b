import {
  type Actor,
  type Alert,
  type EscalationPolicy,
  type EscalationTarget,
  type Milliseconds,
  type Priority,
  policySchema,
  type Role,
  type Schedule,
  scheduleSchema,
} from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'
import { policyFor } from '../alerts/escalation.ts'
import { groundsOf } from '../policy/table.ts'
import { DEFAULT_POLICIES, DEFAULT_TECHNICAL_POLICY } from './default-policies.ts'
import { whoIsOn } from './who-is-on.ts'
import { type WhoMayAnswer, whoMayAnswer } from './who-may-answer.ts'

interface Member extends Actor {
  role: Role
}

/**
 * Who can be called and by which chain, kept in memory for the committing thread; other processes write to these tables,
 * too (`user add`), so that `lookAround` is asked at the start of each transaction.
 */
export class Roster {
  readonly #sqlite: SqliteDatabase.Database
  readonly #version: SqliteDatabase.Statement
  readonly #rights: WhoMayAnswer
  #seen = -1
  #forgotten = 0
  #schedules = new Map<string, Schedule>()
  #policies: EscalationPolicy[] = []
  #staff = new Map<string, Member>()

  constructor(sqlite: SqliteDatabase.Database) {
    this.#sqlite = sqlite
    this.#version = sqlite.prepare('select version from on_call_version').pluck()
    this.#rights = whoMayAnswer(sqlite)
  }

  /** Reads everything anew if any of it has changed. */
  lookAround(): void {
    const version = this.#version.get() as number
    if (version === this.#seen) return
    this.#seen = version
    const bodies = (table: string): unknown[] =>
      (this.#sqlite.prepare(`select body from ${table} order by id`).pluck().all() as string[]).map((body) =>
        JSON.parse(body),
      )
    this.#schedules = new Map(
      bodies('duty_schedule')
        .map((body) => scheduleSchema.parse(body))
        .map((each) => [each.id, each]),
    )
    this.#policies = bodies('escalation_policy').map((body) => policySchema.parse(body))
    const staff = this.#sqlite.prepare('select id, name, role from staff where disabled_at is null order by id').all()
    this.#staff = new Map((staff as Member[]).map((member) => [member.id, member]))
  }

  /** A rollback may have undone what was read. */
  forget(): void {
    this.#seen = -1
    this.#forgotten++
    this.#rights.forget()
  }

  /** Another one whenever `schedules`, `policies` or the staff may be others. */
  get version(): string {
    return `${this.#forgotten} ${this.#seen}`
  }

  get schedules(): readonly Schedule[] {
    return [...this.#schedules.values()]
  }

  get policies(): readonly EscalationPolicy[] {
    return this.#policies
  }

  /** By which chain an alert climbs; there always is one. */
  policyFor(alert: Pick<Alert, 'problem' | 'priority'>, area: string | undefined): EscalationPolicy {
    return policyFor(this.#policies, alert, area) ?? DEFAULT_POLICIES[alert.priority]
  }

  /** By which chain what is wrong with a machine climbs: that of its area before one for all of them. */
  technicalPolicyFor(priority: Priority, area: string | undefined): EscalationPolicy {
    const fitting = this.#policies.filter(
      (policy) =>
        policy.kind === 'technical' &&
        policy.priorities.includes(priority) &&
        (policy.area === undefined || policy.area === area),
    )
    return fitting.find((policy) => policy.area !== undefined) ?? fitting[0] ?? DEFAULT_TECHNICAL_POLICY
  }

  /** Whom a target means when a machine has to be seen to: those who handle that, and of an area only its coordinators. */
  techniciansFor(target: EscalationTarget, area: string | undefined, now: Milliseconds): string[] {
    return this.#meant(target, now).filter((id) => {
      const role = this.#staff.get(id)?.role
      if (role === undefined || groundsOf(role, 'handle-technical-alerts').length === 0) return false
      return role !== 'coordinator' || this.#rights.worksIn(id, area, now)
    })
  }

  /** Whom a target means at a moment: those who may deal with that patient's alerts, and nobody else. */
  peopleFor(target: EscalationTarget, patient: string, now: Milliseconds): string[] {
    if (target.type === 'relatives') return this.#rights.relativesOf(patient, now)
    return this.#meant(target, now).filter((id) => this.#rights.mayHandle(id, patient, now))
  }

  /** When nobody is in any step of a written chain: whoever the default one would call, all at once. */
  lastResort(patient: string, now: Milliseconds): string[] {
    const targets = DEFAULT_POLICIES.high.steps.flatMap(({ to }) => to)
    return targets.flatMap((target) => this.peopleFor(target, patient, now))
  }

  /** Whom a target means when it is about the work in an area and no patient; undefined: in all of them. */
  peopleIn(target: EscalationTarget, area: string | undefined, now: Milliseconds): string[] {
    return this.#meant(target, now).filter((id) => this.#rights.worksIn(id, area, now))
  }

  #meant(target: EscalationTarget, now: Milliseconds): string[] {
    switch (target.type) {
      case 'schedule': {
        const schedule = this.#schedules.get(target.schedule)
        return schedule === undefined ? [] : whoIsOn(schedule, now).filter((id) => this.#staff.has(id))
      }
      case 'role':
        return [...this.#staff.values()].filter(({ role }) => role === target.role).map(({ id }) => id)
      case 'staff':
        return this.#staff.has(target.staff) ? [target.staff] : []
      case 'relatives':
        return []
    }
  }

  knows = (id: string): boolean => this.#staff.has(id)
  worksEverywhere = (id: string): boolean => this.#rights.worksEverywhere(id)
  sees = (id: string, area: string | undefined, now: Milliseconds): boolean => this.#rights.worksIn(id, area, now)
  actor = (id: string): Actor => ({ id, name: this.#staff.get(id)?.name ?? id })
}
