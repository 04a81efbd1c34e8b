import { dayOf } from '../local-time.ts'
import { spreadOf } from '../robust.ts'
import { type DayWeight, daysWeighed } from '../weight-days.ts'
import { weightTrendOverWords, weightTrendWords } from '../words/weight-trend.ts'
import { measuredRule } from './measured-rule.ts'

/**
 * What is usual is known from the days up to a week ago, without the first ones on which the averages still settle
 * (ours: docs/clinical-sources.md).
 */
const RECENT_DAYS = 7
const SETTLING = 5
const FEWEST = 10

/**
 * The weight's trend: a fast moving average against a slow one (moving average convergence divergence, as in TEN-HMS),
 * against how far the two usually are apart in this person.
 */
export const weightTrend = measuredRule({
  rule: 'weight-trend',
  version: 1,
  problem: 'fluid',
  priority: 'medium',
  episode: 'weightTrend',
  kinds: ['body-weight'],
  isOn: (plan) => plan.weightTrend.enabled,
  another: 500,
  name: { fi: 'painon nouseva suunta', sv: 'stigande vikttrend', en: 'rising weight trend' },
  measure({ weightTrend: { fast, slow, sigmas, kilograms } }, { weightDays }, _reading, at) {
    const days = weightDays === undefined ? [] : daysWeighed(weightDays)
    const today = dayOf(at)
    if (days.at(-1)?.day !== today) return undefined
    const distances = distancesOf(days, fast, slow)
    const usual = distances.slice(SETTLING).filter(({ day }) => day <= today - RECENT_DAYS)
    if (usual.length < FEWEST) return undefined
    const { middle, sigma } = spreadOf(usual.map(({ grams }) => grams))
    const threshold = Math.max(sigmas * sigma, kilograms * 1000)
    const { average, grams } = distances.at(-1) as Distance
    const above = grams - middle
    return {
      amount: Math.round(above),
      isTrue: above >= threshold,
      isOver: above < threshold / 2,
      words: () => weightTrendWords(above, threshold),
      overWords: weightTrendOverWords,
      baseline: Math.round(average - above) / 1000,
    }
  },
})

/** How far the fast average is above the slow one on a day, grams. */
interface Distance {
  day: number
  grams: number
  /** The fast average. */
  average: number
}

/** Averages that fade with the days that pass, whether somebody weighs themselves on each of them or not. */
function distancesOf(days: readonly DayWeight[], fast: number, slow: number): Distance[] {
  let before = days[0] as DayWeight
  let [quick, steady] = [before.grams, before.grams]
  return days.map((each) => {
    const passed = each.day - before.day
    quick = each.grams + (quick - each.grams) * Math.exp(-passed / fast)
    steady = each.grams + (steady - each.grams) * Math.exp(-passed / slow)
    before = each
    return { day: each.day, grams: quick - steady, average: quick }
  })
}
