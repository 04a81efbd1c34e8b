import type {
  DeviceEvent,
  EventKind,
  Finding,
  Language,
  Milliseconds,
  Plan,
  Priority,
  Problem,
  Rule,
  Words,
} from '@kotisilta/contract'
import { basisOfItem } from '../basis.ts'
import { inEachLanguage } from '../words/in-each-language.ts'

/** A rule that speaks whenever an event of one kind comes. */
export interface EventRule {
  rule: Rule
  version: number
  event: EventKind
  problem: Problem
  priority: Priority
  /** Where the plan makes it another one. */
  priorityFor?(plan: Plan, event: DeviceEvent): Priority | undefined
  /**
   * How far behind the person's newest reading the event may come and still page somebody. Beyond that it goes on the
   * timeline only.
   */
  pagesWithin: Milliseconds
  words: Words
  /** Where the event calls for other ones. */
  wordsFor?(event: DeviceEvent): Words | undefined
  /** What is said when the device tells that it is over (`cleared`). */
  overWords?: Words
}

/** A device that says that what it had told of is over; undefined where that cannot be. */
export const ended = ({ rule, version, problem, priority, overWords }: EventRule, event: DeviceEvent) =>
  overWords && {
    rule,
    ruleVersion: version,
    problem,
    change: 'cleared' as const,
    priority,
    at: event.at,
    words: overWords,
    basis: [basisOfItem(event)],
  }

export const occurred = (
  { rule, version, problem, priority, priorityFor, words, wordsFor }: EventRule,
  plan: Plan,
  event: DeviceEvent,
): Finding => ({
  rule,
  ruleVersion: version,
  problem,
  change: 'occurred',
  priority: priorityFor?.(plan, event) ?? priority,
  at: event.at,
  words: saidOf(event, wordsFor?.(event) ?? words),
  basis: [basisOfItem(event)],
})

/** Whoever is called has to know that it may have been earlier. */
const TIME_UNCERTAIN: Readonly<Record<Language, string>> = {
  fi: 'Tapahtuma-aika on epävarma: aika kertoo, milloin ilmoitus saapui.',
  sv: 'Tidpunkten är osäker: den visar när meddelandet kom fram.',
  en: 'The time is uncertain: it is when this was heard.',
}

const saidOf = ({ clock }: DeviceEvent, words: Words): Words =>
  clock !== 'estimated'
    ? words
    : inEachLanguage((language) => ({
        title: words[language].title,
        why: `${words[language].why} ${TIME_UNCERTAIN[language]}`,
      }))
