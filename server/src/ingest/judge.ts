import type { Actor, DeviceEvent, Finding, Item, Milliseconds, ReadingKind } from '@kotisilta/contract'
import type { Alerts } from '../alerts/store.ts'
import { askAtHome } from '../commands-to-homes/for-task.ts'
import { apart } from '../commit/apart.ts'
import type { Work } from '../commit/work.ts'
import type { OpenDatabase } from '../database/open.ts'
import {
  type Amended,
  type Ask,
  asksOf,
  detect,
  endedWithout,
  episodesOf,
  type GatewayWord,
  isLate,
  isNews,
  judgedAnew,
  lookBack,
  nextTick,
  noticedAnew,
  type PatientState,
  rebuild,
  rejudge,
  startOfDay,
  tick,
  watchesItems,
  withoutEvents,
} from '../detection/index.ts'
import type { Directory } from '../devices/directory.ts'
import type { ReadingStore } from '../readings/port.ts'
import { type DetectionTasks, detectionTasks } from '../tasks/from-detection.ts'
import { taskStore } from '../tasks/store.ts'
import type { OwnedItem } from './ingest.ts'
import { type Mind, PeopleInMind } from './people-in-mind.ts'
import { PlanChanges } from './plan-changes.ts'
import { Rounds } from './rounds.ts'
import { StaleFindings } from './stale-findings.ts'

/** What is known of a home looks back so far at most: 16 days of movements, and the evening before the first. */
const FACTS_REACH: Milliseconds = 18 * 24 * 60 * 60 * 1000

/** Who has changed a patient's past, and why. */
export interface Because {
  by: Actor
  text?: string | undefined
}

/** Events that somebody has moved from one person to another, seen from one of them. */
export interface MovedEvents {
  gone: readonly DeviceEvent[]
  come: readonly DeviceEvent[]
  /** All events of the person from a moment on. */
  told(since: Milliseconds): readonly DeviceEvent[]
}

/** Runs detection over what has just been stored, and over the passing of time; findings become alerts. */
export class Judge {
  readonly #query: OpenDatabase['query']
  readonly #sqlite: OpenDatabase['sqlite']
  readonly #directory: Directory
  readonly #alerts: Alerts
  readonly #people: PeopleInMind
  readonly #rounds: Rounds
  readonly #tasks: DetectionTasks
  readonly #planChanges: PlanChanges

