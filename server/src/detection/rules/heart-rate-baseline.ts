import { hourBaseline } from './hour-baseline.ts'

/** The pulse's hourly means, hours in a row, against the median of this person's days at that time of day. */
export const heartRateBaseline = hourBaseline({
  rule: 'heart-rate-baseline',
  version: 1,
  episode: 'heartRateBaseline',
  kind: 'heart-rate',
  sign: 'pulse',
  withOpenHour: false,
  floor: 4,
  settingsOf: (plan) => plan.baselines.heartRate,
  name: { fi: 'tavallisesta poikkeava syke', sv: 'ovanlig puls', en: 'unusual pulse' },
})
