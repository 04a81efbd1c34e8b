import { z } from 'zod'
import { actorSchema } from './alert.ts'
import { storedReadingSchema } from './api.ts'
import { isoTimeSchema, ulidSchema } from './identifiers.ts'
import { readingFieldsSchema } from './item.ts'

/** Why somebody says that a reading was wrong. */
export const CORRECTION_REASONS = [
  'typing-error',
  'measured-badly',
  'wrong-person',
  'wrong-time',
  'device-fault',
  'trial',
  'other',
] as const
export const correctionReasonSchema = z.enum(CORRECTION_REASONS)
export type CorrectionReason = z.infer<typeof correctionReasonSchema>

/** Where the reading lies, and why it is changed. */
const because = {
  kind: readingFieldsSchema.shape.kind,
  at: isoTimeSchema,
  reason: correctionReasonSchema,
  note: z.string().trim().max(500).optional(),
}

/** `POST /api/v1/patients/:id/readings/:reading/void`: it was never true. */
export const voidReadingSchema = z.object(because)
/** `POST /api/v1/patients/:id/readings/:reading/correct`: what it should have been; what is absent stays. */
export const correctReadingSchema = z.object({
  ...because,
  to: readingFieldsSchema.pick({ value: true, components: true }).extend({ at: isoTimeSchema.optional() }),
})

/** One row of `GET /api/v1/patients/:id/corrections?from&to`, by the time of what was changed, oldest first. */
export const correctionSchema = z.object({
  id: ulidSchema,
  action: z.enum(['voided', 'corrected', 'moved']),
  before: storedReadingSchema,
  /** What it has become; null: nothing. */
  after: storedReadingSchema.nullable(),
  /** Whose it has become, if it was somebody else's. */
  to: z.object({ id: z.string(), name: z.string() }).optional(),
  reason: correctionReasonSchema,
  note: z.string().optional(),
  by: actorSchema,
  /** When it was changed. */
  at: isoTimeSchema,
})
export type Correction = z.infer<typeof correctionSchema>
