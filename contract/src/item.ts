import { z } from 'zod'
import {
  CONSCIOUSNESS_LEVELS,
  EVENT_KINDS,
  type EventKind,
  READING_KIND_NAMES,
  READING_KINDS,
  URGENT_EVENT_KINDS,
} from './codes.ts'
import { deviceIdSchema, isoTimeSchema, ulidSchema } from './identifiers.ts'

const clockSchema = z.enum(['device', 'gateway', 'estimated'])

/** Whose a reading is, as far as the home knows: neither is a name. */
const subjectSchema = z.object({
  /** The number under which the device knows them. */
  userIndex: z.int().min(0).max(254).optional(),
  /** The member of the gateway's configuration whom it was told apart as. */
  member: z.string().min(1).max(64).optional(),
})

/** What every item carries. Unknown further fields are tolerated on arrival and dropped. */
const itemBase = {
  id: ulidSchema,
  device: deviceIdSchema,
  /** When it was measured, corrected by the gateway. */
  at: isoTimeSchema,
  /** Whose clock `at` rests on. */
  clock: clockSchema,
  /** The device's own uncorrected time; absent if it has none. */
  deviceAt: isoTimeSchema.optional(),
  subject: subjectSchema.optional(),
  /** The frame in hex. */
  raw: z
    .string()
    .regex(/^([0-9a-f]{2})*$/)
    .max(1024)
    .optional(),
}

const componentsSchema = z.object({ systolic: z.number(), diastolic: z.number(), mean: z.number().optional() })

/** A reading's fields, before they are held against its kind. */
export const readingFieldsSchema = z.object({
  ...itemBase,
  type: z.literal('reading'),
  kind: z.enum(READING_KIND_NAMES),
  value: z.union([z.number(), z.enum(CONSCIOUSNESS_LEVELS)]).optional(),
  components: componentsSchema.optional(),
  unit: z.string().max(16).optional(),
  quality: z.array(z.string().max(40)).max(16).default([]),
  /** ISO 8601 duration that an interval quantity covers. */
  over: z
    .string()
    .regex(/^P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$/)
    .optional(),
})

/** A measurement: one value with its unit, or blood pressure with its components. */
export const readingSchema = readingFieldsSchema.superRefine((reading, context) => {
  const fault = shapeFault(reading)
  if (fault !== undefined) context.addIssue({ code: 'custom', message: fault })
})

/** Which field of a reading does not fit its kind, in words; undefined when all fit. */
function shapeFault(reading: {
  kind: (typeof READING_KIND_NAMES)[number]
  value?: unknown
  components?: unknown
  unit?: string | undefined
}): string | undefined {
  const { kind, value, components, unit } = reading
  if (unit !== READING_KINDS[kind].unit) return `unit of ${kind} is ${READING_KINDS[kind].unit ?? 'absent'}`
  if (kind === 'blood-pressure') {
    if (components === undefined) return 'blood-pressure needs components'
    return value === undefined ? undefined : 'blood-pressure has components and no value'
  }
  if (components !== undefined) return `${kind} has a value and no components`
  const expected = kind === 'consciousness' ? 'string' : 'number'
  return typeof value === expected ? undefined : `value of ${kind} is a ${expected}`
}

/** Something that happened: a button pressed, a dose missed. */
export const eventSchema = z.object({
  ...itemBase,
  type: z.literal('event'),
  kind: z.enum(EVENT_KINDS),
  detail: z.record(z.string().max(64), z.unknown()).optional(),
})

export const itemSchema = z.discriminatedUnion('type', [readingSchema, eventSchema])

export type Reading = z.infer<typeof readingSchema>
export type DeviceEvent = z.infer<typeof eventSchema>
export type Item = z.infer<typeof itemSchema>
export type Components = z.infer<typeof componentsSchema>

/** Whether an item goes in the urgent lane. A profile may add its own; these always do. */
export const isUrgent = (item: Pick<Item, 'type' | 'kind'>): boolean =>
  item.type === 'event' && URGENT_EVENT_KINDS.has(item.kind as EventKind)

/**
 * The time that, with device, kind and value, tells one measurement from another: the device's own if it has one. Not so
 * of a call for help from a device whose clock is wrong: it may stand still, and the second call is no repetition of the first.
 */
export const naturalTime = (item: Pick<Item, 'type' | 'kind' | 'at' | 'clock' | 'deviceAt'>): string =>
  item.clock === 'estimated' && isUrgent(item) ? item.at : (item.deviceAt ?? item.at)
