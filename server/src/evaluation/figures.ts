import {
  type AnswerTimes,
  type Evaluation,
  type Milliseconds,
  PRIORITY_RANK,
  type Priority,
  type Spread,
} from '@kotisilta/contract'
import { dayOf } from '../detection/local-time.ts'
import type { AlertFacts } from './alert-facts.ts'

const DAY: Milliseconds = 24 * 3_600_000

/** The value below which a share lies, as one of the values (nearest rank); null of none. */
export function quantile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
}

const spread = (seconds: readonly number[]): Spread => ({
  count: seconds.length,
  median: quantile(seconds, 0.5),
  p95: quantile(seconds, 0.95),
})

/** How long it took, in seconds, of those to which it has happened; a clock that ran backwards counts as no time. */
const secondsTo = (facts: readonly AlertFacts[], what: 'delivered' | 'acknowledged' | 'resolved'): number[] =>
  facts.flatMap((alert) => {
    const at = alert[what]
    return at === null ? [] : [Math.max(0, at - alert.raised) / 1_000]
  })

/** Of all that were raised: one that nobody has taken is not answered within any time. */
function shareWithin(facts: readonly AlertFacts[], seconds: number): number | null {
  if (facts.length === 0) return null
  return secondsTo(facts, 'acknowledged').filter((took) => took <= seconds).length / facts.length
}

export const timesOf = (priority: AnswerTimes['priority'], facts: readonly AlertFacts[]): AnswerTimes => ({
  priority,
  raised: facts.length,
  delivered: spread(secondsTo(facts, 'delivered')),
  acknowledged: spread(secondsTo(facts, 'acknowledged')),
  resolved: spread(secondsTo(facts, 'resolved')),
  within60: shareWithin(facts, 60),
  within180: shareWithin(facts, 180),
  unacknowledged: facts.filter(({ acknowledged }) => acknowledged === null).length,
})

function counted<Key extends string>(keys: readonly Key[]): [Key, number][] {
  const counts = new Map<Key, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts].sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1))
}

function dayName(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}

function daysOf(facts: readonly AlertFacts[], from: Milliseconds, to: Milliseconds): Evaluation['days'] {
  const byDay = Map.groupBy(facts, ({ raised }) => dayOf(raised))
  const days: Evaluation['days'] = []
  for (let day = dayOf(from); day <= dayOf(to - 1); day++) {
    const own = byDay.get(day) ?? []
    const count = (priority: Priority): number => own.filter((alert) => alert.priority === priority).length
    const { median, p95 } = spread(secondsTo(own, 'acknowledged'))
    days.push({ day: dayName(day), high: count('high'), medium: count('medium'), low: count('low'), median, p95 })
  }
  return days
}

export type Figures = Pick<Evaluation, 'patientDays' | 'times' | 'rules' | 'outcomes' | 'falseAlarmCauses' | 'days'>

/** What a period was like, from its alerts. Pure. Definitions: docs/evaluation.md. */
export function figuresOf(
  facts: readonly AlertFacts[],
  patients: number,
  { from, to }: { from: Milliseconds; to: Milliseconds },
): Figures {
  const patientDays = (patients * (to - from)) / DAY
  const priorities = (Object.keys(PRIORITY_RANK) as Priority[]).sort((a, b) => PRIORITY_RANK[a] - PRIORITY_RANK[b])
  const falseAlarms = facts.filter(({ outcome }) => outcome === 'false-alarm')
  const byRule = Map.groupBy(facts, ({ rule }) => rule)
  return {
    patientDays,
    times: [
      ...priorities.map((each) =>
        timesOf(
          each,
          facts.filter(({ priority }) => priority === each),
        ),
      ),
      timesOf('all', facts),
    ],
    rules: counted(facts.map(({ rule }) => rule)).map(([rule, raised]) => {
      const ended = (wanted: string) => (byRule.get(rule) ?? []).filter(({ outcome }) => outcome === wanted).length
      return {
        rule: rule as Evaluation['rules'][number]['rule'],
        raised,
        perPatientDay: patientDays === 0 ? null : raised / patientDays,
        falseAlarms: ended('false-alarm'),
        technical: ended('technical'),
      }
    }),
    outcomes: counted(facts.flatMap(({ outcome }) => outcome ?? [])).map(([outcome, count]) => ({
      outcome: outcome as Evaluation['outcomes'][number]['outcome'],
      count,
    })),
    falseAlarmCauses: counted(falseAlarms.map(({ cause }) => cause ?? 'not-said')).map(([cause, count]) => ({
      cause: cause as Evaluation['falseAlarmCauses'][number]['cause'],
      count,
    })),
    days: daysOf(facts, from, to),
  }
}
