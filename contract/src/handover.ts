import { z } from 'zod'
import { actorSchema, alertStatusSchema, prioritySchema } from './alert.ts'
import { news2ScoreSchema } from './entry.ts'
import { groundSchema } from './grounds.ts'
import { isoTimeSchema, ulidSchema } from './identifiers.ts'
import { pauseReasonSchema } from './plan.ts'
import { languageSchema, wordsSchema } from './words.ts'
import { workEntrySchema } from './worklist.ts'

const named = z.object({ id: z.string(), name: z.string() })

/** An unresolved alert on the sheet. `owner` null: it is nobody's, and climbs. */
const sheetAlertSchema = z.object({
  id: ulidSchema,
  patient: named,
  priority: prioritySchema,
  status: alertStatusSchema,
  words: wordsSchema,
  raisedAt: isoTimeSchema,
  owner: actorSchema.nullable(),
  /** Put off until then. */
  snoozedUntil: isoTimeSchema.nullable(),
})

/** A plan that is paused, or will be within a day. */
const sheetPauseSchema = z.object({
  patient: named,
  from: isoTimeSchema,
  until: isoTimeSchema,
  reason: pauseReasonSchema,
  note: z.string().nullable(),
})

/** `GET /api/v1/handover`: what the next shift has to know, as it is now. */
export const handoverSheetSchema = z.object({
  madeAt: isoTimeSchema,
  alerts: z.array(sheetAlertSchema),
  promises: z.array(workEntrySchema),
  /** To measure again, to ask, to say whose a reading is. */
  tasks: z.array(workEntrySchema),
  pauses: z.array(sheetPauseSchema),
})
export type HandoverSheet = z.infer<typeof handoverSheetSchema>

/** What becomes of one thing that is handed over. `kept`: it stayed with whoever had it. `gone`: it had ended, or was another's by then. */
export const HANDOVER_STATES = ['offered', 'received', 'kept', 'gone'] as const
const handoverLineSchema = z.object({
  line: z.int(),
  kind: z.enum(['alert', 'work', 'task', 'worry']),
  /** Of the alert, the piece of work or the task. */
  ref: z.string().nullable(),
  patient: named.nullable(),
  state: z.enum(HANDOVER_STATES),
  words: wordsSchema.optional(),
  text: z.string().optional(),
  priority: prioritySchema.optional(),
  due: isoTimeSchema.optional(),
})
export type HandoverLine = z.infer<typeof handoverLineSchema>

export const handoverSchema = z.object({
  id: ulidSchema,
  from: actorSchema,
  /** Whom it is meant for; null: whoever comes. */
  to: actorSchema.nullable(),
  at: isoTimeSchema,
  status: z.enum(['offered', 'received', 'withdrawn']),
  receivedAt: isoTimeSchema.nullable(),
  receivedBy: actorSchema.nullable(),
  lines: z.array(handoverLineSchema),
})
export type Handover = z.infer<typeof handoverSchema>

const worrySchema = z.strictObject({
  patient: z.string().max(100).nullable().default(null),
  text: z.string().trim().min(1).max(1_000),
})
/** `POST /api/v1/handovers`. `alerts`, `work` and `tasks`: ids of what the one who leaves has; nothing of it changes hands yet. */
export const giveHandoverSchema = z.strictObject({
  to: z.string().max(100).nullable().default(null),
  alerts: z.array(ulidSchema).max(500).default([]),
  work: z.array(ulidSchema).max(500).default([]),
  tasks: z.array(ulidSchema).max(500).default([]),
  worries: z.array(worrySchema).max(50).default([]),
})
/** `POST /api/v1/handovers/:id/receive`: which lines the one who comes takes. */
export const receiveHandoverSchema = z.strictObject({ lines: z.array(z.int().min(0)).min(1).max(1_600) })

/** A value on paper. */
const isbarValueSchema = z.object({
  kind: z.string(),
  value: z.union([z.number(), z.string()]).optional(),
  components: z.object({ systolic: z.number(), diastolic: z.number(), mean: z.number().optional() }).optional(),
  at: isoTimeSchema,
  trend: z.enum(['up', 'down', 'steady']).nullable(),
})
const contactSchema = z.object({ name: z.string(), relation: z.string(), phone: z.string() })
const limitOnPaper = z.object({
  kind: z.string(),
  component: z.string().optional(),
  low: z.number().optional(),
  high: z.number().optional(),
})
export type LimitOnPaper = z.infer<typeof limitOnPaper>

const personOnPaper = z.object({
  id: z.string(),
  name: z.string(),
  birthYear: z.int().nullable(),
  language: languageSchema,
  municipality: z.string().nullable(),
  address: z.string().nullable(),
  keyBox: z.string().nullable(),
  phone: z.string().nullable(),
  livesAlone: z.boolean().nullable(),
  notes: z.string().nullable(),
  allergies: z.array(z.string()).nullable(),
  doNotResuscitate: z.boolean().nullable(),
  doNotResuscitateNote: z.string().nullable(),
  contacts: z.array(contactSchema),
})
export type PersonOnPaper = z.infer<typeof personOnPaper>

/** `GET /api/v1/patients/:id/isbar`: identity, situation, background, assessment; the recommendation is the nurse's own. */
export const isbarSchema = z.object({
  madeAt: isoTimeSchema,
  madeBy: actorSchema,
  ground: groundSchema,
  identity: personOnPaper.extend({ responsible: z.string().nullable() }),
  situation: z.array(
    z.object({ words: wordsSchema, priority: prioritySchema, raisedAt: isoTimeSchema, owner: z.string().nullable() }),
  ),
  background: z.object({
    medicines: z.array(z.object({ name: z.string(), atc: z.string().optional(), critical: z.boolean() })),
    limits: z.array(limitOnPaper),
    goals: z.array(z.string()),
    /** Alerts resolved within 30 days, the last first. */
    recent: z.array(z.object({ words: wordsSchema, raisedAt: isoTimeSchema, outcome: z.string().nullable() })),
  }),
  assessment: z.object({ values: z.array(isbarValueSchema), news2: news2ScoreSchema.nullable() }),
})
export type Isbar = z.infer<typeof isbarSchema>

/** `GET /api/v1/areas/:area/downtime`: on paper for when nothing else works. */
export const downtimeSchema = z.object({
  madeAt: isoTimeSchema,
  madeBy: actorSchema,
  area: named,
  people: z.array(
    personOnPaper.extend({
      limits: z.array(limitOnPaper),
      criticalMedicines: z.array(z.string()),
      matters: z.array(z.object({ words: wordsSchema, since: isoTimeSchema })),
      promises: z.array(z.object({ text: z.string(), due: isoTimeSchema })),
    }),
  ),
})
export type Downtime = z.infer<typeof downtimeSchema>
