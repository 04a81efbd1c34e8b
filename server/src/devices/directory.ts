import { groupPlan, type Milliseconds, type Plan, planSchema } from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'

interface Assignment {
  patient: string
  home: string
  from: Milliseconds
  until: Milliseconds | null
}

export interface Person {
  name: string
  plan: Plan
}

/**
 * Who lives where, whose device it is, and what their plan says, kept in memory for the judging thread. Other
 * processes write to these tables too (`provision`); `lookAround` notices and forgets.
 */
export class Directory {
  readonly #assignments = new Map<string, Assignment[]>()
  readonly #people = new Map<string, Person>()
  readonly #homes = new Map<string, string | undefined>()
  readonly #version: SqliteDatabase.Statement
  readonly #findAssignments: SqliteDatabase.Statement
  readonly #findPerson: SqliteDatabase.Statement
  readonly #findHome: SqliteDatabase.Statement
  #seen = -1

  constructor(sqlite: SqliteDatabase.Database) {
    this.#version = sqlite.prepare('select version from directory_version').pluck()
    this.#findAssignments = sqlite.prepare(
      `select a.patient, p.home, a.from_at as "from", a.until_at as until
       from device_assignment a join patient p on p.id = a.patient where a.device = ? order by a.from_at desc`,
    )
    this.#findPerson = sqlite.prepare(
      'select p.name, plan.body as plan from patient p left join plan on plan.patient = p.id where p.id = ?',
    )
    this.#findHome = sqlite.prepare('select home from gateway where id = ?').pluck()
  }

  /** Forgets everything if any of it has changed. @returns whether it has. */
  lookAround(): boolean {
    const version = this.#version.get() as number
    if (version === this.#seen) return false
    this.#seen = version
    this.#assignments.clear()
    this.#people.clear()
    this.#homes.clear()
    return true
  }

  /** Whose the device was at that time, seen from that gateway's home: a neighbour's device belongs to nobody here. */
  owner(
    device: string,
    at: Milliseconds,
    gateway: string,
  ): { patient: string } | 'device-unknown' | 'device-unassigned' {
    const assignments = this.#assignmentsOf(device)
    if (assignments.length === 0) return 'device-unknown'
    const home = this.#homeOf(gateway)
    for (const { patient, home: theirs, from, until } of assignments) {
      if (theirs === home && from <= at && (until === null || at < until)) return { patient }
    }
    return 'device-unassigned'
  }

  person(patient: string): Person {
    const known = this.#people.get(patient)
    if (known !== undefined) return known
    const row = this.#findPerson.get(patient) as { name: string; plan: string | null }
    const person = { name: row.name, plan: row.plan === null ? groupPlan : planSchema.parse(JSON.parse(row.plan)) }
    this.#people.set(patient, person)
    return person
  }

  #assignmentsOf(device: string): Assignment[] {
    const known = this.#assignments.get(device)
    if (known !== undefined) return known
    const found = this.#findAssignments.all(device) as Assignment[]
    // What is not known is asked for again each time: it may have been assigned a moment ago.
    if (found.length > 0) this.#assignments.set(device, found)
    return found
  }

  #homeOf(gateway: string): string | undefined {
    if (!this.#homes.has(gateway)) this.#homes.set(gateway, this.#findHome.get(gateway) as string | undefined)
    return this.#homes.get(gateway)
  }
}
