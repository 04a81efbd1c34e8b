import type { Plan } from '@kotisilta/contract'
import { type Days, daysBehind } from '../own-normal.ts'
import { residualOf, type Saturations, saturationsOf } from '../saturations.ts'
import { copdOverWords, copdWords } from '../words/copd.ts'
import { measuredRule } from './measured-rule.ts'

/** Days that are compared with, days that are now, and how many readings at least they need (ours: docs/clinical-sources.md). */
const WEEK = 7
const NOW = 3
const FEWEST = 7
/** The least that one deviation is, %: an oximeter shows whole ones. */
const FLOOR = 1
/** Back by so much, %. */
const MARGIN = 1

/**
 * COPD that may be getting worse: saturation below the plan's limit, below the mean of the 7 days before by 1.645
 * deviations, or restless round its trend after having been calm. A first such value is asked for again.
 */
export const copd = measuredRule({
  rule: 'copd',
  version: 1,
  paged: true,
  problem: 'vital-signs',
  priority: 'medium',
  episode: 'copd',
  kinds: ['oxygen-saturation'],
  alone: true,
  isOn: (plan) => plan.copd.enabled,
  asks: (plan) => ({ minutes: plan.copd.recheckMinutes }),
  another: 3,
  name: { fi: 'matala happikyllästeisyys', sv: 'låg syremättnad', en: 'low oxygen saturation' },
  measure(plan, state, { value }, at) {
    const days = daysBehind(plan, state, at)
    if (days === undefined || typeof value !== 'number') return undefined
    const { calm, restless } = plan.copd
    const limit = lowOf(plan)
    const usual = usualOf(plan, days)
    const before = residualOf(days.closed, days.page.day - NOW - WEEK + 1, days.page.day - NOW, FEWEST)
    const residual = residualOf([...days.closed, days.page], days.page.day - NOW + 1, days.page.day, FEWEST)
    const bound = Math.max(limit, usual?.bound ?? limit)
    const isRestless = before !== undefined && before <= calm && residual !== undefined && residual >= restless
    return {
      amount: Math.max(0, bound - value),
      isTrue: value < bound || isRestless,
      isOver: value >= bound + MARGIN && (residual === undefined || residual < restless),
      words: () =>
        value < limit || usual === undefined || value >= bound
          ? copdWords(value < limit ? { value, limit } : { value, calm: before ?? 0, restless: residual ?? 0 })
          : copdWords({ value, usual: usual.mean }),
      overWords: () => copdOverWords(value),
      ...(usual !== undefined && { baseline: Math.round(usual.mean * 10) / 10 }),
      ...(value < bound && { limit: Math.round(bound * 10) / 10 }),
    }
  },
})

const lowOf = ({ copd: { low }, news2 }: Plan): number => low ?? (news2.spo2Scale === 2 ? 88 : 90)

/** What the 7 days before make usual, and how low that is without being unusual. */
function usualOf({ copd: { sigmas } }: Plan, { page, closed }: Days): { mean: number; bound: number } | undefined {
  const week: Saturations = saturationsOf(closed, page.day - WEEK, page.day - 1)
  if (week.count < FEWEST) return undefined
  return { mean: week.mean, bound: week.mean - sigmas * Math.max(week.deviation, FLOOR) }
}
