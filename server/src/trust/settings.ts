import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { commaList } from '../comma-list.ts'

const port = z.coerce.number('a number').int().min(0).max(65_535)
const readable = z.string().refine((file) => {
  try {
    readFileSync(file)
    return true
  } catch {
    return false
  }
}, 'a file that can be read')
/** What the server can be told about certificates and TLS. */
export const trustEnvironment = {
  KOTISILTA_MQTTS_PORT: z.union([z.literal('off'), port], 'a port, or off').optional(),
  KOTISILTA_MQTTS_BIND: z.string().min(1).default('127.0.0.1'),
  KOTISILTA_MQTTS_PUBLIC: z
    .string()
    .regex(/^[A-Za-z0-9.:[\]-]+:\d{1,5}$/, 'host:port')
    .optional(),
  KOTISILTA_TLS_NAMES: commaList,
  KOTISILTA_TLS_CERT: readable.optional(),
  KOTISILTA_TLS_KEY: readable.optional(),
  KOTISILTA_HTTPS: z.enum(['off', 'own']).optional(),
  KOTISILTA_AUTHORITY_DIR: z.string().min(1).optional(),
  KOTISILTA_AUTHORITY_PASSPHRASE: z.string().min(12, 'at least 12 characters').optional(),
  KOTISILTA_AUTHORITY_PASSPHRASE_FILE: readable.optional(),
  KOTISILTA_CERTIFICATE_DAYS: z.coerce.number('a number').min(1).max(397).default(30),
}

type Told = z.infer<z.ZodObject<typeof trustEnvironment>>

export interface TrustSettings {
  /** undefined: no TLS entrance for gateways. */
  readonly mqtts: { readonly port: number; readonly host: string } | undefined
  /** Where gateways reach it if not at the name and port that they enrol at. */
  readonly mqttsPublic: string | undefined
  readonly names: readonly string[]
  readonly authorityFolder: string
  readonly passphrase: string | undefined
  readonly gatewayDays: number
  /** How the dashboard is served: plain (behind a proxy), with the authority's certificate, or with one from files. */
  readonly https: 'off' | 'own' | { readonly certificate: string; readonly key: string }
}

/** Faults that one variable alone does not show. */
export function trustFaults(told: Told, fault: (name: keyof Told, message: string) => void): void {
  if ((told.KOTISILTA_TLS_CERT === undefined) !== (told.KOTISILTA_TLS_KEY === undefined)) {
    fault('KOTISILTA_TLS_KEY', 'KOTISILTA_TLS_CERT and KOTISILTA_TLS_KEY go together')
  }
  if (told.KOTISILTA_TLS_CERT !== undefined && told.KOTISILTA_HTTPS !== undefined) {
    fault('KOTISILTA_HTTPS', 'either this or KOTISILTA_TLS_CERT')
  }
  if (told.KOTISILTA_AUTHORITY_PASSPHRASE !== undefined && told.KOTISILTA_AUTHORITY_PASSPHRASE_FILE !== undefined) {
    fault('KOTISILTA_AUTHORITY_PASSPHRASE_FILE', 'either this or KOTISILTA_AUTHORITY_PASSPHRASE')
  }
}

/**
 * @param plainPort the plain MQTT port as it was told: whoever has chosen one of his own has not meant 8883 for the
 *   other, which then is any free one unless it was told too
 */
export function trustSettings(told: Told, dataDir: string, plainPort: number): TrustSettings {
  const port = told.KOTISILTA_MQTTS_PORT ?? (plainPort === 1883 ? 8883 : 0)
  const file = told.KOTISILTA_AUTHORITY_PASSPHRASE_FILE
  return Object.freeze({
    mqtts: port === 'off' ? undefined : { port, host: told.KOTISILTA_MQTTS_BIND },
    mqttsPublic: told.KOTISILTA_MQTTS_PUBLIC,
    names: told.KOTISILTA_TLS_NAMES,
    authorityFolder: told.KOTISILTA_AUTHORITY_DIR ?? join(dataDir, 'authority'),
    passphrase: file === undefined ? told.KOTISILTA_AUTHORITY_PASSPHRASE : readFileSync(file, 'utf8').trim(),
    gatewayDays: told.KOTISILTA_CERTIFICATE_DAYS,
    https: httpsOf(told),
  })
}

function httpsOf({ KOTISILTA_TLS_CERT: cert, KOTISILTA_TLS_KEY: key, KOTISILTA_HTTPS: own }: Told) {
  if (cert === undefined || key === undefined) return own ?? 'off'
  return { certificate: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }
}
