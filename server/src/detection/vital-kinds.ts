import type { ReadingKind } from '@kotisilta/contract'

/** The kinds that NEWS2 rests on. */
export const VITAL_KINDS = [
  'respiratory-rate',
  'oxygen-saturation',
  'supplemental-oxygen',
  'blood-pressure',
  'heart-rate',
  'consciousness',
  'body-temperature',
] as const satisfies readonly ReadingKind[]
export type VitalKind = (typeof VITAL_KINDS)[number]