  constructor({ query, sqlite }: OpenDatabase, readings: ReadingStore, directory: Directory, alerts: Alerts) {
    this.#query = query
    this.#sqlite = sqlite
    this.#planChanges = new PlanChanges(sqlite)
    this.#directory = directory
    this.#alerts = alerts
    this.#tasks = detectionTasks(taskStore(query), (again, now) => askAtHome(query, again, now))
    this.#people = new PeopleInMind(query, readings, directory)
    this.#rounds = new Rounds(sqlite, this.#people, (patient, now) =>
      watchesItems(directory.person(patient).plans.at(now)),
    )
  }

  /** After a rollback. @param wasDeaf nothing could be stored, so that nothing was heard */
  forget(wasDeaf: boolean): void {
    this.#people.forget()
    this.#rounds.forget(wasDeaf)
  }

  /** Of some people; what is known of them is judged by it when their turn comes. */
  plansChanged(): void {
    for (const patient of this.#planChanges.read()) this.#rounds.soon(patient)
  }

  /** Plans or people may be others now. */
  everybodyAnew(): void {
    this.#rounds.everybodyAnew()
  }

  /** Before the items are stored: the state of everybody concerned, as it was without them. */
  async prepare(owned: readonly OwnedItem[], now: Milliseconds): Promise<void> {
    const cold = new Map<string, Milliseconds>()
    for (const { patient, item } of owned) {
      const earliest = cold.get(patient)
      if (earliest !== undefined || this.#people.known(patient, now) === undefined)
        cold.set(patient, Math.min(earliest ?? now, Date.parse(item.at)))
    }
    for (const [patient, earliest] of cold) await this.#people.of(patient, now, earliest)
  }

  /**
   * After they are stored: findings become alerts. Late items wait until all that came in time has been judged, and
   * what a backlog tells of the past pages only if it is still so at its end.
   */
  async judge(inserted: readonly OwnedItem[], work: Work): Promise<void> {
    const late = new Map<string, Item[]>()
    const stale = new StaleFindings(work.now)
    const changed = new Map<string, PatientState>()
    for (const { patient, item } of inserted) {
      const mind = this.#people.known(patient, work.now) as Mind
      const before = mind.state
      if (isLate(before, item)) {
        late.set(patient, [...(late.get(patient) ?? []), item])
        continue
      }
      const { state, findings } = detect(this.#directory.person(patient).plans.at(item.at), before, item)
      mind.state = state
      if (findings.length > 0) await this.#conclude(patient, stale.sift(patient, findings), work)
      // A question asked, or an easing begun, changes the episodes without a word to anybody.
      if (episodesOf(state) !== episodesOf(before) && !changed.has(patient)) changed.set(patient, before)
      if (isNews(before, state)) this.#rounds.soon(patient)
    }
    for (const { patient, finding } of stale.remaining()) await this.#conclude(patient, [finding], work)
    for (const { patient, finding } of stale.passed()) await this.#note(patient, finding, work)
    for (const [patient, items] of late) {
      if (!changed.has(patient)) changed.set(patient, (this.#people.known(patient, work.now) as Mind).state)
      await this.#judgeLate(patient, items, work)
    }
    for (const [patient, before] of changed) {
      await this.#keep(patient, before, (this.#people.known(patient, work.now) as Mind).state, work)
    }
  }

  /** A gateway came or went. */
  gatewaysHeard(words: readonly GatewayWord[]): void {
    this.#rounds.heard(words)
  }

  /** What is found without being judged in the order of time; of long ago it is noted only. */
  async tell(patient: string, finding: Finding, work: Work): Promise<void> {
    const { detection } = this.#directory.person(patient).plans.at(finding.at)
    if (detection.off.some((rule) => rule === finding.rule)) return
    const stale = new StaleFindings(work.now)
    await this.#conclude(patient, stale.sift(patient, [finding]), work)
    for (const { finding: passed } of stale.passed()) await this.#note(patient, passed, work)
  }

  /** What the passing of time means for those whose time has come. What cannot be read of one of them costs the others nothing. */
  async passTime(work: Work): Promise<void> {
    await this.#rounds.make(work.now, async (patient) => {
      if (await apart(this.#sqlite, work, `client ${patient}`, () => this.#look(patient, work))) return
      this.#people.forgetOne(patient)
      this.#alerts.rolledBack()
    })
  }

  async #look(patient: string, work: Work): Promise<void> {
    const { now } = work
    const { listening } = this.#rounds
    const mind = await this.#people.of(patient, now)
    const before = mind.state
    const anew = this.#planChanges.take(patient) ? judgedAnew(mind.plan, before, now) : undefined
    const { state, findings } = tick(mind.plan, anew?.state ?? before, now, listening)
    mind.state = state
    mind.due = nextTick(mind.plan, state, { now, listening })
    if (anew !== undefined) await this.#conclude(patient, anew.findings, work)
    await this.#conclude(patient, findings, work)
    await this.#keep(patient, before, state, work)
  }

  asksOf(patient: string, now: Milliseconds): Ask[] {
    const mind = this.#people.known(patient, now)
    return mind === undefined ? [] : asksOf(mind.state)
  }

  /**
   * Judges a patient anew after the store has changed: as if the readings that are gone had never been there and those
   * that have come had come in time. What is no longer so is cleared, what is so after all is raised, and alerts that
   * rest on what is gone say who has withdrawn it and why.
   */
  async rejudge(patient: string, amended: Amended, because: Because, work: Work): Promise<void> {
    const { plans } = this.#directory.person(patient)
    const changed = Math.min(...[...amended.gone, ...amended.come].map(({ at }) => Date.parse(at)))
    const mind = await this.#people.of(patient, work.now, changed)
    const { plan, state: before } = mind
    const { start, kinds } = lookBack(plan, before, changed, work.now)
    const history = await this.#people.since(patient, kinds)
    const span = { start, now: work.now, planAt: plans.at }
    const { state, now, passed, still } = rejudge(plan, before, history, amended, span)
    mind.state = state
    this.#rounds.soon(patient)
    const items = new Set(amended.gone.map(({ id }) => id))
    if (items.size > 0) await this.#alerts.correct(patient, { ...because, items, still }, work)
    await this.#conclude(patient, now, work)
    await this.#keep(patient, before, state, work)
    for (const finding of passed) await this.#note(patient, finding, work)
  }

  /**
   * Judges a patient anew after events have been taken out of their past or put into it, and readings with them: `told`
   * gives all that is stored now. Alerts that rest on what is gone say so; what has come is told as if it had come late.
   */
  async eventsMoved(patient: string, { gone, come, told }: MovedEvents, because: Because, work: Work): Promise<void> {
    const { plans } = this.#directory.person(patient)
    const mind = await this.#people.of(patient, work.now)
    const before = mind.state
    const { state, now, passed } = rebuild(mind.plan, withoutEvents(before, gone), [], come, plans.at)
    const earliest = Math.min(work.now - FACTS_REACH, ...[...gone, ...come].map(({ at }) => Date.parse(at)))
    const since = startOfDay(earliest)
    const moving = new Map<ReadingKind, Milliseconds>([
      ['steps', since],
      ['activity', since],
    ])
    const history = [...told(since), ...(await this.#people.since(patient, moving))]
    mind.state = noticedAnew(mind.plan, state, history, since)
    this.#rounds.soon(patient)
    const items = new Set(gone.map(({ id }) => id))
    if (items.size > 0) {
      const touched = await this.#alerts.correct(patient, { ...because, items, still: [] }, work)
      for (const { basis } of touched) await this.#conclude(patient, endedWithout(basis, gone), work)
    }
    const stale = new StaleFindings(work.now)
    await this.#conclude(patient, stale.sift(patient, now), work)
    for (const { finding } of stale.passed()) await this.#note(patient, finding, work)
    for (const finding of passed) await this.#note(patient, finding, work)
    await this.#keep(patient, before, mind.state, work)
  }

  async #judgeLate(patient: string, items: readonly Item[], work: Work): Promise<void> {
    const { plans } = this.#directory.person(patient)
    const mind = this.#people.known(patient, work.now) as Mind
    const history = await this.#people.recent(patient, mind.plan, Math.min(...items.map((item) => Date.parse(item.at))))
    const { state, now, passed } = rebuild(mind.plan, mind.state, history, items, plans.at)
    mind.state = state
    this.#rounds.soon(patient)
    await this.#conclude(patient, now, work)
    for (const finding of passed) await this.#note(patient, finding, work)
  }

  /** Writes down what goes on; what is asked becomes somebody's task, and what is answered is none any more. */
  async #keep(patient: string, before: PatientState, after: PatientState, work: Work): Promise<void> {
    if (episodesOf(before).asks !== episodesOf(after).asks) {
      await this.#tasks.asksChanged(patient, before, after, work.now)
    }
    await this.#people.keep(patient, before, after)
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
}
