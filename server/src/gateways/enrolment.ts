import { createHash, createPublicKey, randomBytes, verify, X509Certificate } from 'node:crypto'
import {
  type EnrolmentAnswer,
  isoTime,
  type Milliseconds,
  type OfferedCode,
  type ProblemCode,
  type RenewalAnswer,
  type RenewalRequest,
  renewalText,
} from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'
import type { Committer } from '../commit/committer.ts'
import { hashToken } from '../identity/session-store.ts'
import type { Authority, IssuedCertificate } from '../trust/authority.ts'
import { issuedAt } from '../trust/serial.ts'
import type { CertificateRow } from './changes.ts'
import type { GatewayRegistry } from './registry.ts'

const MINUTE: Milliseconds = 60_000
const DAY: Milliseconds = 24 * 60 * MINUTE
/** Long enough to walk to the gateway and type. */
const CODE_HOLDS: Milliseconds = 15 * MINUTE
/** How far a gateway's clock may be from ours when it signs a renewal. */
const CLOCK_TOLERANCE: Milliseconds = 24 * 60 * MINUTE
/** A gateway that was off for months comes back by itself: nobody drives there because somebody was in hospital. */
const RENEWED_AFTER_END: Milliseconds = 180 * DAY

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export interface EnrolmentPorts {
  committer: Pick<Committer, 'run'>
  sqlite: SqliteDatabase.Database
  registry: GatewayRegistry
  authority: Authority
  /** `host:port`, or the port alone; undefined without a TLS entrance. */
  mqtts(): string | undefined
}

/** How gateways come by their certificates. Time is the machine's own. */
export interface Enrolment {
  offer(gateway: string, by: string): Promise<OfferedCode | ProblemCode>
  enrol(code: string, csr: string): Promise<EnrolmentAnswer | ProblemCode>
  renew(request: RenewalRequest): Promise<RenewalAnswer | ProblemCode>
}

export function enrolment({ committer, sqlite, registry, authority, mqtts }: EnrolmentPorts): Enrolment {
  const byCode = sqlite.prepare(
    `select c.gateway, h.partition from enrolment_code c join gateway g on g.id = c.gateway join home h on h.id = g.home
     where c.code_hash = ? and c.expires_at > ?`,
  )
  const change = (kind: Parameters<Committer['run']>[0]) => committer.run(kind)

  return {
    async offer(gateway, by) {
      const letters = [...randomBytes(10)].map((byte) => LETTERS[byte % 32]).join('')
      const at = Date.now()
      const expiresAt = at + CODE_HOLDS
      const codeHash = hashToken(letters)
      const done = await change({
        type: 'gateway',
        change: { kind: 'code-offered', gateway, codeHash, by, at, expiresAt },
      })
      if (!done.done) return done.code
      const code = `${letters.slice(0, 5)}-${letters.slice(5)}`
      return {
        gateway,
        code,
        expiresAt: isoTime(expiresAt),
        authority: mqtts() === undefined ? null : authority.fingerprint,
      }
    },

    async enrol(code, csr) {
      const now = Date.now()
      const address = mqtts()
      const codeHash = hashToken(code)
      const offered = byCode.get(codeHash, now) as { gateway: string; partition: string } | undefined
      if (offered === undefined || address === undefined) return 'code-invalid'
      const issued = await authority.issue(csr, offered.gateway, now)
      if (issued === undefined) return 'request-invalid'
      const certificate = rowOf(issued, offered.gateway, now)
      const tokenHash = hashToken(randomBytes(32).toString('base64url'))
      const done = await change({ type: 'gateway', change: { kind: 'enrolled', codeHash, certificate, tokenHash } })
      if (!done.done) return done.code
      return { ...offered, certificate: issued.certificate, authority: authority.trusted, mqtts: address }
    },

    async renew(request) {
      const now = Date.now()
      const gateway = provenGateway(request, authority, registry, now)
      if (gateway === undefined) return 'certificate-refused'
      const issued = await authority.issue(request.csr, gateway, now)
      if (issued === undefined) return 'request-invalid'
      const done = await change({
        type: 'gateway',
        change: { kind: 'renewed', certificate: rowOf(issued, gateway, now) },
      })
      if (!done.done) return done.code
      return { certificate: issued.certificate, authority: authority.trusted }
    },
  }
}

/** Whose renewal it is: the certificate is ours and not revoked, and the request is signed with its key, just now. */
function provenGateway(
  { certificate: pem, csr, at, signature }: RenewalRequest,
  authority: Authority,
  registry: GatewayRegistry,
  now: Milliseconds,
): string | undefined {
  try {
    const certificate = new X509Certificate(pem)
    const ours = authority.certificates.some((one) => certificate.checkIssued(one) && certificate.verify(one.publicKey))
    const notAfter = Date.parse(certificate.validTo)
    if (!ours || certificate.ca || now > notAfter + RENEWED_AFTER_END) return undefined
    if (Math.abs(Date.parse(at) - now) > CLOCK_TOLERANCE) return undefined
    const signed = verify(
      'sha256',
      Buffer.from(renewalText({ at, csr })),
      certificate.publicKey,
      Buffer.from(signature, 'base64'),
    )
    if (!signed) return undefined
    const name = /^CN=([a-z0-9-]{1,40})$/.exec(certificate.subject)?.[1]
    const serial = certificate.serialNumber.toLowerCase().padStart(32, '0')
    if (name === undefined || issuedAt(serial) > now) return undefined
    const identity = registry.byCertificate({ name, serial, notAfter })
    return typeof identity === 'string' ? undefined : identity.id
  } catch {
    return undefined
  }
}

function rowOf(
  { certificate, serial, notAfter }: IssuedCertificate,
  gateway: string,
  now: Milliseconds,
): CertificateRow {
  const key = createPublicKey(certificate).export({ type: 'spki', format: 'der' })
  return { serial, gateway, issuedAt: now, notAfter, keyHash: createHash('sha256').update(key).digest() }
}
