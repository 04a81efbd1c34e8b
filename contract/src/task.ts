import { z } from 'zod'
import { actorSchema } from './alert.ts'
import { storedReadingSchema } from './api.ts'
import { homeCommandSchema } from './home-command.ts'
import { isoTimeSchema, ulidSchema } from './identifiers.ts'
import { wordsSchema } from './words.ts'

/** What somebody on the staff has to do. Closed; other kinds of work join here. */
export const TASK_KINDS = [
  'measure-again',
  'person-uncertain',
  /** No device could ask how the person is. */
  'ask-person',
] as const
export const taskKindSchema = z.enum(TASK_KINDS)
export type TaskKind = z.infer<typeof taskKindSchema>

export const taskStatusSchema = z.enum(['open', 'claimed', 'done', 'cancelled'])
export type TaskStatus = z.infer<typeof taskStatusSchema>

/** How a task ended. */
export const TASK_OUTCOMES = [
  /** It was measured again. */
  'measured',
  /** It was not measured in time: an alert says so. */
  'overdue',
  /** There is nothing to do any more. */
  'taken-back',
  /** The nurse said whose reading it is. */
  'booked',
  /** The reading is nobody's here. */
  'nobodys',
  /** Somebody has seen to it. */
  'seen-to',
] as const
export const taskOutcomeSchema = z.enum(TASK_OUTCOMES)
export type TaskOutcome = z.infer<typeof taskOutcomeSchema>

const taskEventSchema = z.object({
  at: isoTimeSchema,
  event: z.enum(['created', 'claimed', 'released', 'reopened', 'handed-over', 'done', 'cancelled']),
  /** Absent when the system did it. */
  by: actorSchema.optional(),
  to: actorSchema.optional(),
  text: z.string().optional(),
})
export type TaskEvent = z.infer<typeof taskEventSchema>

export const taskSchema = z.object({
  id: ulidSchema,
  kind: taskKindSchema,
  patient: z.object({ id: z.string(), name: z.string() }).nullable(),
  status: taskStatusSchema,
  /** By when it has to be done. */
  due: isoTimeSchema.nullable(),
  createdAt: isoTimeSchema,
  changedAt: isoTimeSchema,
  /** Grows by one with every change. */
  version: z.int().min(1),
  /** Who has it, or had it when it ended. */
  owner: actorSchema.nullable(),
  outcome: taskOutcomeSchema.optional(),
  words: wordsSchema.optional(),
  /** The reading in doubt, or whose owner is not certain. */
  reading: storedReadingSchema.optional(),
  /** Whose it may be. */
  candidates: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
  /** How asking the person through a device of theirs stands, or has ended. */
  asked: homeCommandSchema.optional(),
  history: z.array(taskEventSchema),
})
export type Task = z.infer<typeof taskSchema>

/** `GET /api/v1/tasks/count`: for the navigation, and to see that the list has changed. */
export const taskCountSchema = z.object({ open: z.int(), overdue: z.int(), stamp: z.string() })
export type TaskCount = z.infer<typeof taskCountSchema>

/** `POST /api/v1/tasks/:id/done | cancel`. */
export const taskNoteSchema = z.object({ note: z.string().trim().max(500).optional() })
/** `POST /api/v1/tasks/:id/belongs`: whose the reading is; null: nobody's here. */
export const taskBelongsSchema = z.object({
  patient: z.string().max(100).nullable(),
  note: z.string().trim().max(500).optional(),
})
