import { z } from 'zod'
import { actorSchema } from './alert.ts'
import { EVENT_KINDS, READING_KIND_NAMES } from './codes.ts'
import { deviceIdSchema, gatewayIdSchema, isoTimeSchema, ulidSchema } from './identifiers.ts'

/** How long an installation test may last, in minutes. */
export const TEST_MINUTES = { least: 1, most: 60, usual: 30 } as const

/** `POST /api/v1/gateways/:id/installation-test` */
export const startInstallationTestSchema = z.strictObject({
  minutes: z.int().min(TEST_MINUTES.least).max(TEST_MINUTES.most).default(TEST_MINUTES.usual),
})
export const installationTestStartedSchema = z.object({ id: ulidSchema })
/** `POST /api/v1/installation-tests/:id/device`: the technician has this device in hand, and tries it now. */
export const tryDeviceSchema = z.strictObject({ device: deviceIdSchema, inHand: z.literal(true) })

/** Something that a device said while it was tried. What it measured is told to nobody. */
const triedItemSchema = z.object({
  id: ulidSchema,
  device: deviceIdSchema,
  kind: z.enum([...READING_KIND_NAMES, ...EVENT_KINDS]),
  at: isoTimeSchema,
  /** A call for help or another alarm, had it not been a test. */
  urgent: z.boolean(),
  /** Somebody has said that it was meant in earnest; it has been judged since, as any other. */
  real: z.object({ by: actorSchema, at: isoTimeSchema }).nullable(),
})
export type TriedItem = z.infer<typeof triedItemSchema>

const triedDeviceSchema = z.object({
  device: deviceIdSchema,
  profile: z.string().nullable(),
  lastSeen: isoTimeSchema.nullable(),
  battery: z.number().nullable(),
  rssi: z.number().nullable(),
  /** What it says until then is a test; null: it is not being tried, and an alarm of it is one. */
  triedUntil: isoTimeSchema.nullable(),
  heard: z.array(triedItemSchema),
})

/** One row of `GET /api/v1/installation-tests`: the home's devices are tried; those that run, and those of the last hours. */
export const installationTestSchema = z.object({
  id: ulidSchema,
  gateway: gatewayIdSchema,
  home: z.string(),
  place: z.string().nullable(),
  /** Who lives there, of those whom the one who asks may see. */
  patients: z.array(z.object({ id: z.string(), name: z.string() })),
  startedAt: isoTimeSchema,
  until: isoTimeSchema,
  by: actorSchema,
  /** null while it runs. */
  endedAt: isoTimeSchema.nullable(),
  /** `time`: nobody ended it. */
  ended: z.enum(['person', 'time']).nullable(),
  devices: z.array(triedDeviceSchema),
})
export type InstallationTest = z.infer<typeof installationTestSchema>
