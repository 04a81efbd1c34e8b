import { type Plan, roundedTenths } from '@kotisilta/contract'
import { hasOwnLow, isGlucoseOn } from '../needs.ts'
import { glucoseBackWords, glucoseWords } from '../words/glucose.ts'
import { wellInside } from './margins.ts'
import { measuredRule } from './measured-rule.ts'

/**
 * Low blood glucose (American Diabetes Association): below 3.0 mmol/L (level 2) is high priority at once; from 3.0 to
 * 3.8 mmol/L (level 1) is asked for again and then medium. Where the plan has low limits of its own for glucose, those
 * judge instead.
 */
export const glucose = measuredRule({
  rule: 'glucose',
  version: 1,
  problem: 'vital-signs',
  priority: (level) => (level === 2 ? 'high' : 'medium'),
  episode: 'glucose',
  kinds: ['blood-glucose'],
  isOn: isGlucoseOn,
  asks: (plan) => ({ minutes: plan.glucose.recheckMinutes }),
  another: 1,
  name: { fi: 'matala verensokeri', sv: 'lågt blodsocker', en: 'low blood glucose' },
  measure(plan, _state, { kind, value }) {
    if (typeof value !== 'number') return undefined
    const level = levelOf(plan, value)
    const { low, veryLow } = plan.glucose
    return {
      amount: level,
      isTrue: level > 0,
      isOver: wellInside({ low }, kind)(value),
      words: () => glucoseWords(value, level === 2 ? veryLow : low, level === 2),
      overWords: () => glucoseBackWords(value),
      limit: level === 2 ? veryLow : low,
    }
  },
})

/** In tenths, as meters show it: 54 mg/dL is 2.997 mmol/L and means 3.0. */
function levelOf(plan: Plan, value: number): 0 | 1 | 2 {
  const { low, veryLow } = plan.glucose
  const tenths = roundedTenths(value)
  if (tenths < roundedTenths(veryLow)) return hasOwnLow(plan, 'red') ? 0 : 2
  return tenths < roundedTenths(low) && !hasOwnLow(plan, 'yellow') ? 1 : 0
}
