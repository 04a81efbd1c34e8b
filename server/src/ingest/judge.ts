import type { Actor, Finding, Item, Milliseconds, Plan, Reading, ReadingKind } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Alerts } from '../alerts/store.ts'
import type { Work } from '../commit/work.ts'
import type { Database } from '../database/schema.ts'
import {
  type Amended,
  asksOf,
  detect,
  type Episodes,
  episodesEqual,
  episodesOf,
  horizon,
  isLate,
  lookBack,
  type PatientState,
  rebuild,
  rejudge,
  restore,
  tick,
} from '../detection/index.ts'
import type { Directory } from '../devices/directory.ts'
import type { ReadingStore } from '../readings/port.ts'
import type { OwnedItem } from './ingest.ts'
import { StaleFindings } from './stale-findings.ts'

/** Who has changed a patient's past, and why. */
export interface Because {
  by: Actor
  text?: string | undefined
}

/**
 * Runs detection over what has just been stored. Each patient's state lives in memory; after a restart or a rollback
 * it is made anew from the running episodes on disk and the recent readings.
 */
export class Judge {
  readonly #states = new Map<string, PatientState>()
  readonly #query: Kysely<Database>
  readonly #readings: ReadingStore
  readonly #directory: Directory
  readonly #alerts: Alerts

  constructor(query: Kysely<Database>, readings: ReadingStore, directory: Directory, alerts: Alerts) {
    this.#query = query
    this.#readings = readings
    this.#directory = directory
    this.#alerts = alerts
  }

  forget(): void {
    this.#states.clear()
  }

