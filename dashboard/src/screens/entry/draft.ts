import {
  type Consciousness,
  DIASTOLIC_RANGE,
  ENTRY_RANGES,
  type EntryRange,
  type Measured,
  type News2Input,
  READING_KINDS,
  SYSTOLIC_RANGE,
} from '@kotisilta/contract'
import { typedNumber } from './typed-number.ts'

/** Numbers that can be typed; the pressure is two of them. */
const NUMBER_FIELDS = [
  'respiratory-rate',
  'oxygen-saturation',
  'supplemental-oxygen',
  'systolic',
  'diastolic',
  'heart-rate',
  'body-temperature',
  'body-weight',
  'blood-glucose',
  'body-fat',
  'steps',
  'sleep',
  'activity',
] as const
export type NumberField = (typeof NUMBER_FIELDS)[number]

/** What is on the form: texts as they were typed. */
export interface Draft {
  texts: Readonly<Partial<Record<NumberField, string>>>
  consciousness: Consciousness | undefined
}

export const EMPTY_DRAFT: Draft = { texts: {}, consciousness: undefined }

export type FieldFault = 'not-a-number' | 'too-low' | 'too-high' | 'incomplete' | 'upside-down'

export const rangeOfField = (field: NumberField): EntryRange =>
  field === 'systolic' ? SYSTOLIC_RANGE : field === 'diastolic' ? DIASTOLIC_RANGE : ENTRY_RANGES[field]

export interface Understood {
  readings: Measured[]
  faults: Partial<Record<NumberField, FieldFault>>
  /** What the draft alone says of NEWS2. */
  news2: News2Input
}

/** What the draft means; pure. Nothing of a field that has a fault is in the readings. */
export function understood({ texts, consciousness }: Draft): Understood {
  const faults: Understood['faults'] = {}
  const numbers: Partial<Record<NumberField, number>> = {}
  for (const field of NUMBER_FIELDS) {
    const typed = typedNumber(texts[field] ?? '', rangeOfField(field))
    if (typed === undefined) continue
    if ('fault' in typed) faults[field] = typed.fault
    else numbers[field] = typed.number
  }
  const readings: Measured[] = []
  const { systolic, diastolic } = numbers
  if (systolic !== undefined && diastolic !== undefined) {
    if (diastolic >= systolic) faults.diastolic = 'upside-down'
    else readings.push({ kind: 'blood-pressure', components: { systolic, diastolic }, unit: 'mm[Hg]' })
  } else if (systolic !== undefined && faults.diastolic === undefined) faults.diastolic = 'incomplete'
  else if (diastolic !== undefined && faults.systolic === undefined) faults.systolic = 'incomplete'
  for (const field of NUMBER_FIELDS) {
    const value = numbers[field]
    if (field === 'systolic' || field === 'diastolic' || value === undefined) continue
    readings.push({ kind: field, value, unit: READING_KINDS[field].unit })
  }
  if (consciousness !== undefined) readings.push({ kind: 'consciousness', value: consciousness })
  return { readings, faults, news2: news2Of(numbers, consciousness) }
}

function news2Of(numbers: Partial<Record<NumberField, number>>, consciousness: Consciousness | undefined): News2Input {
  const oxygen = numbers['supplemental-oxygen']
  const input: News2Input = {
    respiratoryRate: numbers['respiratory-rate'],
    spo2: numbers['oxygen-saturation'],
    supplementalOxygen: oxygen === undefined ? undefined : oxygen > 0,
    systolic: numbers.systolic,
    pulse: numbers['heart-rate'],
    temperature: numbers['body-temperature'],
    consciousness,
  }
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
}
