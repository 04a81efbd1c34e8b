import type { Finding, Item, Plan } from '@kotisilta/contract'
import {
  detect,
  emptyState,
  type News2Score,
  news2,
  news2InputAt,
  type PatientState,
} from '@kotisilta/server/detection'

/** One person's history as it is judged, item by item in event time. */
export class Person {
  /** Days (UTC) on which there was anything. */
  days = 0
  #state: PatientState = emptyState()
  /** Items of the newest moment, by which a duplicate is known. */
  #newest: Item[] = []
  readonly #plan: Plan

  constructor(plan: Plan) {
    this.#plan = plan
  }

  judge(item: Item): readonly Finding[] | 'duplicate' | 'too-old' {
    const before = this.#newest[0]?.at
    if (before !== undefined && item.at < before) return 'too-old'
    if (before === item.at) {
      if (this.#newest.some((other) => isSame(item, other))) return 'duplicate'
      this.#newest.push(item)
    } else {
      if (before?.slice(0, 10) !== item.at.slice(0, 10)) this.days++
      this.#newest = [item]
    }
    const { state, findings } = detect(this.#plan, this.#state, item)
    this.#state = state
    return findings
  }

  /** NEWS2 of what is known at that moment. */
  score(at: string): News2Score {
    return news2(news2InputAt(this.#plan, this.#state, Date.parse(at)))
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
