import { weightGainFromWords, weightSteadyWords } from '../words/weight-gain.ts'
import { weightChange } from './weight-change.ts'

/** Weight up by 1.36 kg (3 lb) or more in a day (TEN-HMS): sensitive, and more often wrong than right. */
export const weightGainDay = weightChange({
  rule: 'weight-gain-day',
  version: 1,
  episode: 'weightGainDay',
  isOn: (plan) => plan.weightGainDay.enabled,
  limitOf: (plan) => plan.weightGainDay,
  direction: 'up',
  limitCounts: true,
  another: 1000,
  name: { fi: 'painon nousu vuorokaudessa', sv: 'viktökning på ett dygn', en: 'weight gain in a day' },
  words: weightGainFromWords,
  overWords: weightSteadyWords,
})
