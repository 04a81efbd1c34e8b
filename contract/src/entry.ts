import { z } from 'zod'
import { alertSchema } from './alert.ts'
import { storedReadingSchema } from './api.ts'
import { CONSCIOUSNESS_LEVELS, type ReadingKind } from './codes.ts'
import { isoTimeSchema, ulidSchema } from './identifiers.ts'
import { type Reading, readingFieldsSchema } from './item.ts'
import { NEWS2_PARAMETERS } from './news2/score.ts'
import { wordsSchema } from './words.ts'

/** From the least to the most that a person can enter; beyond it lies a slip of the finger, not a measurement. */
export interface EntryRange {
  least: number
  most: number
  /** Of the last digit. */
  step: number
}

/** What can be entered of each kind, in its unit (docs/clinical-sources.md, "Entered by hand"). */
export const ENTRY_RANGES = {
  'body-weight': { least: 10, most: 400, step: 0.1 },
  'body-fat': { least: 2, most: 75, step: 0.1 },
  'heart-rate': { least: 20, most: 250, step: 1 },
  'oxygen-saturation': { least: 40, most: 100, step: 1 },
  'body-temperature': { least: 25, most: 45, step: 0.1 },
  'respiratory-rate': { least: 1, most: 80, step: 1 },
  'blood-glucose': { least: 0.5, most: 60, step: 0.1 },
  'supplemental-oxygen': { least: 0, most: 60, step: 0.5 },
  steps: { least: 0, most: 100_000, step: 1 },
  sleep: { least: 0, most: 1_440, step: 1 },
  activity: { least: 0, most: 100, step: 1 },
  'battery-level': { least: 0, most: 100, step: 1 },
} as const satisfies Partial<Record<ReadingKind, EntryRange>>

export const SYSTOLIC_RANGE: EntryRange = { least: 40, most: 300, step: 1 }
export const DIASTOLIC_RANGE: EntryRange = { least: 20, most: 200, step: 1 }

/** Whether a value can have been measured at all, as far as a person enters or corrects it. */
export function isEnterable({ kind, value, components }: Pick<Reading, 'kind' | 'value' | 'components'>): boolean {
  const within = (number: number, { least, most }: EntryRange): boolean => number >= least && number <= most
  if (components !== undefined) {
    const { systolic, diastolic, mean } = components
    if (!within(systolic, SYSTOLIC_RANGE) || !within(diastolic, DIASTOLIC_RANGE) || diastolic >= systolic) return false
    return mean === undefined || (mean >= diastolic && mean <= systolic)
  }
  const range = kind in ENTRY_RANGES ? ENTRY_RANGES[kind as keyof typeof ENTRY_RANGES] : undefined
  return typeof value === 'number' ? range !== undefined && within(value, range) : value !== undefined
}

/** How far ahead of the server a screen's clock may be; beyond it the time is a mistake. */
export const ENTRY_AHEAD_MS = 2 * 60_000

/** One value that somebody has measured; its unit has to be that of its kind. */
export const measuredSchema = readingFieldsSchema.pick({ kind: true, value: true, components: true, unit: true })
export type Measured = z.infer<typeof measuredSchema>

/** Most values that go in at once. */
export const ENTRY_MOST = 20

/** `POST /api/v1/patients/:id/readings`: what a nurse has measured, all of one moment. */
export const entrySchema = z.object({
  /** ULID that the screen has made: the same one sent twice is stored once. */
  id: ulidSchema,
  /** When it was measured; now if absent. */
  at: isoTimeSchema.optional(),
  readings: z.array(measuredSchema).min(1).max(ENTRY_MOST),
})
export type Entry = z.infer<typeof entrySchema>

const points = z.partialRecord(z.enum(NEWS2_PARAMETERS), z.int())

/** NEWS2 of what is known, as `news2` gives it. */
export const news2ScoreSchema = z.object({
  score: z.int(),
  risk: z.enum(['low', 'low-medium', 'medium', 'high']),
  complete: z.boolean(),
  missing: z.array(z.enum(NEWS2_PARAMETERS)),
  min: z.int(),
  max: z.int(),
  parts: points,
})

/** `GET /api/v1/patients/:id/news2?at`: what of NEWS2 is known of a person at a moment. */
export const news2KnownSchema = z.object({
  input: z.object({
    spo2Scale: z.union([z.literal(1), z.literal(2)]).optional(),
    respiratoryRate: z.number().optional(),
    spo2: z.number().optional(),
    supplementalOxygen: z.boolean().optional(),
    systolic: z.number().optional(),
    pulse: z.number().optional(),
    consciousness: z.enum(CONSCIOUSNESS_LEVELS).optional(),
    temperature: z.number().optional(),
  }),
  /** The newest reading of each kind that can be entered, for comparison. */
  last: z.array(storedReadingSchema),
})
export type News2Known = z.infer<typeof news2KnownSchema>

/** What has been stored and judged of an entry. */
export const entryAnswerSchema = z.object({
  id: ulidSchema,
  at: isoTimeSchema,
  readings: z.array(storedReadingSchema),
  /** Alerts that it has raised or changed. */
  alerts: z.array(alertSchema),
  /** What is to be measured again before anybody is alerted. */
  asked: z.array(z.object({ kind: z.string(), due: isoTimeSchema, words: wordsSchema })),
  /** It had been stored before. */
  repeated: z.boolean(),
  /** With what was known already; null where the plan does not use it. */
  news2: news2ScoreSchema.nullable(),
})
export type EntryAnswer = z.infer<typeof entryAnswerSchema>
