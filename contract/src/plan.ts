import { z } from 'zod'
import { READING_KIND_NAMES } from './codes.ts'

/** A range that is left when the value is below `low` or above `high`; the bounds themselves are inside. */
const rangeSchema = z.object({ low: z.number().optional(), high: z.number().optional() })

const limitSchema = z.object({
  kind: z.enum(READING_KIND_NAMES),
  /** Which part of a blood pressure; absent for all other kinds. */
  component: z.enum(['systolic', 'diastolic', 'mean']).optional(),
  /** Danger limits: outside is high priority. */
  red: rangeSchema.optional(),
  /** Attention limits: outside is medium priority. */
  yellow: rangeSchema.optional(),
})
export type Limit = z.infer<typeof limitSchema>

/** How long a reading counts towards NEWS2, in hours. Defaults: docs/clinical-sources.md. */
const windowsSchema = z.object({
  'respiratory-rate': z.number().positive().default(4),
  'oxygen-saturation': z.number().positive().default(4),
  'heart-rate': z.number().positive().default(4),
  'blood-pressure': z.number().positive().default(12),
  'body-temperature': z.number().positive().default(12),
  consciousness: z.number().positive().default(12),
  'supplemental-oxygen': z.number().positive().default(12),
})

/** What is watched for one person, and how; every field has a default, so `{}` is the group's plan. */
export const planSchema = z.object({
  version: z.int().min(1).default(1),
  news2: z
    .object({
      enabled: z.boolean().default(true),
      /** Scale 2 only for confirmed hypercapnic failure with a target of 88-92 %. */
      spo2Scale: z.union([z.literal(1), z.literal(2)]).default(1),
      /** Known from the plan until a nurse enters otherwise; absent means not known. */
      supplementalOxygen: z.boolean().optional(),
      consciousness: z.enum(['A', 'C', 'V', 'P', 'U']).optional(),
      windows: windowsSchema.prefault({}),
    })
    .prefault({}),
  /** Weight gain that points to fluid: more than `kilograms` within `days` (ESC 2021). */
  weightGain: z
    .object({
      enabled: z.boolean().default(true),
      kilograms: z.number().positive().default(2),
      days: z.number().positive().default(3),
    })
    .prefault({}),
  limits: z.array(limitSchema).default([]),
})
export type Plan = z.infer<typeof planSchema>

/** The plan of somebody for whom nothing personal has been written down yet. */
export const groupPlan: Plan = planSchema.parse({})
