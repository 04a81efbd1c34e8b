import { frameParser } from '../frame/frame-decoder.ts'
import { type MedicalFloat, readSfloat } from '../frame/medical-float.ts'

const CARBOHYDRATE = 1 << 0
const MEAL = 1 << 1
const TESTER_AND_HEALTH = 1 << 2
const EXERCISE = 1 << 3
const MEDICATION = 1 << 4
const HBA1C = 1 << 6
const EXTENDED_FLAGS = 1 << 7

const MEALS = ['preprandial', 'postprandial', 'fasting', 'casual', 'bedtime'] as const
type Meal = (typeof MEALS)[number]

/** What a person noted beside a blood glucose; belongs to the record of the same sequence number. */
export interface GlucoseContext {
  readonly sequenceNumber: number
  /** Undefined if not noted, or a number that is reserved. */
  readonly meal?: Meal
  /** Percent, or why there is none. */
  readonly hba1c?: MedicalFloat
}

/** Glucose Measurement Context, 2A34 (Glucose Service 1.0). */
export const parseGlucoseContext = frameParser<GlucoseContext>((reader) => {
  const flags = reader.uint8('flags')
  const sequenceNumber = reader.uint16('sequence number')
  reader.note(sequenceNumber)
  if (flags & EXTENDED_FLAGS) reader.skip(1, 'extended flags')
  if (flags & CARBOHYDRATE) {
    reader.skip(1, 'carbohydrate')
    readSfloat(reader, 'carbohydrate, kg')
  }
  const meal = flags & MEAL ? MEALS[reader.uint8('meal') - 1] : undefined
  if (flags & MEAL) reader.note(meal ?? 'reserved')
  if (flags & TESTER_AND_HEALTH) reader.skip(1, 'tester and health')
  if (flags & EXERCISE) {
    reader.skip(2, 'exercise duration, s')
    reader.skip(1, 'exercise intensity, %')
  }
  if (flags & MEDICATION) {
    reader.skip(1, 'medication')
    readSfloat(reader, 'medication, kg or L')
  }
  const hba1c = flags & HBA1C ? readSfloat(reader, 'HbA1c') : undefined
  return { value: { sequenceNumber, ...(meal !== undefined && { meal }), ...(hba1c !== undefined && { hba1c }) } }
})
