import { weightGainWords, weightSteadyWords } from '../words/weight-gain.ts'
import { weightChange } from './weight-change.ts'

/** Weight up by more than 2 kg in 3 days (ESC 2021), against the lowest weight of those days: fluid may be gathering. */
export const weightGain = weightChange({
  rule: 'weight-gain',
  version: 1,
  episode: 'weightGain',
  isOn: (plan) => plan.weightGain.enabled,
  limitOf: (plan) => plan.weightGain,
  direction: 'up',
  limitCounts: false,
  another: 1000,
  name: { fi: 'painon nousu', sv: 'viktökning', en: 'weight gain' },
  words: weightGainWords,
  overWords: weightSteadyWords,
})
