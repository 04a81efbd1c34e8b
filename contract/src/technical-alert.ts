import { z } from 'zod'
import { actorSchema, alertStatusSchema, prioritySchema } from './alert.ts'
import { gatewayIdSchema, isoTimeSchema, ulidSchema } from './identifiers.ts'

/** What is wrong with a gateway, and nobody's health: there is at most one unresolved alert per gateway and problem. */
export const TECHNICAL_PROBLEMS = [
  /** It reaches for topics that are another's: set up wrongly, or in somebody else's hands. */
  'beyond-own-topics',
  /** Two of them are at work under one name: a copied card, or a copied key. */
  'identity-shared',
  /** Test alarms from its home did not reach a screen, a whole night. */
  'alive-test-missing',
] as const
export const technicalProblemSchema = z.enum(TECHNICAL_PROBLEMS)
export type TechnicalProblem = z.infer<typeof technicalProblemSchema>

const technicalEventSchema = z.object({
  at: isoTimeSchema,
  event: z.enum(['raised', 'worsened', 'came-back', 'acknowledged', 'handed-back', 'resolved']),
  /** Absent when the system did it. */
  by: actorSchema.optional(),
  note: z.string().optional(),
})

/** For technicians and coordinators. It names a gateway and no person. */
export const technicalAlertSchema = z.object({
  id: ulidSchema,
  gateway: gatewayIdSchema,
  problem: technicalProblemSchema,
  /** IEC 60601-1-8: never high, nobody's life hangs on it at once. */
  priority: prioritySchema.exclude(['high']),
  status: alertStatusSchema,
  /** How often it was seen since it was raised. */
  count: z.int().min(1),
  /** What was seen last, in the broker's words. */
  detail: z.string(),
  raisedAt: isoTimeSchema,
  lastAt: isoTimeSchema,
  owner: actorSchema.nullable(),
  history: z.array(technicalEventSchema),
})
export type TechnicalAlert = z.infer<typeof technicalAlertSchema>

/** One row of `GET /api/v1/technical-alerts`. */
export const shownTechnicalAlertSchema = technicalAlertSchema.extend({
  /** Seen lately. */
  stillTrue: z.boolean(),
  /** Where the gateway stands; null if nobody knows. */
  place: z.string().nullable(),
})
export type ShownTechnicalAlert = z.infer<typeof shownTechnicalAlertSchema>

/** `POST /api/v1/technical-alerts/:id/resolve`. */
export const resolveTechnicalSchema = z.object({ note: z.string().trim().max(500).optional() })

/** `GET /api/v1/attention`: what waits for whoever asks, as the navigation counts it; 0 for what is not theirs. */
export const attentionSchema = z.object({
  /** Technical alerts that nobody has taken. */
  technical: z.int(),
  /** Emergency openings without a verdict. */
  glass: z.int(),
  /** Handovers that wait to be received: meant for whoever asks or for whoever comes, and not their own. */
  handovers: z.int(),
})
export type Attention = z.infer<typeof attentionSchema>
