import { READING_KINDS, type ReadingKind } from '@kotisilta/contract'
import { z } from 'zod'
import { failed } from '../decoded.ts'
import type { Parsed } from '../frame/frame-decoder.ts'
import { converterTo, ucumOf } from '../reading-units.ts'
import type { Condition } from './observation.ts'
import { placeOf, type ValuePlace } from './value-template.ts'

/** The abbreviations of Home Assistant's MQTT discovery that matter here. */
const LONG: Readonly<Record<string, string>> = {
  avty_t: 'availability_topic',
  cmps: 'components',
  dev: 'device',
  dev_cla: 'device_class',
  ids: 'identifiers',
  p: 'platform',
  pl: 'payload',
  pl_off: 'payload_off',
  pl_on: 'payload_on',
  stat_t: 'state_topic',
  stype: 'subtype',
  t: 'topic',
  uniq_id: 'unique_id',
  unit_of_meas: 'unit_of_measurement',
  val_tpl: 'value_template',
}

export const withLongNames = (fields: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [Object.hasOwn(LONG, key) ? (LONG[key] ?? key) : key, value]),
  )

const text = z.string().max(512)
const scalar = z.union([text, z.boolean(), z.number()])

const entitySchema = z.object({
  '~': text.optional(),
  state_topic: text.optional(),
  topic: text.optional(),
  availability_topic: text.optional(),
  device_class: text.nullish(),
  unit_of_measurement: text.nullish(),
  value_template: text.optional(),
  payload_on: scalar.optional(),
  payload_off: scalar.optional(),
  payload: scalar.optional(),
  type: text.optional(),
  subtype: text.optional(),
  unique_id: text.optional(),
  device: z
    .record(z.string(), z.unknown())
    .transform((device) => withLongNames(device))
    .pipe(z.object({ identifiers: z.union([text, z.array(text).max(20)]).optional() }))
    .optional(),
})

/** What an entity's messages mean. */
type Meaning =
  | { readonly condition: Condition; readonly on: string; readonly off: string }
  | { readonly kind: ReadingKind; readonly unit: string }
  /** A trigger: that payload is this action. */
  | { readonly action: string; readonly payload: string }
  /** An event entity: the action is what the message says. */
  | 'action'

export interface Entity {
  readonly device: string
  readonly topic: string
  readonly place: ValuePlace
  readonly means: Meaning
  readonly availabilityTopic?: string
}

const BINARY_CLASSES: Readonly<Record<string, Condition>> = {
  door: 'open',
  garage_door: 'open',
  opening: 'open',
  window: 'open',
  motion: 'occupied',
  occupancy: 'occupied',
  presence: 'occupied',
  smoke: 'smoke',
  moisture: 'leak',
  connectivity: 'online',
}

/** Sensors that measure a person or a battery: by class, or where no class exists by unit. Room temperature is not body temperature. */
const SENSOR_KINDS: Readonly<Record<string, ReadingKind>> = {
  battery: 'battery-level',
  weight: 'body-weight',
  bpm: 'heart-rate',
}

/** An entity of a component; `undefined` as value for one that means nothing to us. */
export function entityOf(component: string, config: object, fallback: string): Parsed<Entity | undefined> {
  const parsed = entitySchema.safeParse(withLongNames(config))
  if (!parsed.success) return failed('payload-invalid', z.prettifyError(parsed.error))
  const means = meaningOf(component, parsed.data)
  if (means === undefined) return { value: undefined }
  const { '~': base = '', state_topic, topic, availability_topic, value_template, unique_id, device } = parsed.data
  const full = (short: string): string => short.replace(/^~/, base).replace(/~$/, base)
  const where = state_topic ?? topic
  if (where === undefined) return failed('payload-invalid', 'an entity without a topic')
  const template = means === 'action' ? (value_template ?? '{{ value_json.event_type }}') : value_template
  const place = placeOf(template)
  if (place === undefined) return failed('template-unsupported', `a template that computes: ${template?.slice(0, 100)}`)
  const identifier = [device?.identifiers ?? []].flat()[0] ?? unique_id ?? fallback
  return {
    value: {
      device: `mqtt:${slug(identifier)}`,
      topic: full(where),
      place,
      means,
      ...(availability_topic !== undefined && { availabilityTopic: full(availability_topic) }),
    },
  }
}

function meaningOf(component: string, config: z.infer<typeof entitySchema>): Meaning | undefined {
  const { device_class: deviceClass, unit_of_measurement: unit, payload_on = 'ON', payload_off = 'OFF' } = config
  switch (component) {
    case 'binary_sensor': {
      const condition = own(BINARY_CLASSES, deviceClass ?? '')
      return condition === undefined ? undefined : { condition, on: String(payload_on), off: String(payload_off) }
    }
    case 'sensor': {
      const kind = own(SENSOR_KINDS, deviceClass ?? unit ?? '')
      const written = kind === undefined ? undefined : ucumOf(unit ?? READING_KINDS[kind].unit ?? '')
      return kind === undefined || written === undefined || converterTo(kind, written) === undefined
        ? undefined
        : { kind, unit: written }
    }
    case 'device_automation':
      return { action: [config.type, config.subtype].join(' ').trim(), payload: String(config.payload ?? '') }
    case 'event':
      return 'action'
    default:
      return undefined
  }
}

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

/** What a device id may be made of. */
const slug = (identifier: string): string =>
  identifier
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .slice(0, 64) || 'unnamed'
