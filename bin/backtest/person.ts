import type { Finding, Item, Milliseconds, Plan } from '@kotisilta/contract'
import {
  detect,
  emptyState,
  isNews,
  type News2Score,
  news2,
  news2InputAt,
  nextTick,
  type PatientState,
  tick,
  timeOf,
} from '@kotisilta/server/detection'

const NONE: readonly Finding[] = []
const DAY: Milliseconds = 86_400_000
/** A history is whole: whatever was ever to come has come in its time. */
const LISTENING = Number.NEGATIVE_INFINITY

/** One person's history as it is judged, item by item in event time, with the time that passes between them. */
export class Person {
  /** Days (UTC) on which there was anything. */
  days = 0
  #day = Number.NaN
  #state: PatientState = emptyState()
  /** Items of the newest moment, by which a duplicate is known. */
  #newest: Item[] = []
  /** When time passing may mean something next. */
  #due: Milliseconds = Number.NEGATIVE_INFINITY
  readonly #planAt: (at: string) => Plan

  /** @param planAt the plan in force at an ISO 8601 time */
  constructor(planAt: (at: string) => Plan) {
    this.#planAt = planAt
  }

  judge(item: Item): readonly Finding[] | 'duplicate' | 'too-old' {
    const before = this.#newest[0]?.at
    if (before !== undefined && item.at < before) return 'too-old'
    if (before === item.at) {
      if (this.#newest.some((other) => isSame(item, other))) return 'duplicate'
      this.#newest.push(item)
    } else {
      this.#newest = [item]
    }
    const plan = this.#planAt(item.at)
    const at = timeOf(item.at)
    const day = Math.floor(at / DAY)
    if (day !== this.#day) this.days++
    this.#day = day
    const passed = this.#due < at ? this.#passTime(plan, at) : NONE
    const { state, findings } = detect(plan, this.#state, item)
    const isWorthALook = isNews(this.#state, state)
    this.#state = state
    const seen = isWorthALook ? this.#look(plan, at) : NONE
    return passed.length + seen.length === 0 ? findings : [...passed, ...findings, ...seen]
  }

  /** NEWS2 of what is known at that moment. */
  score(at: string): News2Score {
    return news2(news2InputAt(this.#planAt(at), this.#state, Date.parse(at)))
  }

  #passTime(plan: Plan, until: Milliseconds): readonly Finding[] {
    let findings = NONE
    while (this.#due < until) {
      const found = this.#look(plan, Number.isFinite(this.#due) ? this.#due : until)
      if (found.length > 0) findings = [...findings, ...found]
    }
    return findings
  }

  #look(plan: Plan, now: Milliseconds): readonly Finding[] {
    const { state, findings } = tick(plan, this.#state, now, LISTENING)
    this.#state = state
    this.#due = nextTick(plan, state, { now, listening: LISTENING })
    return findings
  }
}

/** The same item, or the same measurement heard twice (device, kind, time, value). */
function isSame(one: Item, other: Item): boolean {
  if (one.id === other.id) return true
  if (one.type === 'event' || other.type === 'event' || one.kind !== other.kind || one.device !== other.device)
    return false
  const { systolic, diastolic } = one.components ?? {}
  return (
    one.value === other.value && systolic === other.components?.systolic && diastolic === other.components?.diastolic
  )
}
