/** A rule on the screen: where it is switched, and the numbers that go with it. */
export interface RuleForm {
  name: string
  enabled: readonly string[]
  numbers: readonly (readonly string[])[]
}

const rule = (name: string, ...numbers: string[]): RuleForm => ({
  name,
  enabled: [name, 'enabled'],
  numbers: numbers.map((number) => [name, ...number.split('.')]),
})
const baseline = (name: string): RuleForm => ({
  name,
  enabled: ['baselines', name, 'enabled'],
  numbers: ['sigmas', 'sustained'].map((number) => ['baselines', name, number]),
})

/** In groups, in the order of the screen. */
export const RULE_GROUPS: readonly {
  group: 'vital' | 'fluid' | 'nutrition' | 'usual' | 'over'
  rules: readonly RuleForm[]
}[] = [
  {
    group: 'vital',
    rules: [
      rule('news2'),
      rule('glucose', 'veryLow', 'low', 'recheckMinutes'),
      rule('copd', 'low', 'sigmas', 'calm', 'restless', 'recheckMinutes'),
      rule('bloodPressureAverage', 'systolic', 'diastolic', 'readings'),
      rule('measureAgain', 'minutes'),
    ],
  },
  {
    group: 'fluid',
    rules: [
      rule('weightGain', 'kilograms', 'days'),
      rule('weightGainDay', 'kilograms', 'days'),
      rule('weightTrend', 'fast', 'slow', 'sigmas', 'kilograms'),
      rule('overDiuresis', 'kilograms', 'days'),
    ],
  },
  {
    group: 'nutrition',
    rules: [rule('malnutrition', 'short.percent', 'short.days', 'long.percent', 'long.days')],
  },
  {
    group: 'usual',
    rules: [
      baseline('heartRate'),
      baseline('respiration'),
      baseline('activity'),
      baseline('sleep'),
      rule('delirium', 'fever', 'rise', 'sigmas'),
      rule('inactivity', 'hours', 'days', 'share'),
      rule('nightUnrest', 'sigmas', 'sustained'),
      rule('stuckSensor'),
    ],
  },
  { group: 'over', rules: [rule('autoClear', 'afterMinutes')] },
]

/** Numbers that may be left empty. */
export const OPTIONAL_NUMBERS: ReadonlySet<string> = new Set(['copd/low'])
