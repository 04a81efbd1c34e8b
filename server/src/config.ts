import { KotisiltaError } from '@kotisilta/contract'
import { z } from 'zod'
import { commaList } from './comma-list.ts'
import { type IdentitySettings, identityEnvironment, identitySettings, missingForOidc } from './identity/settings.ts'
import { type FiguresSettings, isNetwork } from './metrics/figures-door.ts'
import { type ChannelSettings, channelSettings } from './notifications/settings.ts'
import { type TrustSettings, trustEnvironment, trustFaults, trustSettings } from './trust/settings.ts'

const port = z.coerce.number('a number').int().min(0).max(65_535)

/** Everything the server can be told, by environment variable. */
const plainSchema = z.object({
  KOTISILTA_DATA_DIR: z.string().min(1).default('./data'),
  KOTISILTA_HTTP_PORT: port.default(8080),
  KOTISILTA_HTTP_BIND: z.string().min(1).default('127.0.0.1'),
  KOTISILTA_MQTT_PORT: port.default(1883),
  KOTISILTA_MQTT_BIND: z.string().min(1).default('127.0.0.1'),
  KOTISILTA_ROLE: z.literal('all', 'this version runs every role in one process: all').default('all'),
  KOTISILTA_READINGS: z.literal('sqlite', 'this version keeps readings in sqlite').default('sqlite'),
  KOTISILTA_STATE: z.string().startsWith('sqlite:', 'this version keeps its state in sqlite:').default('sqlite:'),
  KOTISILTA_BROKER: z.literal('embedded', 'this version has its broker embedded').default('embedded'),
  ...identityEnvironment,
  ...trustEnvironment,
  KOTISILTA_TRUSTED_PROXIES: commaList,
  KOTISILTA_METRICS_TOKEN: z
    .string()
    .regex(/^[\w-]{16,200}$/, '16 characters or more: letters, digits, _ and -')
    .optional(),
  KOTISILTA_METRICS_NETWORKS: commaList.refine(
    (networks) => networks.every(isNetwork),
    'addresses or networks (10.0.0.0/8)',
  ),
  /** 12 years is how long Finland's own services keep such logs under Act 703/2023 (Kela's privacy notices for Kanta). */
  KOTISILTA_ACCESS_LOG_YEARS: z.coerce.number('a number').min(1).max(100).default(12),
  KOTISILTA_CARE_PHONE: z.string().trim().min(3).max(30).optional(),
  /** When homes send their test alarm, on the wall's clock. */
  KOTISILTA_ALIVE_TEST: z
    .string()
    .regex(/^(off|([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)$/, 'off, or 03:00-05:00')
    .default('03:00-05:00')
    .refine((text) => text === 'off' || text.slice(0, 5) < text.slice(6), 'it ends on the same day'),
  KOTISILTA_CHANNELS_FILE: z.string().min(1).optional(),
  KOTISILTA_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  KOTISILTA_CLOCK: z
    .string()
    .regex(/^\d+:\d+:\d+(\.\d+)?$/, 'start:origin:speed')
    .optional(),
})

const environmentSchema = plainSchema.superRefine((settings, context) => {
  for (const name of missingForOidc(settings)) {
    context.addIssue({ code: 'custom', path: [name], message: 'needed with KOTISILTA_OIDC_ISSUER' })
  }
  trustFaults(settings, (name, message) => context.addIssue({ code: 'custom', path: [name], message }))
})

export interface ServerConfig {
  readonly dataDir: string
  readonly http: { readonly port: number; readonly host: string }
  readonly mqtt: { readonly port: number; readonly host: string }
  readonly identity: IdentitySettings
  readonly trust: TrustSettings
  /** Proxies whose word on where a request comes from is taken. */
  readonly trustedProxies: readonly string[]
  readonly figures: FiguresSettings
  readonly accessLogYears: number
  /** Where clients and relatives reach the nurses; null: not said. */
  readonly phone: string | null
  /** On which ways people are told who do not look at a screen. */
  readonly channels: ChannelSettings
  /** In minutes of the day; undefined: homes are not tested. */
  readonly aliveTest: { readonly from: number; readonly until: number } | undefined
  readonly logLevel: string
  /** See `clockFromText`. */
  readonly clock: string | undefined
}

/**
 * Reads the configuration once, at the start.
 * @throws KotisiltaError `configuration-invalid`, its message a line for each fault
 */
export function serverConfig(environment: Readonly<Record<string, string | undefined>>): ServerConfig {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const result = environmentSchema.safeParse(present)
  if (!result.success) {
    const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new KotisiltaError('configuration-invalid', faults.join('\n'))
  }
  const settings = result.data
  const trust = trustSettings(settings, settings.KOTISILTA_DATA_DIR, settings.KOTISILTA_MQTT_PORT)
  return Object.freeze({
    dataDir: settings.KOTISILTA_DATA_DIR,
    http: { port: settings.KOTISILTA_HTTP_PORT, host: settings.KOTISILTA_HTTP_BIND },
    mqtt: { port: settings.KOTISILTA_MQTT_PORT, host: settings.KOTISILTA_MQTT_BIND },
    identity: identitySettings(settings, trust.https !== 'off'),
    trust,
    trustedProxies: settings.KOTISILTA_TRUSTED_PROXIES,
    figures: { token: settings.KOTISILTA_METRICS_TOKEN, networks: settings.KOTISILTA_METRICS_NETWORKS },
    accessLogYears: settings.KOTISILTA_ACCESS_LOG_YEARS,
    phone: settings.KOTISILTA_CARE_PHONE ?? null,
    aliveTest: windowOf(settings.KOTISILTA_ALIVE_TEST),
    channels: channelSettings(settings.KOTISILTA_CHANNELS_FILE),
    logLevel: settings.KOTISILTA_LOG_LEVEL,
    clock: settings.KOTISILTA_CLOCK,
  })
}

function windowOf(text: string): ServerConfig['aliveTest'] {
  if (text === 'off') return undefined
  const [from, until] = text.split('-').map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) as [
    number,
    number,
  ]
  return { from, until }
}