  /** Before the items are stored: the state of everybody concerned, as it was without them. */
  async prepare(owned: readonly OwnedItem[], now: Milliseconds): Promise<void> {
    const cold = new Map<string, Milliseconds>()
    for (const { patient, item } of owned) {
      if (!this.#states.has(patient)) cold.set(patient, Math.min(cold.get(patient) ?? now, Date.parse(item.at)))
    }
    for (const [patient, earliest] of cold) {
      this.#states.set(patient, await this.#restored(patient, this.#directory.person(patient).plans.at(now), earliest))
    }
  }

  /**
   * After they are stored: findings become alerts. Late items wait until all that came in time has been judged, and
   * what a backlog tells of the past pages only if it is still so at its end.
   */
  async judge(inserted: readonly OwnedItem[], work: Work): Promise<void> {
    const late = new Map<string, Item[]>()
    const stale = new StaleFindings(work.now)
    for (const { patient, item } of inserted) {
      const before = this.#states.get(patient) as PatientState
      if (isLate(before, item)) {
        late.set(patient, [...(late.get(patient) ?? []), item])
        continue
      }
      const { state, findings } = detect(this.#directory.person(patient).plans.at(item.at), before, item)
      if (state !== before) this.#states.set(patient, state)
      if (findings.length > 0) await this.#conclude(patient, stale.sift(patient, findings), work)
      // A question asked, or an easing begun, changes the episodes without a word to anybody.
      if (episodesOf(state) !== episodesOf(before)) await this.#keep(patient, before, state)
    }
    for (const { patient, finding } of stale.remaining()) await this.#conclude(patient, [finding], work)
    for (const { patient, finding } of stale.passed()) await this.#note(patient, finding, work)
    for (const [patient, items] of late) await this.#judgeLate(patient, items, work)
  }

  /** Judges everybody whose second measurement is overdue. */
  async passTime(work: Work): Promise<void> {
    const overdue = await this.#query.selectFrom('episodes').select('patient').where('due', '<', work.now).execute()
    for (const { patient } of overdue) {
      const plan = this.#directory.person(patient).plans.at(work.now)
      const before = this.#states.get(patient) ?? (await this.#restored(patient, plan, work.now))
      const { state, findings } = tick(plan, before, work.now)
      this.#states.set(patient, state)
      await this.#conclude(patient, findings, work)
      await this.#keep(patient, before, state)
    }
  }

  /**
   * Judges a patient anew after the store has changed: as if the readings that are gone had never been there and those
   * that have come had come in time. What is no longer so is cleared, what is so after all is raised, and alerts that
   * rest on what is gone say who has withdrawn it and why.
   */
  async rejudge(patient: string, amended: Amended, because: Because, work: Work): Promise<void> {
    const { plans } = this.#directory.person(patient)
    const plan = plans.at(work.now)
    const changed = Math.min(...[...amended.gone, ...amended.come].map(({ at }) => Date.parse(at)))
    const before = this.#states.get(patient) ?? (await this.#restored(patient, plan, changed))
    const { start, kinds } = lookBack(plan, before, changed)
    const history = (await this.#readings.since(patient, kinds)).map(asReading)
    const span = { start, now: work.now, planAt: plans.at }
    const { state, now, passed, still } = rejudge(plan, before, history, amended, span)
    this.#states.set(patient, state)
    const items = new Set(amended.gone.map(({ id }) => id))
    if (items.size > 0) await this.#alerts.correct(patient, { ...because, items, still }, work)
    await this.#conclude(patient, now, work)
    await this.#keep(patient, before, state)
    for (const finding of passed) await this.#note(patient, finding, work)
  }

  async #judgeLate(patient: string, items: readonly Item[], work: Work): Promise<void> {
    const { plans } = this.#directory.person(patient)
    const plan = plans.at(work.now)
    const before = this.#states.get(patient) as PatientState
    const history = await this.#recent(patient, plan, Math.min(...items.map((item) => Date.parse(item.at))))
    const { state, now, passed } = rebuild(plan, before, history, items, plans.at)
    this.#states.set(patient, state)
    await this.#conclude(patient, now, work)
    await this.#keep(patient, before, state)
    for (const finding of passed) await this.#note(patient, finding, work)
  }

  async #conclude(patient: string, findings: readonly Finding[], work: Work): Promise<void> {
    for (const finding of findings) {
      work.found(finding.rule)
      await this.#alerts.conclude(patient, finding, work)
    }
  }

  /** What was true then and is no longer: on the patient's timeline, paging nobody. */
  async #note(patient: string, finding: Finding, work: Work): Promise<void> {
    await this.#query
      .insertInto('timeline')
      .values({ patient, at: Date.parse(finding.at), recorded_at: work.now, body: JSON.stringify(finding) })
      .execute()
  }

  /** Writes down the running episodes if they are others now: they cannot be made anew from recent readings. */
  async #keep(patient: string, before: PatientState, after: PatientState): Promise<void> {
    const episodes = episodesOf(after)
    if (episodesEqual(episodesOf(before), episodes)) return
    const body = JSON.stringify(episodes)
    const due = asksOf(after)[0]?.due ?? null
    await this.#query
      .insertInto('episodes')
      .values({ patient, body, due })
      .onConflict((conflict) => conflict.column('patient').doUpdateSet({ body, due }))
      .execute()
  }

  async #restored(patient: string, plan: Plan, earliest: Milliseconds): Promise<PatientState> {
    const row = await this.#query
      .selectFrom('episodes')
      .select('body')
      .where('patient', '=', patient)
      .executeTakeFirst()
    return restore(plan, row && (JSON.parse(row.body) as Episodes), await this.#recent(patient, plan, earliest))
  }

  /** What detection may have to look back on from a moment, each kind as far as it reaches, and all since. */
  async #recent(patient: string, plan: Plan, moment: Milliseconds): Promise<Reading[]> {
    const { latest, all } = horizon(plan)
    const from = new Map<ReadingKind, Milliseconds>()
    for (const { kind, within } of [...latest, ...all]) {
      from.set(kind, Math.min(moment - within, from.get(kind) ?? moment))
    }
    return (await this.#readings.since(patient, from)).map(asReading)
  }
}

const asReading = (stored: Omit<Reading, 'type'>): Reading => ({ type: 'reading', ...stored })
