import type { Milliseconds } from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'
import { type PlansInForce, planFinder } from '../plans/plans-in-force.ts'

interface Assignment {
  patient: string
  home: string
  from: Milliseconds
  until: Milliseconds | null
}

export interface Person {
  name: string
  plans: PlansInForce
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
  readonly #plans: ReturnType<typeof planFinder>
  #seen = -1
  /** When a plan begins or ends by itself. */
  #until: Milliseconds = 0

  constructor(sqlite: SqliteDatabase.Database) {
    this.#version = sqlite.prepare('select version from directory_version').pluck()
    this.#findAssignments = sqlite.prepare(
      `select a.patient, p.home, a.from_at as "from", a.until_at as until
       from device_assignment a join patient p on p.id = a.patient where a.device = ? order by a.from_at desc`,
    )
    this.#findPerson = sqlite.prepare('select name from patient where id = ?').pluck()
    this.#findHome = sqlite.prepare('select home from gateway where id = ?').pluck()
    this.#plans = planFinder(sqlite)
  }

  /** Forgets everything if any of it has changed, or another plan is in force by now. @returns whether it has. */
  lookAround(now: Milliseconds): boolean {
    const version = this.#version.get() as number
    if (version === this.#seen && now < this.#until) return false
    this.#seen = version
    this.#until = this.#plans.nextChange(now)
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
    const person = { name: this.#findPerson.get(patient) as string, plans: this.#plans.of(patient) }
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
