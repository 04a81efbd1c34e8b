import type { Item, Milliseconds } from '@kotisilta/contract'
import { isJudged } from './judged.ts'
import { known } from './latest.ts'
import { newestBeside } from './remember.ts'
import { eventRuleFor } from './rules/event-rules.ts'
import type { PatientState } from './state.ts'
import { timeOf } from './time.ts'

/**
 * Whether an item is older than what it would have been judged with, and has to go through `rebuild`. Events stand for
 * themselves: they are late only when nobody should be paged for them any more, which is never so for an SOS or a fall.
 * Items of the same moment are judged in the order in which they come.
 */
export function isLate(state: PatientState, item: Item): boolean {
  if (item.type === 'event') {
    const rule = eventRuleFor(item.kind)
    return rule !== undefined && timeOf(item.at) < newestOf(state) - rule.pagesWithin
  }
  const newest = newestBeside(state, item.kind)
  return newest !== undefined && isJudged(item) && timeOf(item.at) < newest
}

/** Event time of the newest reading that detection remembers; -Infinity if there is none. */
export function newestOf({ latest, weights }: PatientState): Milliseconds {
  let newest = weights.at(-1)?.at ?? Number.NEGATIVE_INFINITY
  for (const [, { at }] of known(latest)) newest = Math.max(newest, at)
  return newest
}
