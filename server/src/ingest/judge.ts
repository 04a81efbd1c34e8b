import type { Finding, Item, Milliseconds, Reading } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Alerts } from '../alerts/store.ts'
import type { Work } from '../commit/work.ts'
import type { Database } from '../database/schema.ts'
import {
  detect,
  type Episodes,
  episodesEqual,
  episodesOf,
  horizon,
  isLate,
  type PatientState,
  rebuild,
  restore,
} from '../detection/index.ts'
import type { Directory } from '../devices/directory.ts'
import type { ReadingStore } from '../readings/port.ts'
import type { OwnedItem } from './ingest.ts'

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
    for (const [patient, earliest] of cold) this.#states.set(patient, await this.#restored(patient, earliest))
  }

  /** After they are stored: findings become alerts. Late items wait until all that came in time has been judged. */
  async judge(inserted: readonly OwnedItem[], work: Work): Promise<void> {
    const late = new Map<string, Item[]>()
    for (const { patient, item } of inserted) {
      const before = this.#states.get(patient) as PatientState
      if (isLate(before, item)) {
        late.set(patient, [...(late.get(patient) ?? []), item])
        continue
      }
      const { state, findings } = detect(this.#directory.person(patient).plan, before, item)
      if (state !== before) this.#states.set(patient, state)
      if (findings.length > 0) await this.#concluded(patient, before, state, findings, work)
    }
    for (const [patient, items] of late) await this.#judgeLate(patient, items, work)
  }

  async #judgeLate(patient: string, items: readonly Item[], work: Work): Promise<void> {
    const { plan } = this.#directory.person(patient)
    const before = this.#states.get(patient) as PatientState
    const earliest = Math.min(...items.map((item) => Date.parse(item.at)))
    const reach = Math.max(...[...horizon(plan).latest, ...horizon(plan).all].map(({ within }) => within))
    const history = await this.#readings.range({ patient, from: earliest - reach, to: Number.MAX_SAFE_INTEGER })
    const { state, now, passed } = rebuild(plan, before, history.map(asReading), items)
    this.#states.set(patient, state)
    await this.#concluded(patient, before, state, now, work)
    for (const finding of passed) await this.#note(patient, finding, work)
  }

  async #concluded(
    patient: string,
    before: PatientState,
    after: PatientState,
    findings: readonly Finding[],
    work: Work,
  ) {
    for (const finding of findings) {
      work.found(finding.rule)
      await this.#alerts.conclude(patient, finding, work)
    }
    const episodes = episodesOf(after)
    if (!episodesEqual(episodesOf(before), episodes)) await this.#keep(patient, episodes)
  }

  /** What was true then and is no longer: on the patient's timeline, paging nobody. */
  async #note(patient: string, finding: Finding, work: Work): Promise<void> {
    await this.#query
      .insertInto('timeline')
      .values({ patient, at: Date.parse(finding.at), recorded_at: work.now, body: JSON.stringify(finding) })
      .execute()
  }

  async #keep(patient: string, episodes: Episodes): Promise<void> {
    const body = JSON.stringify(episodes)
    await this.#query
      .insertInto('episodes')
      .values({ patient, body })
      .onConflict((conflict) => conflict.column('patient').doUpdateSet({ body }))
      .execute()
  }

  async #restored(patient: string, earliest: Milliseconds): Promise<PatientState> {
    const { plan } = this.#directory.person(patient)
    const row = await this.#query
      .selectFrom('episodes')
      .select('body')
      .where('patient', '=', patient)
      .executeTakeFirst()
    const { latest, all } = horizon(plan)
    const newest = await this.#readings.latest(
      patient,
      latest.map(({ kind, within }) => ({ kind, since: earliest - within })),
    )
    const whole = await Promise.all(
      all.map(({ kind, within }) =>
        this.#readings.range({ patient, kinds: [kind], from: earliest - within, to: Number.MAX_SAFE_INTEGER }),
      ),
    )
    const recent = [...newest, ...whole.flat()].sort((a, b) => (a.at < b.at ? -1 : 1)).map(asReading)
    return restore(plan, row && (JSON.parse(row.body) as Episodes), recent)
  }
}

const asReading = (stored: Omit<Reading, 'type'>): Reading => ({ type: 'reading', ...stored })
