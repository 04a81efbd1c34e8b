import type { ReadingKind } from './codes.ts'
import type { Reading } from './item.ts'

/** `sensor-fault`: what a sensor says when it has nothing to say. `impossible`: no living person has had it. */
type Implausibility = 'sensor-fault' | 'impossible'

/**
 * What has been measured in living people, bounds included. Not limits of health: beyond them the meter is wrong.
 * Sources: oxygen saturation and percentages by definition; body temperature 13.7 Cel (Gilbert, Lancet 2000;355:375) to 46.5 Cel (Guinness World
 * Records, 1980); heart rate up to 480 /min (Chhabra, Curr Probl Cardiol 2012;37:431); systolic up to 370 mm[Hg] (Narloch and Brandstater, Arch Phys
 * Med Rehabil 1995;76:457); weight up to 635 kg and glucose up to 147.6 mmol/L (Guinness World Records).
 */
const POSSIBLE: Partial<Record<ReadingKind, readonly [least: number, most: number]>> = {
  'body-weight': [1, 635],
  'body-fat': [0, 100],
  'oxygen-saturation': [0, 100],
  'heart-rate': [0, 480],
  'body-temperature': [13.7, 46.5],
  'blood-glucose': [0, 147.6],
  'battery-level': [0, 100],
  steps: [0, 1_000_000],
  activity: [0, 100],
}
const SYSTOLIC_MOST = 370

/** A heart rate of 0 or 255 and a saturation of 127 are a sensor's way of saying that it has none. */
const SENSOR_SAYS_NONE: Partial<Record<ReadingKind, readonly number[]>> = {
  'heart-rate': [0, 255],
  'oxygen-saturation': [0, 127],
}

type Judged = Pick<Reading, 'kind' | 'value' | 'components'>

/** Why a value cannot be one of a person; undefined for one that can. */
export function implausibilityOf({ kind, value, components }: Judged): Implausibility | undefined {
  if (components !== undefined) return pressureFault(components)
  if (typeof value !== 'number') return undefined
  if (SENSOR_SAYS_NONE[kind]?.includes(value)) return 'sensor-fault'
  const [least, most] = POSSIBLE[kind] ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  return value < least || value > most ? 'impossible' : undefined
}

function pressureFault({ systolic, diastolic }: NonNullable<Judged['components']>): Implausibility | undefined {
  if (systolic <= 0 || diastolic <= 0) return 'sensor-fault'
  return diastolic >= systolic || systolic > SYSTOLIC_MOST ? 'impossible' : undefined
}

/** The reading as it is, marked `out-of-range` if it cannot be one of a person: to be done after decoding and before detection. */
export function markImplausible<T extends Judged & Pick<Reading, 'quality'>>(reading: T): T {
  if (implausibilityOf(reading) === undefined || reading.quality.includes('out-of-range')) return reading
  return { ...reading, quality: [...reading.quality, 'out-of-range'] }
}
