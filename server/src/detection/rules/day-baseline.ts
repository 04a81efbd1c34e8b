import type { Plan, Rule } from '@kotisilta/contract'
import type { DayTotal } from '../day-totals.ts'
import { commonDeviation, type Days, daysBehind, deviationOf, usualOfDay, wholeDay } from '../own-normal.ts'
import type { Spread } from '../robust.ts'
import { baselineBackWords, dayBaselineWords } from '../words/baseline.ts'
import type { Named } from '../words/retracted.ts'
import type { ConditionRule } from './condition-rule.ts'
import { measuredRule } from './measured-rule.ts'

/** Told again when it is so many deviations more (ours). */
const ANOTHER = 2

/** What a day comes to against the person's own normal, day by day, as data. */
interface DayBaseline {
  rule: Rule
  version: number
  episode: 'activityBaseline' | 'sleepBaseline'
  /** The first of which enough is known is judged. */
  totals: readonly DayTotal[]
  /** Whether more than usual is told, too. */
  alsoMore: boolean
  settingsOf(plan: Plan): Plan['baselines']['activity']
  name: Named
}

export const dayBaseline = (data: DayBaseline): ConditionRule =>
  measuredRule({
    ...data,
    paged: true,
    problem: 'activity',
    priority: 'low',
    kinds: data.totals.map(({ kind }) => kind),
    isOn: (plan) => data.settingsOf(plan).enabled,
    another: ANOTHER,
    measure(plan, state, { kind }, at) {
      const days = daysBehind(plan, state, at)
      const total = data.totals.find((each) => each.kind === kind)
      // Days that are over are judged once, with the first reading of the next.
      if (days === undefined || total?.totalOf(days.page)?.count !== 1) return undefined
      const { sigmas, sustained } = data.settingsOf(plan)
      const judged = daysOver(days, total, sustained, plan.baselines.days)
      const newest = judged[0]
      if (newest === undefined || judged.length < sustained) return undefined
      const common = commonDeviation(judged.map(({ deviation }) => deviation))
      const { middle } = newest.usual
      return {
        amount: Math.round(Math.abs(common) * 10) / 10,
        isTrue: (data.alsoMore || common < 0) && Math.abs(common) >= sigmas,
        isOver: Math.abs(newest.deviation) < sigmas - 1,
        words: () => dayBaselineWords({ kind, value: newest.value, usual: middle, days: sustained }),
        overWords: () => baselineBackWords(kind),
        baseline: Math.round(middle),
      }
    },
  })

interface JudgedDay {
  value: number
  usual: Spread
  deviation: number
}

/** The last days, newest first, as far as each of them is known and has a normal. */
function daysOver(days: Days, { totalOf, floorOf }: DayTotal, count: number, lookBack: number): JudgedDay[] {
  const judged: JudgedDay[] = []
  for (let back = 1; back <= count; back++) {
    const day = days.page.day - back
    const value = wholeDay(days, totalOf, day)?.total
    const usual = usualOfDay(days, totalOf, day, lookBack)
    if (value === undefined || usual === undefined) break
    judged.push({ value, usual, deviation: deviationOf(value, usual, floorOf(usual.middle)) })
  }
  return judged
}
