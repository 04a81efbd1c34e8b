import { readFileSync } from 'node:fs'
import { clockFromText, gatewayIdSchema, KotisiltaError } from '@kotisilta/contract'
import type { Mapping } from '@kotisilta/device-profiles'
import { z } from 'zod'
import { isTimeZone } from './collect/time-zone.ts'
import { mappingFrom } from './mapping-file.ts'

const port = z.coerce.number('a number').int().min(0).max(65_535)
const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|localhost)$/

const serverSchema = z.string('missing').refine((text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url?.protocol === 'mqtt:' && url.hostname !== '' && ['', '/'].includes(url.pathname + url.search)
}, 'mqtt://host or mqtt://host:port')

const timeZoneSchema = z.string().refine(isTimeZone, 'no such time zone')

const clockSchema = z.string().refine((text) => {
  try {
    clockFromText(text)
    return true
  } catch {
    return false
  }
}, 'start:origin:speed, three numbers')

/** Everything that a gateway can be told. */
const settingsSchema = z
  .object({
    KOTISILTA_GATEWAY_ID: gatewayIdSchema,
    KOTISILTA_GATEWAY_TOKEN: z.string('missing').min(1).max(500),
    KOTISILTA_GATEWAY_PARTITION: z.string('missing').regex(/^([0-5]\d|6[0-3])$/, 'two digits, 00 to 63'),
    KOTISILTA_SERVER: serverSchema,
    KOTISILTA_DATA_DIR: z.string().min(1).default('./data'),
    KOTISILTA_OUTBOX_MEBIBYTES: z.coerce.number('a number').min(1).max(100_000).default(512),
    KOTISILTA_LOCAL_MQTT_PORT: port.default(1884),
    KOTISILTA_LOCAL_MQTT_BIND: z.string().min(1).default('127.0.0.1'),
    KOTISILTA_LOCAL_MQTT_PASSWORD: z.string().min(8, 'at least 8 characters').max(500).optional(),
    KOTISILTA_LOCAL_MQTT_BRIDGES: z
      .string()
      .transform((text) =>
        text
          .split(',')
          .map((name) => name.trim())
          .filter((name) => name !== ''),
      )
      .pipe(z.array(z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, 'client ids with commas between them')).max(20))
      .default([]),
    KOTISILTA_MAPPING_FILE: z.string().min(1).optional(),
    KOTISILTA_RADIO: z.enum(['bluez', 'none']).default('bluez'),
    KOTISILTA_BLUETOOTH_ADAPTER: z
      .string()
      .regex(/^hci\d{1,3}$/, 'an adapter such as hci0')
      .default('hci0'),
    KOTISILTA_TIME_ZONE: timeZoneSchema.default('Europe/Helsinki'),
    KOTISILTA_CLOCK: clockSchema.optional(),
    KOTISILTA_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  })
  .superRefine((settings, context) => {
    if (LOOPBACK.test(settings.KOTISILTA_LOCAL_MQTT_BIND) || settings.KOTISILTA_LOCAL_MQTT_PASSWORD !== undefined)
      return
    context.addIssue({
      code: 'custom',
      path: ['KOTISILTA_LOCAL_MQTT_PASSWORD'],
      message: 'needed because KOTISILTA_LOCAL_MQTT_BIND lets in the network',
    })
  })

export interface GatewayConfig {
  readonly gateway: { readonly id: string; readonly token: string; readonly partition: string }
  /** `mqtt://host:port` */
  readonly server: string
  /** Holds `gateway.sqlite`. */
  readonly dataDir: string
  readonly outboxBytes: number
  readonly localMqtt: {
    readonly port: number
    readonly host: string
    readonly password: string | undefined
    /** Client ids of programs on the network that speak for other devices, such as Zigbee2MQTT; those on this machine may anyway. */
    readonly bridges: readonly string[]
  }
  /** What plain topics on the local broker mean. */
  readonly mapping: Mapping | undefined
  readonly radio: 'bluez' | 'none'
  /** `hci0` */
  readonly adapter: string
  /** The home's, until the server says which. */
  readonly timeZone: string
  /** See `clockFromText`. */
  readonly clock: string | undefined
  readonly logLevel: string
}

/**
 * Reads the configuration once, at the start: environment variables and, where those say nothing, the JSON file that
 * `KOTISILTA_CONFIG_FILE` names, an object with the same keys.
 *
 * @throws KotisiltaError `configuration-invalid`, its message one line for each fault
 */
export function gatewayConfig(environment: Readonly<Record<string, string | undefined>>): GatewayConfig {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const given: Record<string, unknown> = { ...fileContent(environment.KOTISILTA_CONFIG_FILE), ...present }
  const parsed = settingsSchema.safeParse(given)
  const mapping = mappingOf(given.KOTISILTA_MAPPING_FILE)
  const faults = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`),
    ...('faults' in mapping ? mapping.faults : []),
  ]
  if (!parsed.success || 'faults' in mapping) throw new KotisiltaError('configuration-invalid', faults.join('\n'))
  const settings = parsed.data
  return Object.freeze({
    gateway: Object.freeze({
      id: settings.KOTISILTA_GATEWAY_ID,
      token: settings.KOTISILTA_GATEWAY_TOKEN,
      partition: settings.KOTISILTA_GATEWAY_PARTITION,
    }),
    server: settings.KOTISILTA_SERVER,
    dataDir: settings.KOTISILTA_DATA_DIR,
    outboxBytes: settings.KOTISILTA_OUTBOX_MEBIBYTES * 1024 * 1024,
    localMqtt: Object.freeze({
      port: settings.KOTISILTA_LOCAL_MQTT_PORT,
      host: settings.KOTISILTA_LOCAL_MQTT_BIND,
      password: settings.KOTISILTA_LOCAL_MQTT_PASSWORD,
      bridges: settings.KOTISILTA_LOCAL_MQTT_BRIDGES,
    }),
    mapping: mapping.value,
    radio: settings.KOTISILTA_RADIO,
    adapter: settings.KOTISILTA_BLUETOOTH_ADAPTER,
    timeZone: settings.KOTISILTA_TIME_ZONE,
    clock: settings.KOTISILTA_CLOCK,
    logLevel: settings.KOTISILTA_LOG_LEVEL,
  })
}

/** The mapping that a file holds, or each of its faults. */
function mappingOf(file: unknown): { readonly value: Mapping | undefined } | { readonly faults: string[] } {
  if (typeof file !== 'string') return { value: undefined }
  const mapping = mappingFrom(file)
  if ('value' in mapping) return mapping
  const { code, message } = mapping.error
  return { faults: message.split('\n').map((line) => `KOTISILTA_MAPPING_FILE: ${code}: ${line.trim()}`) }
}

function fileContent(path: string | undefined): Record<string, unknown> {
  if (path === undefined || path === '') return {}
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (cause) {
    throw new KotisiltaError('configuration-invalid', `KOTISILTA_CONFIG_FILE: ${path} is no readable JSON object`, {
      cause,
    })
  }
}
