import type { Milliseconds } from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'
import type { GatewayWord } from '../detection/index.ts'
import type { PeopleInMind } from './people-in-mind.ts'

/** Longer without a round, and the server was not there: what came in that time is still on its way. */
const GAP: Milliseconds = 10 * 60_000
/** How often everybody in memory is asked whether their time has come. */
const SCAN: Milliseconds = 1_000
/** An SOS waits for the round in front of it. */
const BUDGET_MS = 10
/** So many are asked at once whether anything is watched for them. */
const PAGE = 50

interface WatchedRow {
  patient: string
  hasEpisodes: 0 | 1
}

/**
 * Who has to be looked at because time has passed. A round takes a few milliseconds, however many people there are: whoever
 * is due first of all, and then, after a restart or a change of who is who, everybody in turn whose plan watches something.
 */
export class Rounds {
  readonly #people: PeopleInMind
  readonly #isWatchful: (patient: string, now: Milliseconds) => boolean
  readonly #overdue: SqliteDatabase.Statement
  readonly #page: SqliteDatabase.Statement
  readonly #soon = new Set<string>()
  #last = Number.NEGATIVE_INFINITY
  #scanned = Number.NEGATIVE_INFINITY
  /** Since when rounds are made without a gap. */
  #listening = Number.NEGATIVE_INFINITY
  /** Up to whom everybody has been looked at; undefined: there is no need. */
  #turn: string | undefined = ''
  #isOnceMore = false

  /** @param isWatchful whether the person's plan looks at what does not come */
  constructor(
    sqlite: SqliteDatabase.Database,
    people: PeopleInMind,
    isWatchful: (patient: string, now: Milliseconds) => boolean,
  ) {
    this.#people = people
    this.#isWatchful = isWatchful
    this.#overdue = sqlite.prepare('select patient from episodes where due < ?').pluck()
    this.#page = sqlite.prepare(
      `select p.id as patient, e.patient is not null as hasEpisodes
       from patient p left join episodes e on e.patient = p.id where p.id > ? order by p.id limit ${PAGE}`,
    )
  }

  get listening(): Milliseconds {
    return this.#listening
  }

  /** Other plans, other people. */
  everybodyAnew(): void {
    if (this.#turn === undefined) this.#turn = ''
    else this.#isOnceMore = true
  }

  /** Nothing of what was in memory holds. @param wasDeaf nothing could be taken in, so that an absence means nothing */
  forget(wasDeaf: boolean): void {
    this.#turn = ''
    this.#isOnceMore = false
    for (const patient of this.#people.cutOff()) this.#soon.add(patient)
    if (wasDeaf) this.#last = Number.NEGATIVE_INFINITY
  }

  soon(patient: string): void {
    this.#soon.add(patient)
  }

  heard(words: readonly GatewayWord[]): void {
    for (const word of words) for (const patient of this.#people.heard(word)) this.#soon.add(patient)
  }

  /** Calls `look` for those whose time has come, as many as the round has time for. */
  async make(now: Milliseconds, look: (patient: string) => Promise<void>): Promise<void> {
    if (now - this.#last > GAP) this.#listening = now
    this.#last = now
    if (now - this.#scanned >= SCAN) this.#scan(now)
    const ends = performance.now() + BUDGET_MS
    for (const patient of this.#soon) {
      await look(patient)
      this.#soon.delete(patient)
      if (performance.now() > ends) return
    }
    while (this.#turn !== undefined && performance.now() < ends) {
      for (const patient of this.#nextInTurn(this.#turn, now)) await look(patient)
    }
  }

  #scan(now: Milliseconds): void {
    this.#scanned = now
    for (const [patient, { due }] of this.#people.all()) if (due <= now) this.#soon.add(patient)
    for (const patient of this.#overdue.all(now) as string[]) this.#soon.add(patient)
  }

  #nextInTurn(after: string, now: Milliseconds): string[] {
    const rows = this.#page.all(after) as WatchedRow[]
    const ended = rows.length < PAGE
    this.#turn = ended ? (this.#isOnceMore ? '' : undefined) : rows.at(-1)?.patient
    if (ended) this.#isOnceMore = false
    return rows
      .filter(({ patient, hasEpisodes }) => {
        if (this.#people.known(patient, now) !== undefined) return false
        return hasEpisodes === 1 || this.#isWatchful(patient, now)
      })
      .map(({ patient }) => patient)
  }
}
