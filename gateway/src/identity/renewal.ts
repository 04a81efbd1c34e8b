import { createPrivateKey, sign, X509Certificate } from 'node:crypto'
import { isoTime, KotisiltaError, type Milliseconds, renewalAnswerSchema, renewalText } from '@kotisilta/contract'
import type { Logger } from 'pino'
import { clockIsSet } from '../collect/resolve-time.ts'
import { askServer } from './ask-server.ts'
import { newCertificateRequest } from './certificate-request.ts'
import { fits } from './enrol.ts'
import { type GatewayIdentity, writeIdentity } from './identity-file.ts'

const HOUR: Milliseconds = 60 * 60 * 1000

export interface RenewalOptions {
  identity: GatewayIdentity
  file: string
  log: Logger
  /** The gateway is to come with this from now on. */
  renewed(identity: GatewayIdentity): void
  /** How often it looks. */
  every?: Milliseconds
  random?: () => number
}

/** Renews the gateway's certificate by itself. */
export interface Renewal {
  /** There may be reason to look at once: the server would not have us. */
  hurry(): void
  close(): void
}

/**
 * Looks about every hour whether two thirds of the certificate's time are gone, and then asks for a new one for a new
 * key, until it has it. Also after its end. By the machine's own clock, once that has been set.
 */
export function startRenewal({
  identity: first,
  file,
  log,
  renewed,
  every = HOUR,
  random = Math.random,
}: RenewalOptions): Renewal {
  let identity = first
  let timer: NodeJS.Timeout | undefined
  let asking = false
  let complained = false
  let closed = false

  async function look(): Promise<void> {
    const now = Date.now()
    if (asking || !clockIsSet(now) || now < renewAt(identity.certificate)) return
    asking = true
    try {
      const next = await renew(identity, now)
      if (closed) return
      writeIdentity(file, next)
      identity = next
      complained = false
      log.info({ until: new X509Certificate(next.certificate).validTo }, 'certificate renewed')
      renewed(next)
    } catch (error) {
      if (!complained) log.warn({ reason: (error as Error).message }, 'certificate not renewed; will try again')
      complained = true
    } finally {
      asking = false
    }
  }

  function later(): void {
    // A little apart from each other: a region's gateways were enrolled in the same weeks.
    timer = setTimeout(() => void look().finally(() => closed || later()), every * (0.75 + random() / 2))
    timer.unref()
  }

  void look()
  later()
  return {
    hurry: () => void look(),
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}

/** With a third of its time left. */
export function renewAt(certificate: string): Milliseconds {
  const { validFrom, validTo } = new X509Certificate(certificate)
  const from = Date.parse(validFrom)
  return from + ((Date.parse(validTo) - from) * 2) / 3
}

async function renew(identity: GatewayIdentity, now: Milliseconds): Promise<GatewayIdentity> {
  const { key, csr } = await newCertificateRequest(identity.gateway)
  const at = isoTime(now)
  const signature = sign('sha256', Buffer.from(renewalText({ at, csr })), createPrivateKey(identity.key)).toString(
    'base64',
  )
  const answer = renewalAnswerSchema.safeParse(
    await askServer(
      `${identity.enrolledAt}/api/v1/gateways/renewal`,
      { certificate: identity.certificate, csr, at, signature },
      identity.vouchedBy === 'authority' ? identity.authority : undefined,
    ),
  )
  if (!answer.success || !fits(answer.data.certificate, identity.gateway, answer.data.authority)) {
    throw new KotisiltaError('answer-invalid', 'The server’s answer is not what a renewal gives.')
  }
  return { ...identity, key, certificate: answer.data.certificate, authority: answer.data.authority }
}
