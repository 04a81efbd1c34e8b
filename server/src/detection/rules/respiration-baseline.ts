import { hourBaseline } from './hour-baseline.ts'

/** The breathing rate, times in a row, against the median of this person's days at that time of day. */
export const respirationBaseline = hourBaseline({
  rule: 'respiration-baseline',
  version: 1,
  episode: 'respirationBaseline',
  kind: 'respiratory-rate',
  sign: 'breath',
  withOpenHour: true,
  floor: 1.5,
  settingsOf: (plan) => plan.baselines.respiration,
  name: { fi: 'tavallisesta poikkeava hengitystaajuus', sv: 'ovanlig andningsfrekvens', en: 'unusual breathing rate' },
})
