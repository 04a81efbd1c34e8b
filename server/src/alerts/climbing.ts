import { type Actor, type Alert, type Climb, type Escalation, isoTime, type Milliseconds } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Work } from '../commit/work.ts'
import type { Database } from '../database/schema.ts'
import { type Outbox, outbox } from '../notifications/outbox.ts'
import type { Roster } from '../on-call/roster.ts'
import { climbed, followed, type PeopleFor, reachesNobody } from './escalation.ts'
import { escalationStore } from './escalation-store.ts'
import { noted, takersOf } from './lifecycle.ts'
import { isHeld } from './storms.ts'

/** So often an alert for which nobody is called, because another one speaks for it, is looked at. */
const HELD: Milliseconds = 5 * 60_000
/** A history names so many of those called: a step can be all nurses of a region. */
const NAMED_MOST = 5

/** Makes every unresolved alert climb: the chain's state on disk, in the transaction in which the alert changes. */
export class Climbing {
  readonly #store: ReturnType<typeof escalationStore>
  readonly #outbox: Outbox
  readonly #roster: Roster
  readonly #areaOf: (patient: string) => string | undefined
  #lastLook: Milliseconds | undefined

  constructor(query: Kysely<Database>, roster: Roster, areaOf: (patient: string) => string | undefined) {
    this.#store = escalationStore(query)
    this.#outbox = outbox(query)
    this.#roster = roster
    this.#areaOf = areaOf
  }

  /** The alert as it is to be saved after a change: with where it stands, and whoever is called at once in its history. */
  async follow(alert: Alert, { now }: Work): Promise<Alert> {
    // A test alarm is for screens alone, and ends by itself: server/src/alive-test.
    if (alert.problem === 'test') return alert
    const before = alert.version === 1 ? undefined : await this.#store.find(alert.id)
    const policy = this.#roster.policyFor(alert, this.#areaOf(alert.patient.id))
    const escalation = followed(before, alert, policy, now)
    if (alert.status !== 'open') {
      const stops = escalation === undefined || escalation.status === 'taken'
      await this.#outbox.taken(alert.id, takersOf(alert), stops, now)
    }
    if (escalation !== undefined && isHeld(alert)) return this.#hold(alert, escalation, now)
    if (escalation !== undefined) return this.#climb(alert, escalation, now)
    if (before !== undefined) await this.#store.end(alert.id)
    const { climb: _ended, ...resolved } = alert
    return resolved
  }

  /**
   * Alerts that time has something to do with. After a start, and when the clock has been set back, that is all of them:
   * what is due then is not what the index says, and one may have been raised before there were chains.
   */
  async due({ now }: Work): Promise<string[]> {
    const isSteady = this.#lastLook !== undefined && now >= this.#lastLook
    this.#lastLook = now
    return isSteady ? this.#store.due(now) : this.#store.unresolved()
  }

  /** What time does to an alert's chain. `expired`: its owner has had it for too long. */
  async passTime(alert: Alert, work: Work): Promise<{ alert: Alert; expired: boolean }> {
    if (alert.problem === 'test') return { alert, expired: false }
    const before = await this.#store.find(alert.id)
    if (before === undefined)
      return { alert: await this.follow({ ...alert, version: alert.version + 1 }, work), expired: false }
    const { now } = work
    if (isHeld(alert)) {
      await this.#hold(alert, before, now)
      return { alert, expired: false }
    }
    const { escalation, expired } = climbed(before, now, ...this.#people(alert, now))
    if (expired || escalation === before) return { alert, expired }
    return { alert: await this.#climb({ ...alert, version: alert.version + 1 }, before, now), expired: false }
  }

  /** Whether one more has to have it besides those who do. */
  async wantsMore(alert: Alert): Promise<boolean> {
    const { takers } = (await this.#store.find(alert.id))?.policy ?? { takers: 1 }
    return takersOf(alert).length < takers
  }

  /** All who were called last have said that they cannot: the next ones are called at once. */
  async passOn(alert: Alert, now: Milliseconds): Promise<void> {
    const escalation = await this.#store.find(alert.id)
    const called = escalation?.calls.findLast(({ people }) => people.length > 0)
    if (escalation === undefined || called === undefined || escalation.status !== 'climbing') return
    if (!called.people.every((person) => hasDeclined(alert, person, called.at))) return
    await this.#store.put(alert.id, { ...escalation, due: isoTime(now) }, now)
  }

  /** Somebody is called for all of its storm: nobody for this one. It is looked at again, should nothing else happen. */
  async #hold(alert: Alert, from: Escalation, now: Milliseconds): Promise<Alert> {
    const escalation: Escalation = { ...from, due: isoTime(now + HELD) }
    await this.#store.put(alert.id, escalation, now + HELD)
    return { ...alert, climb: climbOf(escalation, alert) }
  }

  /** Whom a step means, and whom to call when no step means anybody. */
  #people({ patient: { id } }: Alert, now: Milliseconds): [PeopleFor, () => readonly string[]] {
    return [(target) => this.#roster.peopleFor(target, id, now), () => this.#roster.lastResort(id, now)]
  }

  /** One step, if one is due, written into the alert's newest version. */
  async #climb(alert: Alert, from: Escalation, now: Milliseconds): Promise<Alert> {
    const { escalation, calls } = climbed(from, now, ...this.#people(alert, now))
    for (const call of calls) {
      await this.#store.called(alert.id, escalation.began, call, now)
      await this.#outbox.called(alert, escalation.began, call, now)
    }
    const dues = [escalation.due, alert.snoozedUntil, alert.clearsAt].filter((due) => due != null)
    await this.#store.put(alert.id, escalation, dues.length === 0 ? null : Math.min(...dues.map(Date.parse)))
    const people = calls.flatMap((call) => call.people).map(this.#roster.actor)
    return { ...noted(alert, eventsOf(from, escalation, people, now)), climb: climbOf(escalation, alert) }
  }
}

const eventsOf = (before: Escalation, after: Escalation, people: Actor[], now: Milliseconds) => [
  ...(people.length > 0
    ? [{ at: isoTime(now), event: 'called' as const, people: people.slice(0, NAMED_MOST), count: people.length }]
    : []),
  ...(after.status === 'unanswered' && before.status !== 'unanswered'
    ? [{ at: isoTime(now), event: 'unanswered' as const }]
    : []),
]

const hasDeclined = ({ history }: Alert, person: string, since: string): boolean =>
  history.some(({ event, by, at, goes }) => event === 'answered' && by?.id === person && at >= since && goes === false)

const climbOf = (escalation: Escalation, alert: Alert): Climb => {
  const { status, due, step, policy } = escalation
  const several = policy.takers > 1 && { takers: takersOf(alert).length, wanted: policy.takers }
  return { status, due, step, steps: policy.steps.length, nobody: reachesNobody(escalation), ...several }
}
