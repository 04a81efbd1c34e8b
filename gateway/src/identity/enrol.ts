import { X509Certificate } from 'node:crypto'
import { enrolmentAnswerSchema, KotisiltaError } from '@kotisilta/contract'
import { askServer, authorityOf } from './ask-server.ts'
import { newCertificateRequest } from './certificate-request.ts'
import { type GatewayIdentity, identityFile, writeIdentity } from './identity-file.ts'

export interface EnrolOptions {
  /** `https://host:port` of the dashboard; `http:` on this machine only. */
  server: string
  code: string
  /** The fingerprint beside the code; needed where the server has its certificate from its own authority. */
  authority: string | undefined
  dataDir: string
}

const LOOPBACK = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/

/**
 * Gives this gateway its identity: makes a key, shows the code, keeps the certificate and whom to trust.
 * @throws KotisiltaError `server-address-invalid`, `server-unreachable`, `server-refused`, `authority-not-found`,
 *   `answer-invalid`
 */
export async function enrol({ server, code, authority, dataDir }: EnrolOptions): Promise<GatewayIdentity> {
  const url = addressOf(server)
  const vouchedBy = url.protocol === 'https:' && authority !== undefined ? 'authority' : 'system'
  const trusted = vouchedBy === 'authority' ? await authorityOf(url.origin, authority as string) : undefined
  // The server gives the name; the request has to have one all the same.
  const { key, csr } = await newCertificateRequest('gateway')
  const answer = enrolmentAnswerSchema.safeParse(
    await askServer(`${url.origin}/api/v1/gateways/enrolment`, { code, csr }, trusted),
  )
  if (!answer.success) throw new KotisiltaError('answer-invalid', 'The server’s answer is not what an enrolment gives.')
  const { gateway, partition, certificate, mqtts } = answer.data
  if (!fits(certificate, gateway, answer.data.authority)) {
    throw new KotisiltaError('answer-invalid', 'The certificate that came is not for this gateway.')
  }
  const address = mqtts.includes(':') ? mqtts : `${url.hostname}:${mqtts}`
  const identity: GatewayIdentity = {
    gateway,
    partition,
    server: `mqtts://${address}`,
    certificate,
    key,
    authority: answer.data.authority,
    enrolledAt: url.origin,
    vouchedBy,
  }
  writeIdentity(identityFile(dataDir), identity)
  return identity
}

/** Whether a certificate bears the gateway's name and was signed by one of these authorities. */
export function fits(certificate: string, gateway: string, authorities: string): boolean {
  try {
    const given = new X509Certificate(certificate)
    const issuers = authorities.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []
    return given.subject === `CN=${gateway}` && issuers.some((pem) => given.verify(new X509Certificate(pem).publicKey))
  } catch {
    return false
  }
}

function addressOf(server: string): URL {
  const url = URL.canParse(server) ? new URL(server) : undefined
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname))) return url
  throw new KotisiltaError(
    'server-address-invalid',
    'The server is https://host:port; http:// only on this machine, because the code would be read on the way.',
  )
}
