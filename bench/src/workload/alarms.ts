import type { Sign } from './sign.ts'

/**
 * Signs of which each alone raises an alert: 3 points on NEWS2 (Royal College of Physicians 2017: SpO2 <= 91,
 * pulse >= 131, systolic <= 90, temperature <= 35.0), a pressed button, a fall.
 */
export const ALARMING_SIGNS: readonly Sign[] = [
  { type: 'reading', kind: 'oxygen-saturation', value: 88 },
  { type: 'reading', kind: 'heart-rate', value: 141 },
  { type: 'reading', kind: 'blood-pressure', components: { systolic: 84, diastolic: 52 } },
  { type: 'reading', kind: 'body-temperature', value: 34.6 },
  { type: 'event', kind: 'sos-pressed' },
  { type: 'event', kind: 'fall-detected' },
]
