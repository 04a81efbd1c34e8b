import { between, type Random } from './random.ts'
import type { Sign } from './sign.ts'

/** Share of each kind in W1, in per cent. */
export const W1_SHARES = {
  'heart-rate': 60,
  steps: 20,
  'oxygen-saturation': 5,
  'respiratory-rate': 4,
  'dose-taken': 4,
  'blood-pressure': 3,
  'body-temperature': 3,
  'body-weight': 1,
} as const

export type EverydayKind = keyof typeof W1_SHARES

const tenth = (value: number): number => Math.round(value * 10) / 10

/**
 * A sign that alarms nobody: every vital sign scores 0 on NEWS2 (Royal College of Physicians 2017),
 * and a patient's weight stays within 0.4 kg.
 */
export function everydaySign(kind: EverydayKind, patient: number, random: Random): Sign {
  switch (kind) {
    case 'heart-rate':
      return { type: 'reading', kind, value: between(random, 55, 88) }
    case 'steps':
      return { type: 'reading', kind, value: between(random, 0, 179) }
    case 'oxygen-saturation':
      return { type: 'reading', kind, value: between(random, 96, 99) }
    case 'respiratory-rate':
      return { type: 'reading', kind, value: between(random, 12, 19) }
    case 'dose-taken':
      return { type: 'event', kind }
    case 'blood-pressure':
      return {
        type: 'reading',
        kind,
        components: { systolic: between(random, 112, 171), diastolic: between(random, 65, 89) },
      }
    case 'body-temperature':
      return { type: 'reading', kind, value: tenth(between(random, 362, 379) / 10) }
    case 'body-weight':
      return { type: 'reading', kind, value: tenth(50 + (patient % 47) + between(random, -2, 2) / 10) }
  }
}
