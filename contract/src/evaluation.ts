import { z } from 'zod'
import { FALSE_ALARM_CAUSES, outcomeSchema, prioritySchema, ruleSchema } from './alert.ts'
import { isoTimeSchema } from './identifiers.ts'

/** The standards that telecare answering is measured by (TSA, call handling): so much within 60 s, so much within 180 s. */
export const ANSWER_STANDARD = [
  { seconds: 60, share: 0.975 },
  { seconds: 180, share: 0.99 },
] as const

/** Times in seconds; null where there is nothing to measure. */
const spreadSchema = z.object({
  count: z.int(),
  median: z.number().nullable(),
  p95: z.number().nullable(),
})
export type Spread = z.infer<typeof spreadSchema>

/** How alerts of one priority were answered. */
const timesSchema = z.object({
  priority: z.union([prioritySchema, z.literal('all')]),
  raised: z.int(),
  delivered: spreadSchema,
  acknowledged: spreadSchema,
  resolved: spreadSchema,
  /** Shares of all that were raised, also of those that nobody has taken; null without any. */
  within60: z.number().nullable(),
  within180: z.number().nullable(),
  /** Raised, and taken by nobody so far. */
  unacknowledged: z.int(),
})
export type AnswerTimes = z.infer<typeof timesSchema>

/** `GET /api/v1/evaluation?from&to&area`: figures of a period, without anybody's name. */
export const evaluationSchema = z.object({
  madeAt: isoTimeSchema,
  from: isoTimeSchema,
  to: isoTimeSchema,
  area: z.string().nullable(),
  /** Clients in service now, and that times the days of the period. */
  patients: z.int(),
  patientDays: z.number(),
  times: z.array(timesSchema),
  rules: z.array(
    z.object({
      rule: ruleSchema,
      raised: z.int(),
      /** Alerts per patient and day; null without patients. */
      perPatientDay: z.number().nullable(),
      falseAlarms: z.int(),
      technical: z.int(),
    }),
  ),
  outcomes: z.array(z.object({ outcome: outcomeSchema, count: z.int() })),
  falseAlarmCauses: z.array(z.object({ cause: z.enum([...FALSE_ALARM_CAUSES, 'not-said']), count: z.int() })),
  days: z.array(
    z.object({
      /** `2026-11-26`, of the wall's calendar. */
      day: z.string(),
      high: z.int(),
      medium: z.int(),
      low: z.int(),
      /** Seconds; null if nothing was raised, or taken. */
      median: z.number().nullable(),
      p95: z.number().nullable(),
    }),
  ),
})
export type Evaluation = z.infer<typeof evaluationSchema>

/** The tables that can be taken out as CSV. */
export const EVALUATION_TABLES = ['times', 'rules', 'outcomes', 'days'] as const
