import type { Components, Reading, ReadingKind } from '@kotisilta/contract'

/**
 * Readings with these are stored and shown but never judged: whose they are or whether they are true is not known.
 * A poor signal or low perfusion is never an alarm by itself.
 */
const NOT_JUDGED: ReadonlySet<string> = new Set(['out-of-range', 'person-uncertain', 'poor-signal', 'low-perfusion'])

/**
 * What a living person's reading can be; outside it is the sensor that speaks: 0 and 255 are what heart-rate sensors
 * send without contact, and no saturation is above 100 %.
 */
const POSSIBLE: Readonly<Partial<Record<ReadingKind, readonly [low: number, high: number]>>> = {
  'heart-rate': [1, 254],
  'oxygen-saturation': [1, 100],
  'respiratory-rate': [1, 150],
  'body-temperature': [20, 46],
  'body-weight': [1, 500],
  'blood-glucose': [0.1, 100],
  'supplemental-oxygen': [0, 100],
}

/** Whether detection looks at a reading at all. */
export function isJudged(reading: Reading): boolean {
  for (const code of reading.quality) if (NOT_JUDGED.has(code)) return false
  if (reading.components !== undefined) return isPossiblePressure(reading.components)
  if (typeof reading.value !== 'number') return reading.value !== undefined
  const possible = POSSIBLE[reading.kind]
  return possible === undefined || (reading.value >= possible[0] && reading.value <= possible[1])
}

const isPossiblePressure = ({ systolic, diastolic }: Components): boolean =>
  diastolic > 0 && systolic > diastolic && systolic <= 350
