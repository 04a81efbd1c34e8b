import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gatewayIdSchema, KotisiltaError } from '@kotisilta/contract'
import { z } from 'zod'

const pem = z.string().min(1)

/** Who the gateway is, its key, and whom it trusts, as given at enrolment. One file, so that key and certificate fit. */
const identitySchema = z.object({
  gateway: gatewayIdSchema,
  partition: z.string().regex(/^([0-5]\d|6[0-3])$/),
  /** `mqtts://host:port` */
  server: z.string(),
  certificate: pem,
  key: pem,
  /** The only authorities that the gateway believes. */
  authority: pem,
  /** Where the certificate is renewed, `http://host:port` or `https://host:port`. */
  enrolledAt: z.string(),
  /** By whom that address is vouched for: our authority, or those that the system knows. */
  vouchedBy: z.enum(['authority', 'system']),
})
export type GatewayIdentity = z.infer<typeof identitySchema>

export const identityFile = (dataDir: string): string => join(dataDir, 'identity.json')

/** @throws KotisiltaError `identity-unreadable` */
export function readIdentity(file: string): GatewayIdentity | undefined {
  if (!existsSync(file)) return undefined
  try {
    return identitySchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new KotisiltaError('identity-unreadable', `${file} is no gateway's identity. Enrol the gateway again.`, {
      cause,
    })
  }
}

/** Readable by its owner alone; whole or not at all, whatever happens to the power. */
export function writeIdentity(file: string, identity: GatewayIdentity): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const beside = `${file}.new`
  const descriptor = openSync(beside, 'w', 0o600)
  try {
    writeSync(descriptor, `${JSON.stringify(identity, null, 1)}\n`)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(beside, file)
}
