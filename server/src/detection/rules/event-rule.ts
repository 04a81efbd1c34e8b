import type { DeviceEvent, EventKind, Finding, Milliseconds, Priority, Problem, Rule, Words } from '@kotisilta/contract'
import { basisOfItem } from '../basis.ts'

/** A rule that speaks whenever an event of one kind comes. */
export interface EventRule {
  rule: Rule
  version: number
  event: EventKind
  problem: Problem
  priority: Priority
  /**
   * How far behind the person's newest reading the event may come and still page somebody. Beyond that it goes on the
   * timeline only.
   */
  pagesWithin: Milliseconds
  words: Words
}

export const occurred = ({ rule, version, problem, priority, words }: EventRule, event: DeviceEvent): Finding => ({
  rule,
  ruleVersion: version,
  problem,
  change: 'occurred',
  priority,
  at: event.at,
  words,
  basis: [basisOfItem(event)],
})
