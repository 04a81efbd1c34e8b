import { z } from 'zod'
import { actorSchema } from './alert.ts'
import { READING_KIND_NAMES } from './codes.ts'
import { deviceIdSchema, gatewayIdSchema, isoTimeSchema, ulidSchema } from './identifiers.ts'
import { pairingAnswerSchema } from './message.ts'

/** What the server may ask of a gateway. Closed; a gateway answers what it does not know with `command-unknown`. */
export const HOME_COMMANDS = [
  /** The person is asked, through a device that can, to measure again. */
  'measure-again',
  /** The person is asked something, through a device that can. */
  'ask',
  /** For a while the radio takes new devices. */
  'pair',
  /** A device makes itself seen or heard. */
  'locate',
  /** The gateway fetches a signed release and starts with it. */
  'update',
  /** The whole way of an alarm is tried. */
  'alive-test',
  /** The home's devices are being tried until then: the gateway reports at once, and visits devices whenever they are there. */
  'test-mode',
  /** The gateway ends in order and is started again. */
  'restart',
] as const
export type HomeCommandName = (typeof HOME_COMMANDS)[number]

/** What a person is asked. Closed, because a device has its own words for each. */
export const HOME_QUESTIONS = ['are-you-well', 'have-you-fallen'] as const

/** Those of the home's devices that are the person's; a gateway knows no people. None named: any that can. */
const devices = z.array(deviceIdSchema).max(50).default([])

/** What each command has to say. */
export const HOME_COMMAND_ARGS = {
  'measure-again': z.object({ kind: z.enum(READING_KIND_NAMES), devices }),
  ask: z.object({ question: z.enum(HOME_QUESTIONS), devices }),
  /** How long the window stands open; `device`, if known: only that one. */
  pair: z.object({
    seconds: z.int().min(10).max(600).default(120),
    device: deviceIdSchema.optional(),
    /** To what the device wants to know, while a window is open; then none is opened. */
    answer: pairingAnswerSchema.optional(),
  }),
  locate: z.object({ device: deviceIdSchema }),
  /** `from`: the folder of the release, `https://...`, whose `manifest.json` names and signs the rest. */
  update: z.object({ version: z.string().regex(/^\d+\.\d+\.\d+$/), from: z.url({ protocol: /^https?$/ }).max(500) }),
  /** Through which device the test is to be booked. */
  'alive-test': z.object({ device: deviceIdSchema }),
  /** In the past: the test is over. */
  'test-mode': z.object({ until: isoTimeSchema }),
  restart: z.object({}),
} as const satisfies Readonly<Record<HomeCommandName, z.ZodType>>
export type HomeCommandArgs<Name extends HomeCommandName> = z.infer<(typeof HOME_COMMAND_ARGS)[Name]>

/** `.../command`, QoS 1. `args` is judged by the command's own schema once the command is known. */
export const commandMessageSchema = z.object({
  id: ulidSchema,
  command: z.enum(HOME_COMMANDS),
  args: z.record(z.string(), z.unknown()),
  /** Not to be begun after this moment. */
  expires: isoTimeSchema,
})
export type CommandMessage = z.infer<typeof commandMessageSchema>

/**
 * How far a command has come. `accepted`: it is being done, and a second result follows. `cannot`: nothing in the home can do it,
 * so somebody of the staff has to. `refused`: it is not understood or too late. `failed`: it was tried.
 */
export const COMMAND_STATUSES = ['accepted', 'done', 'cannot', 'refused', 'failed'] as const
export const commandStatusSchema = z.enum(COMMAND_STATUSES)
export type CommandStatus = z.infer<typeof commandStatusSchema>

/** Why, or with what. Closed: each has its words. */
export const COMMAND_CODES = [
  // accepted
  'asking',
  'update-begun',
  // done
  'asked',
  'answered-well',
  'answered-help',
  'window-open',
  'located',
  'alive-test-sent',
  'test-mode-begun',
  'test-mode-ended',
  'restarting',
  'updated',
  // cannot
  /** No device of the home can do it, or reach the person. */
  'nothing-can',
  /** There is one, and it is not there. */
  'device-unreachable',
  'no-radio',
  'not-shipped',
  // refused
  'command-unknown',
  'command-expired',
  'args-invalid',
  // failed
  'not-answered',
  'device-silent',
  'store-failed',
  'release-unreachable',
  'release-not-signed',
  'release-damaged',
  'rolled-back',
  'interrupted',
  'internal',
] as const
export const commandCodeSchema = z.enum(COMMAND_CODES)
export type CommandCode = z.infer<typeof commandCodeSchema>

/** `.../result`, QoS 1. The first that is not `accepted` is the last word. */
export const commandResultSchema = z.object({
  id: ulidSchema,
  status: commandStatusSchema,
  code: commandCodeSchema,
  /** Through which device. */
  device: deviceIdSchema.optional(),
})
export type CommandResultMessage = z.infer<typeof commandResultSchema>

/** How a command stands on the server. `waiting`: the gateway has not been reached yet. `expired`: nobody answered in time. */
export const HOME_COMMAND_STATUS = ['waiting', 'sent', ...COMMAND_STATUSES, 'expired'] as const
export const homeCommandStatusSchema = z.enum(HOME_COMMAND_STATUS)
export type HomeCommandStatus = z.infer<typeof homeCommandStatusSchema>

/** One row of `GET /api/v1/gateways/:id/commands` and `GET /api/v1/patients/:id/commands`. */
export const homeCommandSchema = z.object({
  id: ulidSchema,
  gateway: gatewayIdSchema,
  /** Whom it is about; null: the gateway itself. */
  patient: z.string().nullable(),
  command: z.enum(HOME_COMMANDS),
  args: z.record(z.string(), z.unknown()),
  status: homeCommandStatusSchema,
  code: commandCodeSchema.nullable(),
  device: deviceIdSchema.nullable(),
  /** Who sent it; null: the system itself. */
  by: actorSchema.nullable(),
  createdAt: isoTimeSchema,
  sentAt: isoTimeSchema.nullable(),
  endedAt: isoTimeSchema.nullable(),
  expires: isoTimeSchema,
})
export type HomeCommand = z.infer<typeof homeCommandSchema>

/** `POST /api/v1/gateways/:id/commands`: what a technician may have done. */
export const gatewayCommandRequestSchema = z.object({
  command: z.enum(['pair', 'locate', 'update', 'restart']),
  args: z.record(z.string(), z.unknown()).default({}),
})
/** `POST /api/v1/patients/:id/commands`: what those who look after a person may have done. */
export const patientCommandRequestSchema = z.object({
  command: z.enum(['measure-again', 'ask', 'locate', 'alive-test', 'pair']),
  args: z.record(z.string(), z.unknown()).default({}),
})
