import { z } from 'zod'
import { deviceIdSchema, isoTimeSchema, ulidSchema } from './identifiers.ts'
import { itemSchema } from './item.ts'

/** Most items in one message. */
export const MESSAGE_ITEMS = 500
/** Most bytes in one message's payload. */
export const MESSAGE_BYTES = 256 * 1024

const laneSchema = z.enum(['items', 'urgent'])
export type Lane = z.infer<typeof laneSchema>

const envelope = {
  sent: isoTimeSchema,
  /** New when the gateway's outbox is created; `seq` counts from 1 in each lane of it. */
  epoch: ulidSchema,
  seq: z.int().min(1),
}

/** What arrives: the envelope must hold, each item is then judged by itself. */
export const arrivingMessageSchema = z.object({ ...envelope, items: z.array(z.unknown()).min(1).max(MESSAGE_ITEMS) })
/** What a gateway sends. */
export const itemsMessageSchema = z.strictObject({ ...envelope, items: z.array(itemSchema).min(1).max(MESSAGE_ITEMS) })
export type ItemsMessage = z.infer<typeof itemsMessageSchema>

/** Why a gateway hears nothing of a device; `radio`: it hears nobody. */
export const DEVICE_SILENCES = ['out-of-range', 'battery', 'not-worn', 'radio'] as const
export type DeviceSilence = (typeof DEVICE_SILENCES)[number]

const deviceStateSchema = z.object({
  device: deviceIdSchema,
  profile: z.string().optional(),
  battery: z.number().min(0).max(100).nullable().optional(),
  lastSeen: isoTimeSchema.nullable().optional(),
  rssi: z.number().nullable().optional(),
  /** Absent while it is heard, or is none of those that are heard all the time. */
  silence: z.enum(DEVICE_SILENCES).optional().catch(undefined),
})

/** What went wrong in a gateway since its outbox was created. */
const countsSchema = z
  .object({
    /** Items given up for want of room. */
    dropped: z.int().min(0),
    /** Items found damaged on the disk. */
    damaged: z.int().min(0),
    /** Frames and messages of devices that could not be understood. */
    badFrames: z.int().min(0),
    /** Outboxes that were damaged as a whole and set aside. */
    setAside: z.int().min(0),
    /** Since the gateway's start: messages of devices that said too much, made to wait, and advertisements of such, left out. */
    heldBack: z.int().min(0),
  })
  .partial()

/** How a gateway's Bluetooth is; `none` if it has none. What each means is written at the gateway's Radio. */
export const RADIO_STATES = [
  'starting',
  'listening',
  'deaf',
  'not-discovering',
  'adapter-off',
  'no-adapter',
  'no-bluetooth',
  'no-bus',
  'closed',
  'none',
] as const
type StatedRadio = (typeof RADIO_STATES)[number]

/** A newer gateway may say something else. */
export const isRadioState = (said: string | undefined): said is StatedRadio =>
  RADIO_STATES.some((known) => known === said)

/** How far bonding with a new device has come. */
export const PAIRING_STAGES = [
  'open',
  'bonding',
  'type-on-device',
  'say-what-it-shows',
  'compare',
  'paired',
  'refused',
  'not-reached',
  'closed',
] as const

/** The pairing window that is open, or how the last one ended. */
const pairingStateSchema = z.object({
  until: isoTimeSchema,
  stage: z.enum(PAIRING_STAGES),
  /** The one that is bonded with. */
  device: deviceIdSchema.optional(),
  /** What is to be typed on the device, or compared with what it shows. */
  passkey: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  /** What was heard and is not of the home yet, nearest first. */
  found: z
    .array(
      z.object({
        device: deviceIdSchema,
        profile: z.string(),
        name: z.string().max(64).optional(),
        rssi: z.number().optional(),
      }),
    )
    .max(20),
})
export type PairingState = z.infer<typeof pairingStateSchema>

/** What somebody beside the device says to what it wants to know. */
export const pairingAnswerSchema = z.object({
  /** What it shows. */
  passkey: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
  /** Whether it shows the same. */
  same: z.boolean().optional(),
})
export type PairingAnswer = z.infer<typeof pairingAnswerSchema>

/** A gateway's retained state, and (only `online: false`) its will. */
export const stateMessageSchema = z.object({
  online: z.boolean(),
  since: isoTimeSchema.optional(),
  version: z.string().max(64).optional(),
  backlog: z.int().min(0).optional(),
  clock: z.enum(['synchronised', 'unsynchronised']).optional(),
  radio: z.string().max(64).optional(),
  /** How its disk is; `memory`: it cannot be written, and what comes is kept until the power goes. */
  disk: z.enum(['ok', 'full', 'failing', 'memory']).optional(),
  counts: countsSchema.optional(),
  pairing: pairingStateSchema.optional(),
  /** Its devices are being tried until then. */
  testUntil: isoTimeSchema.optional(),
  devices: z.array(deviceStateSchema).max(500).optional(),
})
export type StateMessage = z.infer<typeof stateMessageSchema>

/** Every message of the lane up to `seq` is committed. External broker only. */
export const ackMessageSchema = z.object({ lane: laneSchema, epoch: ulidSchema, seq: z.int().min(1) })
export type AckMessage = z.infer<typeof ackMessageSchema>

/** What cannot be read of an optional field is as if it were absent: a device is worth more than its extras. */
const tolerant = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)

const hexKeySchema = z
  .string()
  .toLowerCase()
  .regex(/^[0-9a-f]{32}$/)

/** Somebody who uses a device of the home, without a name. */
const memberSchema = z.object({
  /** What the server calls this member; says nothing by itself. */
  member: z.string().min(1).max(64),
  /** The number under which the device knows them. */
  userIndex: tolerant(z.int().min(0).max(254)),
  /** Body weight that is plausible for them, kg. */
  plausible: tolerant(z.object({ low: z.number(), high: z.number() })),
  /** Their last body weight that was certain, kg. */
  last: tolerant(z.number()),
})

const configDeviceSchema = z.object({
  device: deviceIdSchema,
  profile: z.string().min(1).max(64),
  /** Opens what the device advertises encrypted: 16 bytes in hex. */
  bindKey: tolerant(hexKeySchema),
  /** Opens a meter's memory: 16 bytes in hex. */
  unlockKey: tolerant(hexKeySchema),
  /** Which of the device's users' data are opened on a connection, and the code that was set with that user. */
  userIndex: tolerant(z.int().min(0).max(254)),
  consentCode: tolerant(z.int().min(0).max(9999)),
  /** Who uses it, where that is more than one person or is to be made sure of. */
  members: tolerant(z.array(memberSchema).max(20)),
})
export type ConfigDevice = z.infer<typeof configDeviceSchema>

/** What a gateway needs to know about the home: devices, no people. */
export const configMessageSchema = z.object({
  devices: z.array(configDeviceSchema).max(500),
  acknowledge: z.enum(['puback', 'server']),
  timeZone: z.string().max(64).default('Europe/Helsinki'),
})
export type ConfigMessage = z.infer<typeof configMessageSchema>
