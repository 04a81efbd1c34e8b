import type { Milliseconds } from '@kotisilta/contract'
import { type EverydayKind, everydaySign } from './everyday.ts'
import type { Patient } from './fleet.ts'
import { between, type Random } from './random.ts'
import type { Sign } from './sign.ts'

export const DAY_MS: Milliseconds = 86_400_000

/** How often a day each kind is measured at home (W6): 403 items a day and patient. */
export const PER_DAY: Readonly<Record<EverydayKind, number>> = {
  'heart-rate': 288,
  steps: 96,
  'oxygen-saturation': 6,
  'respiratory-rate': 4,
  'dose-taken': 4,
  'blood-pressure': 2,
  'body-temperature': 2,
  'body-weight': 1,
}

interface Measured {
  readonly patient: Patient
  readonly at: Milliseconds
  readonly sign: Sign
}

/** Everyday life of the same people, day after day. */
export type Days = (patients: readonly Patient[], from: Milliseconds) => Measured[]

/** Days in which nobody alarms: evenly spaced with a little jitter, and a pulse that wanders instead of leaping. */
export function everydayDays(random: Random): Days {
  const pulses = new Map<Patient, number>()
  const signOf = (kind: EverydayKind, patient: Patient, number: number): Sign => {
    if (kind === 'steps' && random() < 0.5) return { type: 'reading', kind, value: 0 }
    if (kind !== 'heart-rate') return everydaySign(kind, number, random)
    const pulse = Math.min(88, Math.max(55, (pulses.get(patient) ?? 70) + between(random, -3, 3)))
    pulses.set(patient, pulse)
    return { type: 'reading', kind, value: pulse }
  }
  return (patients, from) => {
    const measured = patients.flatMap((patient, number) =>
      (Object.entries(PER_DAY) as [EverydayKind, number][]).flatMap(([kind, count]) => {
        const step = DAY_MS / count
        const jitter = Math.min(step * 0.02, 5000)
        return Array.from({ length: count }, (_, index) => ({
          patient,
          at: Math.round(from + (index + 0.5) * step + (random() - 0.5) * jitter),
          sign: signOf(kind, patient, number),
        }))
      }),
    )
    return measured.sort((a, b) => a.at - b.at)
  }
}
