import { type Actor, type Alert, type AlertEvent, type Finding, PRIORITY_RANK } from '@kotisilta/contract'
import { grownBasis, nextVersion } from './lifecycle.ts'

/** Somebody has found that readings were wrong. */
export interface Corrected {
  by: Actor
  /** Why, in that person's own words. */
  text?: string | undefined
  /** ULIDs of the readings. */
  items: ReadonlySet<string>
  /** What is found without them, of what was told before. */
  still: readonly Finding[]
}

/**
 * An alert that rests on a wrong reading says so, and tells from now on what is found without it, be that less: the one
 * time that a priority falls. Whether it is over at all is a finding of its own. Pure.
 *
 * @returns undefined if it does not rest on them, or has been resolved
 */
export function corrected(alert: Alert, { by, text, items, still }: Corrected, now: string): Alert | undefined {
  if (alert.status === 'resolved' || !alert.basis.some(({ item }) => items.has(item))) return undefined
  const basis = alert.basis.map((each) => (items.has(each.item) ? { ...each, withdrawn: true } : each))
  const [worst] = still
    .filter(({ problem }) => problem === alert.problem)
    .sort((one, other) => PRIORITY_RANK[one.priority] - PRIORITY_RANK[other.priority])
  const event: AlertEvent = { at: now, event: 'corrected', by, ...(text !== undefined && { text }) }
  if (worst === undefined) return nextVersion(alert, { basis }, [event])
  const { rule, ruleVersion, priority, words } = worst
  const changes = { basis: grownBasis(basis, worst.basis), rule, ruleVersion, priority, words, title: words.en.title }
  return nextVersion(alert, changes, [event])
}
