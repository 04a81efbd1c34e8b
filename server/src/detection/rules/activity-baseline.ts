import { MOVEMENT, STEPS } from '../day-totals.ts'
import { dayBaseline } from './day-baseline.ts'

/** Fewer steps, or less movement, than usual on days in a row. */
export const activityBaseline = dayBaseline({
  rule: 'activity-baseline',
  version: 1,
  episode: 'activityBaseline',
  totals: [STEPS, MOVEMENT],
  alsoMore: false,
  settingsOf: (plan) => plan.baselines.activity,
  name: { fi: 'tavallista vähäisempi liikkuminen', sv: 'mindre rörelse än vanligt', en: 'less activity than usual' },
})
