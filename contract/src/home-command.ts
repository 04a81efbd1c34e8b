import { z } from 'zod'
import { actorSchema } from './alert.ts'
import { READING_KIND_NAMES } from './codes.ts'
import { gatewayIdSchema, isoTimeSchema, ulidSchema } from './identifiers.ts'

/** How a gateway answers a command, on `.../result`; one command may be answered more than once, the last holds. */
export const COMMAND_STATUSES = [
  /** The gateway has it and is at it: a device has been told to ask, the update is being fetched. */
  'accepted',
  /** It has been done: the person was asked. */
  'done',
  /** It will not be done; the code says why. */
  'refused',
] as const

/** Why a gateway did not do what it was told. Closed for what we send; others may arrive. */
export const COMMAND_REFUSALS = [
  'command-unknown',
  'command-expired',
  'command-unsupported',
  /** No device of the home can reach the person. */
  'nothing-can-ask',
  /** There is one, and it does not answer. */
  'device-unreachable',
] as const

/** `.../result` */
export const commandResultSchema = z.object({
  id: ulidSchema,
  status: z.enum(COMMAND_STATUSES),
  code: z.string().max(64).optional(),
})
export type CommandResultMessage = z.infer<typeof commandResultSchema>

/** What is asked of the person: to measure again, or how they are. */
export const ASK_COMMANDS = ['measure-again', 'ask'] as const

/** Where a question to a home stands. */
export const ASK_STATES = [
  /** Sent, or waiting until the home is heard. */
  'on-its-way',
  /** A device of the home is at it. */
  'accepted',
  /** The person was asked. */
  'asked',
  /** Nothing there can ask: a person on the staff has to. */
  'cannot-ask',
  /** The home did not answer before it was of no use any more. */
  'expired',
] as const
export type AskState = (typeof ASK_STATES)[number]

/** A question to a person at home, as the staff sees it. Its id is the command's. */
export const homeAskSchema = z.object({
  id: ulidSchema,
  command: z.enum(ASK_COMMANDS),
  patient: z.string(),
  /** What is to be measured again; absent: nothing in particular. */
  kind: z.enum(READING_KIND_NAMES).optional(),
  /** For what it was asked. */
  alert: ulidSchema.optional(),
  task: ulidSchema.optional(),
  /** Through which; null: the home has none. */
  gateway: gatewayIdSchema.nullable(),
  askedAt: isoTimeSchema,
  /** Null when the system asked by itself. */
  askedBy: actorSchema.nullable(),
  expires: isoTimeSchema,
  state: z.enum(ASK_STATES),
  stateAt: isoTimeSchema,
  /** The gateway's own, of a question that cannot be asked. */
  code: z.string().optional(),
})
export type HomeAsk = z.infer<typeof homeAskSchema>

/** `POST /api/v1/patients/:id/asks` */
export const askHomeSchema = z.object({
  command: z.enum(ASK_COMMANDS),
  kind: z.enum(READING_KIND_NAMES).optional(),
  alert: ulidSchema.optional(),
  task: ulidSchema.optional(),
})
export type AskHome = z.infer<typeof askHomeSchema>
