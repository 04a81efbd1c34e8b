import { z } from 'zod'
import { actorSchema, alertStatusSchema, prioritySchema } from './alert.ts'
import { gatewayIdSchema, isoTimeSchema, ulidSchema } from './identifiers.ts'
import { channelSchema } from './notification.ts'
import { escalationSchema } from './on-call.ts'

/**
 * What is wrong with a gateway, a channel or the server, and nobody's health: there is at most one unresolved alert for each
 * of them and problem.
 */
export const TECHNICAL_PROBLEMS = [
  /** It reaches for topics that are another's: set up wrongly, or in somebody else's hands. */
  'beyond-own-topics',
  /** Two of them are at work under one name: a copied card, or a copied key. */
  'identity-shared',
  /** Test alarms from its home did not reach a screen, a whole night. */
  'alive-test-missing',
  /** It is not let in: what it measures does not arrive. */
  'refused',
  /** Its disk loses or changes what waits there. */
  'storage-failing',
  /** Messages to people do not go out on one way. */
  'channel-down',
  /** The newest backup failed, or is too old. */
  'backup-failed',
  /** The server's own database is not whole. */
  'database-damaged',
] as const
/** Of the server itself and of no gateway. */
export const HOUSE_PROBLEMS = [
  'channel-down',
  'backup-failed',
  'database-damaged',
] as const satisfies TechnicalProblem[]
export const technicalProblemSchema = z.enum(TECHNICAL_PROBLEMS)
export type TechnicalProblem = z.infer<typeof technicalProblemSchema>

/** `expired`: whoever had taken it had it for longer than the chain gives (`holdSeconds`). */
const technicalEventSchema = z.object({
  at: isoTimeSchema,
  event: z.enum(['raised', 'worsened', 'came-back', 'acknowledged', 'handed-back', 'expired', 'resolved', 'over']),
  /** Absent when the system did it. */
  by: actorSchema.optional(),
  note: z.string().optional(),
})

/** Where its chain stands, and whom it last called. */
const technicalClimbSchema = z.object({
  status: escalationSchema.shape.status.exclude(['taken']),
  /** The next step comes at this moment. */
  due: isoTimeSchema.nullable(),
  called: z.array(actorSchema),
})

/** For technicians and coordinators. It names a gateway and no person. */
export const technicalAlertSchema = z.object({
  id: ulidSchema,
  /** null: of the server itself. */
  gateway: gatewayIdSchema.nullable(),
  /** The way that is down. */
  channel: channelSchema.optional(),
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
  /** null: nobody is called about it, or somebody has it. */
  climb: technicalClimbSchema.nullable(),
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
