import type { Item, Milliseconds } from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'
import { type PlansInForce, planFinder } from '../plans/plans-in-force.ts'

interface Assignment {
  patient: string
  home: string
  /** What the home's gateway knows the patient by. */
  member: string
  /** What the device knows the patient by. */
  userIndex: number | null
  from: Milliseconds
  until: Milliseconds | null
}

const DAY: Milliseconds = 86_400_000

/** What a reading says of whose it is. */
type Subject = NonNullable<Item['subject']>

interface Ownership {
  patient: string
  /** Whose it is is not known. */
  shared: boolean
  /** Who else uses the device; absent: nobody. */
  others?: readonly string[]
}

export type Owner = Ownership | 'device-unknown' | 'device-unassigned' | 'member-unknown'

/** Where a gateway stood until when, the latest first; and where it stands now. */
interface Stands {
  now: string | undefined
  before: { home: string; until: Milliseconds }[]
}

export interface Person {
  name: string
  area: string
  home: string
  plans: PlansInForce
}

/**
 * Who lives where, whose device it is, and what their plan says, kept in memory for the judging thread. Other
 * processes write to these tables too (`provision`); `lookAround` notices and forgets.
 */
export class Directory {
  readonly #assignments = new Map<string, Assignment[]>()
  readonly #people = new Map<string, Person>()
  readonly #gateways = new Map<string, Stands>()
  readonly #version: SqliteDatabase.Statement
  readonly #findAssignments: SqliteDatabase.Statement
  readonly #findPerson: SqliteDatabase.Statement
  readonly #findHome: SqliteDatabase.Statement
  readonly #findResidents: SqliteDatabase.Statement
  readonly #findGateways: SqliteDatabase.Statement
  readonly #findPastHomes: SqliteDatabase.Statement
  readonly #planChanges: SqliteDatabase.Statement
  readonly #plans: ReturnType<typeof planFinder>
  #seen = -1
  /** When a plan begins or ends by itself. */
  #until: Milliseconds = 0
  /** A plan that began or ended while no server ran judges what is known when one does, if that was of late. */
  #looked: Milliseconds = Number.NEGATIVE_INFINITY

