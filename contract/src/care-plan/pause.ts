import { z } from 'zod'
import { actorSchema } from '../alert.ts'
import { isoTimeSchema } from '../identifiers.ts'
import { pauseReasonSchema } from '../plan.ts'

/** A pause of somebody's plan, with who made it and who ended it. */
export const planPauseSchema = z.object({
  id: z.string(),
  from: isoTimeSchema,
  /** When it ends, or did; not after `from` if it was taken back before it had begun. */
  until: isoTimeSchema,
  plannedUntil: isoTimeSchema,
  reason: pauseReasonSchema,
  note: z.string().nullable(),
  pausedAt: isoTimeSchema,
  pausedBy: actorSchema.nullable(),
  endedAt: isoTimeSchema.nullable(),
  endedBy: actorSchema.nullable(),
})
export type PlanPause = z.infer<typeof planPauseSchema>

/** `POST /api/v1/patients/:id/plan/pauses`; from now on if it does not say from when. */
export const pausePlanSchema = z.object({
  from: isoTimeSchema.optional(),
  until: isoTimeSchema,
  reason: pauseReasonSchema,
  note: z.string().trim().max(500).optional(),
  instead: z.boolean().optional(),
})
