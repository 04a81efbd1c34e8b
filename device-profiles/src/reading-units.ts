import { READING_KINDS, type ReadingKind } from '@kotisilta/contract'
import { celsiusFromFahrenheit, kilogramsFromPounds, mmHgFromKilopascals, mmolFromMgPerDl } from './units.ts'

export type Convert = (value: number) => number

/** The unit (UCUM) that is taken besides a kind's own, and how it is made its own. */
const CONVERSIONS: Partial<Record<ReadingKind, readonly [unit: string, Convert]>> = {
  'body-weight': ['[lb_av]', kilogramsFromPounds],
  'blood-pressure': ['kPa', mmHgFromKilopascals],
  'body-temperature': ['[degF]', celsiusFromFahrenheit],
  'blood-glucose': ['mg/dL', mmolFromMgPerDl],
}

/** What makes a value in that unit (UCUM) one in the kind's own; undefined for a unit that does not fit. */
export function converterTo(kind: ReadingKind, unit: string | undefined): Convert | undefined {
  if (unit === READING_KINDS[kind].unit) return (value) => value
  const [other, convert] = CONVERSIONS[kind] ?? []
  return unit === other ? convert : undefined
}

/** Units as home automation writes them. */
const UCUM: Readonly<Record<string, string>> = {
  lb: '[lb_av]',
  lbs: '[lb_av]',
  bpm: '/min',
  mmHg: 'mm[Hg]',
  '°C': 'Cel',
  '°F': '[degF]',
}

export const ucumOf = (unit: string): string => (Object.hasOwn(UCUM, unit) ? (UCUM[unit] ?? unit) : unit)