  constructor(sqlite: SqliteDatabase.Database) {
    this.#version = sqlite.prepare('select version from directory_version').pluck()
    this.#findAssignments = sqlite.prepare(
      `select a.patient, coalesce(a.home, p.home) as home, m.member, u.user_index as userIndex, a.from_at as "from", a.until_at as until
       from device_assignment a join patient p on p.id = a.patient join home_member m on m.patient = p.id
       left join device_user u on u.device = a.device and u.patient = a.patient
       where a.device = ? order by a.from_at desc, a.id desc`,
    )
    this.#findPerson = sqlite.prepare(
      'select p.name, h.area, h.id as home from patient p join home h on h.id = p.home where p.id = ?',
    )
    this.#findHome = sqlite.prepare('select home from gateway where id = ?').pluck()
    this.#findResidents = sqlite
      .prepare(`select p.id from gateway g join patient p on p.home = g.home
         where g.id = ? and p.status in ('active', 'hospital') order by p.status, p.id`)
      .pluck()
    this.#findGateways = sqlite
      .prepare('select g.id from patient p join gateway g on g.home = p.home where p.id = ? order by g.id')
      .pluck()
    this.#findPastHomes = sqlite.prepare(
      'select home, until_at as until from gateway_past_home where gateway = ? order by until_at desc',
    )
    this.#planChanges = sqlite.prepare('select version, whose from directory_change where version > ?')
    this.#plans = planFinder(sqlite)
  }

  /**
   * Forgets what has changed, or whose plan is another by now: of one person, where it is known to be no more than that.
   * @returns what it was
   */
  lookAround(now: Milliseconds): 'nothing' | 'plans' | 'everything' {
    if (now >= this.#until) this.#plans.noteEdges(Math.max(this.#looked, now - DAY), now)
    this.#looked = now
    const version = this.#version.get() as number
    if (version === this.#seen && now < this.#until) return 'nothing'
    this.#until = this.#plans.nextChange(now)
    if (version === this.#seen) return 'nothing'
    const changes = this.#planChanges.all(this.#seen) as { version: number; whose: string }[]
    const isOnlyPlans = new Set(changes.map((change) => change.version)).size === version - this.#seen
    this.#seen = version
    if (isOnlyPlans) {
      for (const { whose } of changes) this.#people.delete(whose)
      return 'plans'
    }
    this.#assignments.clear()
    this.#people.clear()
    this.#gateways.clear()
    return 'everything'
  }

  /** After a rollback: what was read on the way may never have been. */
  forget(): void {
    this.#seen = -1
  }

  /**
   * Whose a reading is: seen from the home in which the gateway stood at that time, one of those whose the device was
   * then. A neighbour's device belongs to nobody here, and what a kit still holds of the home before to those there. Of several it is the member that the gateway names, or else the one whom the device knows by that number; a reading that says neither
   * is `shared`: it stands with the one who had the device last, and whose it is is uncertain.
   */
  owner(device: string, at: Milliseconds, gateway: string, subject: Subject = {}): Owner {
    const assignments = this.#assignmentsOf(device)
    if (assignments.length === 0) return 'device-unknown'
    const home = this.#homeOf(gateway, at)
    const holders = assignments.filter(
      ({ home: theirs, from, until }) => theirs === home && from <= at && (until === null || at < until),
    )
    const [newest] = holders
    if (newest === undefined) return 'device-unassigned'
    if (subject.member !== undefined) {
      const named = holders.find(({ member }) => member === subject.member)
      return named === undefined ? 'member-unknown' : ownership(named, holders, false)
    }
    if (holders.every(({ patient }) => patient === newest.patient)) return { patient: newest.patient, shared: false }
    const known = holders.filter(({ userIndex }) => userIndex !== null && userIndex === subject.userIndex)
    const [only, another] = known
    return only !== undefined && another === undefined
      ? ownership(only, holders, false)
      : ownership(newest, holders, true)
  }

  /** Whether somebody has the device at that time, in whatever home. */
  isAnybodys(device: string, at: Milliseconds): boolean {
    return this.#assignmentsOf(device).some(({ from, until }) => from <= at && (until === null || at < until))
  }

  person(patient: string): Person {
    const known = this.#people.get(patient)
    if (known !== undefined) return known
    const row = this.#findPerson.get(patient) as Omit<Person, 'plans'>
    const person = { ...row, plans: this.#plans.of(patient) }
    this.#people.set(patient, person)
    return person
  }

  /** Who lives where the gateway is, those who are at home first. */
  residents(gateway: string): string[] {
    return this.#findResidents.all(gateway) as string[]
  }

  /** The gateways of the person's home. */
  gatewaysOf(patient: string): string[] {
    return this.#findGateways.all(patient) as string[]
  }

  #assignmentsOf(device: string): Assignment[] {
    const known = this.#assignments.get(device)
    if (known !== undefined) return known
    const found = this.#findAssignments.all(device) as Assignment[]
    // What is not known is asked for again each time: it may have been assigned a moment ago.
    if (found.length > 0) this.#assignments.set(device, found)
    return found
  }

  #homeOf(gateway: string, at: Milliseconds): string | undefined {
    let stands = this.#gateways.get(gateway)
    if (stands === undefined) {
      const before = this.#findPastHomes.all(gateway) as Stands['before']
      stands = { now: this.#findHome.get(gateway) as string | undefined, before }
      this.#gateways.set(gateway, stands)
    }
    return stands.before.findLast(({ until }) => at < until)?.home ?? stands.now
  }
}

function ownership({ patient }: Assignment, holders: readonly Assignment[], shared: boolean): Ownership {
  const others = new Set(holders.map((holder) => holder.patient).filter((other) => other !== patient))
  return { patient, shared, ...(others.size > 0 && { others: [...others] }) }
}
