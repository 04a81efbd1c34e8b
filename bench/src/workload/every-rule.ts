import { type Plan, planSchema } from '@kotisilta/contract'

const on = { enabled: true }

/** A plan with every rule of detection switched on. */
export const everyRule: Plan = planSchema.parse({
  limits: [
    { kind: 'heart-rate', red: { low: 41, high: 130 }, yellow: { high: 110 }, hours: { from: '07:00', to: '22:00' } },
    { kind: 'heart-rate', red: { low: 38, high: 120 }, yellow: { high: 100 }, hours: { from: '22:00', to: '07:00' } },
    { kind: 'blood-pressure', component: 'systolic', red: { low: 91, high: 219 }, yellow: { low: 101 } },
    { kind: 'oxygen-saturation', red: { low: 88 }, yellow: { low: 90 } },
  ],
  weightGainDay: on,
  malnutrition: on,
  weightTrend: on,
  copd: on,
  baselines: { heartRate: on, respiration: on, activity: on, sleep: on },
  delirium: on,
  bloodPressureAverage: on,
  stuckSensor: on,
  inactivity: on,
  nightUnrest: on,
  measureAgain: on,
  medicines: [
    {
      id: 'furosemide',
      name: 'Furosemidi',
      atc: 'C03CA01',
      doses: ['08:00', '12:00', '16:00', '20:00'].map((at) => ({ at, early: 60, late: 60, critical: 90, missed: 120 })),
    },
  ],
  expected: [
    { kind: 'body-weight', withinHours: 36 },
    { kind: 'heart-rate', withinHours: 6 },
    { kind: 'blood-pressure', withinHours: 36 },
  ],
})
