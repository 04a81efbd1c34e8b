import type { Plan, ReadingKind } from '@kotisilta/contract'
import { type DayTotal, MOVEMENT, SLEEP, STEPS } from '../day-totals.ts'
import { type Days, daysBehind, deviationOf, usualOfDay, wholeDay } from '../own-normal.ts'
import type { OpenPage, Page } from '../pages.ts'
import { deliriumOverWords, deliriumWords } from '../words/delirium.ts'
import { measuredRule } from './measured-rule.ts'

/** The fever is over so far below its limit, Cel (ours). */
const MARGIN = 0.3

/**
 * A pattern that infections with delirium have: fever, by the limit or against the person's own usual, while both the
 * activity and the sleep of the last days have left the person's own normal.
 */
export const delirium = measuredRule({
  rule: 'delirium',
  version: 1,
  paged: true,
  problem: 'vital-signs',
  priority: 'medium',
  episode: 'delirium',
  kinds: ['body-temperature', 'steps', 'activity', 'sleep'],
  isOn: (plan) => plan.delirium.enabled,
  another: 1,
  name: { fi: 'kuume ja sekavuuden merkit', sv: 'feber och tecken på förvirring', en: 'fever and confusion pattern' },
  measure(plan, state, { kind }, at) {
    const days = daysBehind(plan, state, at)
    const degrees = days && warmest(days)
    if (days === undefined || degrees === undefined || !isNews(kind, days.page)) return undefined
    const { fever, rise } = plan.delirium
    const usual = usualOfDay(days, warmth, days.page.day - 1, plan.baselines.days)?.middle
    const limit = Math.min(fever, usual === undefined ? fever : usual + rise)
    const isFever = degrees > fever || (usual !== undefined && degrees >= tenth(usual + rise))
    const activity = isFever ? brokenBy(plan, days, [STEPS, MOVEMENT]) : undefined
    const sleep = activity === undefined ? undefined : brokenBy(plan, days, [SLEEP])
    return {
      amount: degrees,
      isTrue: isFever && activity !== undefined && sleep !== undefined,
      isOver: degrees < tenth(limit - MARGIN),
      words: () => deliriumWords({ degrees, usual, activity: activity ?? 0, sleep: sleep ?? 0 }),
      overWords: () => deliriumOverWords(degrees),
      ...(usual !== undefined && { baseline: tenth(usual) }),
      limit: tenth(limit),
    }
  },
})

/** Days that are over stay what they are: they are looked at with the first reading of a day, and with each temperature. */
function isNews(kind: ReadingKind, page: OpenPage): boolean {
  const counted = [STEPS, MOVEMENT, SLEEP].find((total) => total.kind === kind)
  return counted === undefined || counted.totalOf(page)?.count === 1
}

const tenth = (value: number): number => Math.round(value * 10) / 10

const warmth = ({ warm }: Page | OpenPage) => warm && { count: 1, total: warm[2] }

/** The highest temperature of today, or else of yesterday. */
function warmest({ page, closed }: Days): number | undefined {
  return (page.warm ?? closed.findLast(({ day }) => day === page.day - 1)?.warm)?.[2]
}

/** By how many deviations one of the last two days that are over was unusual; undefined if none was. */
function brokenBy(plan: Plan, days: Days, totals: readonly DayTotal[]): number | undefined {
  for (const { totalOf, floorOf } of totals) {
    for (const day of [days.page.day - 1, days.page.day - 2]) {
      const value = wholeDay(days, totalOf, day)?.total
      const usual = usualOfDay(days, totalOf, day, plan.baselines.days)
      if (value === undefined || usual === undefined) continue
      const deviation = deviationOf(value, usual, floorOf(usual.middle))
      if (Math.abs(deviation) >= plan.delirium.sigmas) return deviation
    }
  }
  return undefined
}
