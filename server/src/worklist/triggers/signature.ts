import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Milliseconds, type ProblemCode, TRIGGER_WINDOW_MS } from '@kotisilta/contract'

/** The headers of a signed message. */
export interface Signed {
  /** When it was signed: milliseconds since 1970, as text. */
  timestamp: string | undefined
  /** `v1=` and 64 hexadecimal digits. */
  signature: string | undefined
  body: Uint8Array
}

/** HMAC-SHA-256 (RFC 2104) of the timestamp, a full stop and the body, byte by byte as it was sent. */
export function signatureOf(secret: string, timestamp: string, body: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest()
}

/**
 * Whether a message is what the holder of the secret has sent, and lately: a signature is compared in constant time, and
 * only of one that is right it is said that it is too old.
 */
export function checkSignature(
  secret: string,
  { timestamp, signature, body }: Signed,
  now: Milliseconds,
): { signature: Uint8Array } | { refused: Extract<ProblemCode, 'signature-refused' | 'signature-expired'> } {
  const hex = /^v1=([0-9a-f]{64})$/.exec(signature ?? '')?.[1]
  if (hex === undefined || timestamp === undefined || !/^\d{13}$/.test(timestamp))
    return { refused: 'signature-refused' }
  const given = Buffer.from(hex, 'hex')
  if (!timingSafeEqual(given, signatureOf(secret, timestamp, body))) return { refused: 'signature-refused' }
  if (Math.abs(now - Number(timestamp)) > TRIGGER_WINDOW_MS) return { refused: 'signature-expired' }
  return { signature: given }
}
