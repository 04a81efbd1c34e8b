import { isOnDiuretic } from '../needs.ts'
import { overDiuresisWords, weightNoLongerFallingWords } from '../words/over-diuresis.ts'
import { weightChange } from './weight-change.ts'

/** Weight down by 0.9 kg (2 lb) or more in 2 days in somebody on a diuretic: too much fluid may be going. */
export const overDiuresis = weightChange({
  rule: 'over-diuresis',
  version: 1,
  episode: 'overDiuresis',
  isOn: (plan) => plan.overDiuresis.enabled && isOnDiuretic(plan),
  limitOf: (plan) => plan.overDiuresis,
  direction: 'down',
  limitCounts: true,
  another: 500,
  name: { fi: 'nopea painon lasku', sv: 'snabb viktminskning', en: 'fast weight loss' },
  words: overDiuresisWords,
  overWords: weightNoLongerFallingWords,
})
