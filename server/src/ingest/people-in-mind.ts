import type { Milliseconds, Plan, Reading, ReadingKind } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import {
  answerDue,
  type Episodes,
  episodesEqual,
  episodesOf,
  type GatewayWord,
  gatewayHeard,
  horizon,
  type PatientState,
  restore,
} from '../detection/index.ts'
import type { Directory } from '../devices/directory.ts'
import type { ReadingStore } from '../readings/port.ts'

/** What detection remembers of a person, and the plan for which it does. */
export interface Mind {
  plan: Plan
  state: PatientState
  /** When time passing may mean something next. */
  due: Milliseconds
}

/**
 * Each person's state in memory. After a restart, a rollback or a change of the plan it is made anew from the running
 * episodes on disk, the recent readings, and what is known of the home's gateways.
 */
export class PeopleInMind {
  readonly #minds = new Map<string, Mind>()
  /** The last word on each gateway, and on its radio, since the server began; it is of the broker, and no rollback undoes it. */
  readonly #gateways = new Map<string, GatewayWord>()
  readonly #query: Kysely<Database>
  readonly #readings: ReadingStore
  readonly #directory: Directory

  constructor(query: Kysely<Database>, readings: ReadingStore, directory: Directory) {
    this.#query = query
    this.#readings = readings
    this.#directory = directory
  }

  forget(): void {
    this.#minds.clear()
  }

  /** Made anew when it is needed next. */
  forgetOne(patient: string): void {
    this.#minds.delete(patient)
  }

  all(): IterableIterator<[patient: string, mind: Mind]> {
    return this.#minds.entries()
  }

  /** Undefined while it is not in memory, or not for the plan that is in force. */
  known(patient: string, now: Milliseconds): Mind | undefined {
    const mind = this.#minds.get(patient)
    return mind?.plan === this.#directory.person(patient).plans.at(now) ? mind : undefined
  }

  /** @param earliest of what is to be judged next */
  async of(patient: string, now: Milliseconds, earliest: Milliseconds = now): Promise<Mind> {
    return this.known(patient, now) ?? this.#restored(patient, now, earliest)
  }

  /** What detection may have to look back on from a moment, each kind as far as it reaches, and all since. */
  async recent(patient: string, plan: Plan, moment: Milliseconds, episodes?: Episodes): Promise<Reading[]> {
    const { latest, all } = horizon(plan, episodes)
    const since = new Map<ReadingKind, Milliseconds>()
    for (const { kind, within, from = moment } of [...latest, ...all]) {
      since.set(kind, Math.min(moment - within, from, since.get(kind) ?? moment))
    }
    return this.since(patient, since)
  }

  /** All readings of each kind from its own moment on, oldest first. */
  async since(patient: string, kinds: ReadonlyMap<ReadingKind, Milliseconds>): Promise<Reading[]> {
    return (await this.#readings.since(patient, kinds)).map(asReading)
  }

  /** Writes down the running episodes if they are others now: they cannot be made anew from recent readings. */
  async keep(patient: string, before: PatientState, after: PatientState): Promise<void> {
    const episodes = episodesOf(after)
    if (episodesEqual(episodesOf(before), episodes)) return
    const body = JSON.stringify(episodes)
    const due = answerDue(after) ?? null
    await this.#query
      .insertInto('episodes')
      .values({ patient, body, due })
      .onConflict((conflict) => conflict.column('patient').doUpdateSet({ body, due }))
      .execute()
  }

  /** A gateway came or went. @returns whom that concerns: what is not in memory is told when it is made anew */
  heard(word: GatewayWord): string[] {
    this.#gateways.set(keyOf(word.gateway, word.of), word)
    return this.#directory.residents(word.gateway).filter((patient) => {
      const mind = this.#minds.get(patient)
      if (mind === undefined) return !word.online
      const before = mind.state
      mind.state = gatewayHeard(mind.plan, before, word)
      return mind.state !== before
    })
  }

  /** Everybody whose gateway is gone. */
  cutOff(): string[] {
    return [...this.#gateways.values()].flatMap(({ gateway, online }) =>
      online ? [] : this.#directory.residents(gateway),
    )
  }

  async #restored(patient: string, now: Milliseconds, earliest: Milliseconds): Promise<Mind> {
    const plan = this.#directory.person(patient).plans.at(now)
    const row = await this.#query
      .selectFrom('episodes')
      .select('body')
      .where('patient', '=', patient)
      .executeTakeFirst()
    const episodes = row && (JSON.parse(row.body) as Episodes)
    let state = restore(plan, episodes, await this.recent(patient, plan, earliest, episodes))
    for (const gateway of this.#directory.gatewaysOf(patient)) {
      for (const about of [undefined, 'radio'] as const) {
        const word = this.#gateways.get(keyOf(gateway, about))
        if (word !== undefined) state = gatewayHeard(plan, state, word)
      }
    }
    const mind: Mind = { plan, state, due: now }
    this.#minds.set(patient, mind)
    return mind
  }
}

const keyOf = (gateway: string, of: GatewayWord['of']): string => (of === undefined ? gateway : `${gateway} ${of}`)

const asReading = (stored: Omit<Reading, 'type'>): Reading => ({ type: 'reading', ...stored })
