import type { Plan } from '@kotisilta/contract'
import { dayOf } from '../local-time.ts'
import { daysWeighed, type SteadyWeight, steadied } from '../weight-days.ts'
import { malnutritionWords, weightRegainedWords } from '../words/malnutrition.ts'
import { measuredRule } from './measured-rule.ts'

/** Over this many tenths of a per cent below the limit (ours: docs/clinical-sources.md). */
const MARGIN = 5

/**
 * Weight lost unmeant: 5 % or more in 30 days, or 10 % or more in 180 days, each against the highest of those days, on
 * weights steadied over three weighing days.
 */
export const malnutrition = measuredRule({
  rule: 'malnutrition',
  version: 1,
  problem: 'nutrition',
  priority: 'low',
  episode: 'malnutrition',
  kinds: ['body-weight'],
  isOn: (plan) => plan.malnutrition.enabled,
  another: 25,
  name: { fi: 'painon lasku', sv: 'viktminskning', en: 'weight loss' },
  measure({ malnutrition: { short, long } }, { weightDays }, _reading, at) {
    const steady = weightDays === undefined ? [] : steadied(daysWeighed(weightDays))
    const newest = steady.at(-1)
    if (newest === undefined || newest.day !== dayOf(at)) return undefined
    const [one, other] = [lossOf(steady, newest, short), lossOf(steady, newest, long)]
    const worst = other.share > one.share ? other : one
    return {
      amount: worst.tenths,
      isTrue: worst.share >= 1,
      isOver: one.isOver && other.isOver,
      words: () => malnutritionWords(worst),
      overWords: () => weightRegainedWords(worst.now),
      baseline: worst.highest / 1000,
    }
  },
})

/** The loss against the highest of a limit's days; from a share of 1 on the limit is reached. */
function lossOf(
  steady: readonly SteadyWeight[],
  { day, grams: now }: SteadyWeight,
  { percent, days }: Plan['malnutrition']['short'],
) {
  let highest = now
  for (const each of steady) if (each.metOn >= day - days && each.grams > highest) highest = each.grams
  const lost = highest - now
  const tenths = Math.floor((lost * 1000) / highest)
  const share = (lost * 100) / (percent * highest)
  return { days, highest, now, tenths, share, isOver: tenths < percent * 10 - MARGIN }
}
