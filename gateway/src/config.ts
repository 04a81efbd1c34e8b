import { readFileSync } from 'node:fs'
import { clockFromText, gatewayIdSchema, KotisiltaError } from '@kotisilta/contract'
import type { Mapping } from '@kotisilta/device-profiles'
import { z } from 'zod'
import { isTimeZone } from './collect/time-zone.ts'
import { type GatewayIdentity, identityFile, readIdentity } from './identity/identity-file.ts'
import { mappingFrom } from './mapping-file.ts'
import type { Login } from './uplink/broker-link.ts'

const port = z.coerce.number('a number').int().min(0).max(65_535)
const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|localhost)$/

const serverSchema = z.string('missing').refine((text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const known = url?.protocol === 'mqtt:' || url?.protocol === 'mqtts:'
  return known && url.hostname !== '' && ['', '/'].includes(url.pathname + url.search)
}, 'mqtt://host:port, or mqtts://host:port')

const timeZoneSchema = z.string().refine(isTimeZone, 'no such time zone')

const clockSchema = z.string().refine((text) => {
  try {
    clockFromText(text)
    return true
  } catch {
    return false
  }
}, 'start:origin:speed, three numbers')

const readable = z.string().refine((file) => {
  try {
    readFileSync(file)
    return true
  } catch {
    return false
  }
}, 'a file that can be read')

/** Everything that a gateway can be told. */
const settingsSchema = z
  .object({
    KOTISILTA_GATEWAY_ID: gatewayIdSchema,
    KOTISILTA_GATEWAY_TOKEN: z.string().min(1).max(500).optional(),
    KOTISILTA_GATEWAY_CERT: readable.optional(),
    KOTISILTA_GATEWAY_KEY: readable.optional(),
    KOTISILTA_GATEWAY_CA: readable.optional(),
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
    KOTISILTA_BLUETOOTH_LINKS: z.coerce.number('a number').int().min(1).max(30).default(5),
    KOTISILTA_BLUETOOTH_RESTART: z.string().trim().min(1).max(500).optional(),
    KOTISILTA_STATUS_PORT: port.optional(),
    KOTISILTA_STATUS_BIND: z.string().min(1).default('127.0.0.1'),
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
  readonly gateway: { readonly id: string; readonly partition: string }
  readonly login: Login
  /** What the gateway was given at enrolment and renews by itself; undefined if its login came from elsewhere. */
  readonly identity: { readonly identity: GatewayIdentity; readonly file: string } | undefined
  /** `mqtt://host:port` or `mqtts://host:port` */
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
  /** Connections at once that the adapter can keep. */
  readonly links: number
  /** Program and arguments that restart the Bluetooth service; undefined if the gateway may not. */
  readonly bluetoothRestart: string | undefined
  /** Where the status page is; undefined: there is none. */
  readonly statusPage: { readonly host: string; readonly port: number } | undefined
  /** The home's, until the server says which. */
  readonly timeZone: string
  /** See `clockFromText`. */
  readonly clock: string | undefined
  readonly logLevel: string
}

/**
 * Reads the configuration once, at the start: environment variables and, where those say nothing, the JSON file that
 * `KOTISILTA_CONFIG_FILE` names, an object with the same keys, and last what the gateway was given at enrolment.
 *
 * @throws KotisiltaError `configuration-invalid`, its message one line for each fault; `identity-unreadable`
 */
export function gatewayConfig(environment: Readonly<Record<string, string | undefined>>): GatewayConfig {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const told: Record<string, unknown> = { ...fileContent(environment.KOTISILTA_CONFIG_FILE), ...present }
  const file = identityFile(String(told.KOTISILTA_DATA_DIR ?? './data'))
  const given = readIdentity(file)
  const enrolled = given && {
    KOTISILTA_GATEWAY_ID: given.gateway,
    KOTISILTA_GATEWAY_PARTITION: given.partition,
    KOTISILTA_SERVER: given.server,
  }
  const mapping = mappingOf(told.KOTISILTA_MAPPING_FILE)
  const parsed = settingsSchema.safeParse({ ...enrolled, ...told })
  const faults = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`),
    ...('faults' in mapping ? mapping.faults : []),
  ]
  const login = parsed.success ? loginOf(parsed.data, given) : undefined
  if (typeof login === 'string') faults.push(login)
  // Until the rest is right nothing says which login is needed; that there is none is told with the rest.
  else if (!parsed.success && told.KOTISILTA_GATEWAY_TOKEN === undefined && given === undefined) {
    if (told.KOTISILTA_GATEWAY_CERT === undefined) faults.push(TOKEN_MISSING)
  }
  if (!parsed.success || login === undefined || typeof login === 'string' || 'faults' in mapping) {
    throw new KotisiltaError('configuration-invalid', faults.join('\n'))
  }
  const settings = parsed.data
  return Object.freeze({
    gateway: Object.freeze({ id: settings.KOTISILTA_GATEWAY_ID, partition: settings.KOTISILTA_GATEWAY_PARTITION }),
    login,
    identity: given !== undefined && login === given ? { identity: given, file } : undefined,
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
    links: settings.KOTISILTA_BLUETOOTH_LINKS,
    bluetoothRestart: settings.KOTISILTA_BLUETOOTH_RESTART,
    statusPage:
      settings.KOTISILTA_STATUS_PORT === undefined
        ? undefined
        : Object.freeze({ host: settings.KOTISILTA_STATUS_BIND, port: settings.KOTISILTA_STATUS_PORT }),
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

const TOKEN_MISSING = 'KOTISILTA_GATEWAY_TOKEN: missing (or enrol the gateway, which needs none)'

/** A token for `mqtt:`; a certificate for `mqtts:`, from files or from the enrolment. */
function loginOf(settings: z.infer<typeof settingsSchema>, given: GatewayIdentity | undefined): Login | string {
  if (!settings.KOTISILTA_SERVER.startsWith('mqtts:')) {
    const token = settings.KOTISILTA_GATEWAY_TOKEN
    return token === undefined ? TOKEN_MISSING : { token }
  }
  const { KOTISILTA_GATEWAY_CERT: certificate, KOTISILTA_GATEWAY_KEY: key, KOTISILTA_GATEWAY_CA: authority } = settings
  if (certificate === undefined && key === undefined && authority === undefined) {
    return given ?? 'KOTISILTA_GATEWAY_CERT: missing: mqtts: needs it with _KEY and _CA, or enrol the gateway'
  }
  if (certificate === undefined || key === undefined || authority === undefined) {
    return 'KOTISILTA_GATEWAY_CERT, _KEY, _CA: all three, or none'
  }
  const read = (file: string) => readFileSync(file, 'utf8')
  return { certificate: read(certificate), key: read(key), authority: read(authority) }
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
