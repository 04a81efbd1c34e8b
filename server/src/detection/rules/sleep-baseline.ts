import { SLEEP } from '../day-totals.ts'
import { dayBaseline } from './day-baseline.ts'

/** Less or more sleep than usual on days in a row. */
export const sleepBaseline = dayBaseline({
  rule: 'sleep-baseline',
  version: 1,
  episode: 'sleepBaseline',
  totals: [SLEEP],
  alsoMore: true,
  settingsOf: (plan) => plan.baselines.sleep,
  name: { fi: 'tavallisesta poikkeava uni', sv: 'ovanlig sömn', en: 'unusual sleep' },
})
