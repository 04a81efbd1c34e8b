import { createHash, createPrivateKey, X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { fingerprintText, KotisiltaError, type Milliseconds } from '@kotisilta/contract'
import { type Identity, newAuthority, newServerIdentity, requestedKey, signClient } from './certificates.ts'
import { readSecretJson, writeSecret } from './secret-file.ts'
import { newSerial } from './serial.ts'
import { serverNames } from './server-names.ts'

const DAY: Milliseconds = 24 * 60 * 60 * 1000
const AUTHORITY_DAYS = 20 * 365
/** Apple's and the CA/Browser Forum's limit at the time of writing; made anew with a third of it left. */
const SERVER_DAYS = 397
/** A gateway's clock may be behind ours. */
const BACKDATED: Milliseconds = 60 * 60 * 1000

export interface AuthorityOptions {
  /** Holds the authority's key, which is why it lies outside the database and its backups. */
  folder: string
  /** Encrypts the authority's key where it lies. */
  passphrase: string | undefined
  /** DNS names and IP addresses under which the server is reached, besides this machine's own. */
  names: readonly string[]
  /** How long a gateway's certificate holds. */
  gatewayDays: number
}

export interface IssuedCertificate {
  certificate: string
  serial: string
  notAfter: Milliseconds
}

/** The server's own authority: it signs gateways' certificates and the server's, and nothing else trusts it. */
export interface Authority {
  /** What a gateway is to trust, PEM. May hold more than one: the first is ours, the others have been or will be. */
  readonly trusted: string
  /** The same, to verify with. */
  readonly certificates: readonly X509Certificate[]
  /** SHA-256 of our certificate, as a person can compare and type it: five groups of four letters (100 bits). */
  readonly fingerprint: string
  /** The server's certificate (with the authority's behind it) and key; made anew when its time or its names demand it. */
  serverIdentity(now: Milliseconds): Promise<Identity>
  /** undefined if the request is no certificate request for a P-256 key that its sender holds. */
  issue(csr: string, gateway: string, now: Milliseconds): Promise<IssuedCertificate | undefined>
}

/**
 * Opens the authority, or makes it on the first start.
 * @throws KotisiltaError `authority-unreadable`
 */
export async function openAuthority(options: AuthorityOptions, now: Milliseconds): Promise<Authority> {
  const { folder, passphrase } = options
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const files = {
    certificate: join(folder, 'authority.pem'),
    key: join(folder, 'authority-key.pem'),
    server: join(folder, 'server.pem'),
  }
  if (!existsSync(files.key)) {
    const made = await newAuthority(`Kotisilta ${hostname()}`, {
      from: now - BACKDATED,
      until: now + AUTHORITY_DAYS * DAY,
    })
    writeSecret(files.certificate, made.certificate)
    writeSecret(files.key, locked(made.key, passphrase))
  }
  const trusted = readFileSync(files.certificate, 'utf8')
  const own: Identity = { certificate: firstOf(trusted, files.certificate), key: unlocked(files.key, passphrase) }
  const names = serverNames(options.names)
  const namesText = names.map(({ value }) => value).join(' ')

  return {
    trusted,
    certificates: (trusted.match(CERTIFICATES) ?? []).map((one) => new X509Certificate(one)),
    fingerprint: fingerprintOf(own.certificate),
    async serverIdentity(moment) {
      const kept = existsSync(files.server) ? (readSecretJson(files.server) as ServerFile) : undefined
      if (kept !== undefined && kept.names === namesText && stillGood(kept.certificate, own.certificate, moment)) {
        return { certificate: kept.certificate + own.certificate, key: kept.key }
      }
      const made = await newServerIdentity(own, names, { from: moment - BACKDATED, until: moment + SERVER_DAYS * DAY })
      writeSecret(files.server, JSON.stringify({ names: namesText, ...made } satisfies ServerFile))
      return { certificate: made.certificate + own.certificate, key: made.key }
    },
    async issue(csr, gateway, moment) {
      const publicKey = await requestedKey(csr)
      if (publicKey === undefined) return undefined
      const serial = newSerial(moment)
      const notAfter = Math.floor((moment + options.gatewayDays * DAY) / 1000) * 1000
      const request = { name: gateway, publicKey, serial }
      return {
        certificate: await signClient(own, request, { from: moment - BACKDATED, until: notAfter }),
        serial,
        notAfter,
      }
    },
  }
}

interface ServerFile extends Identity {
  names: string
}

/** Signed by this authority, and with more than a third of its time left. */
function stillGood(pem: string, authority: string, now: Milliseconds): boolean {
  const certificate = new X509Certificate(pem)
  const left = Date.parse(certificate.validTo) - now
  return left > (SERVER_DAYS * DAY) / 3 && certificate.checkIssued(new X509Certificate(authority))
}

const CERTIFICATES = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g

/** See `fingerprintText`. */
export const fingerprintOf = (pem: string): string =>
  fingerprintText(createHash('sha256').update(new X509Certificate(pem).raw).digest())

function firstOf(bundle: string, file: string): string {
  const [first] = bundle.match(CERTIFICATES) ?? []
  if (first === undefined) throw new KotisiltaError('authority-unreadable', `${file} holds no certificate.`)
  return `${first}\n`
}

function locked(key: string, passphrase: string | undefined): string {
  if (passphrase === undefined) return key
  return createPrivateKey(key).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }) as string
}

function unlocked(file: string, passphrase: string | undefined): string {
  try {
    const key = createPrivateKey({ key: readFileSync(file), ...(passphrase !== undefined && { passphrase }) })
    return key.export({ type: 'pkcs8', format: 'pem' }) as string
  } catch (cause) {
    throw new KotisiltaError(
      'authority-unreadable',
      `${file} cannot be opened: ${(cause as Error).message}. Is KOTISILTA_AUTHORITY_PASSPHRASE (or _FILE) the one it was made with?`,
      { cause },
    )
  }
}
