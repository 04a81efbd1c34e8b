import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Milliseconds } from '@kotisilta/contract'

/** How far a signed moment may be from now: whoever records a request cannot send it again later. */
const SIGNED_FOR_MS: Milliseconds = 5 * 60_000

/** Whether `signature` (hex or base64) is the HMAC-SHA256 of `signed`. */
export function isSigned(secret: string | Buffer, signed: Buffer, signature: string): boolean {
  const right = createHmac('sha256', secret).update(signed).digest()
  const bare = signature.replace(/^(sha256=|v1[,=])/, '')
  const given = Buffer.from(bare, /^[0-9a-f]{64}$/i.test(bare) ? 'hex' : 'base64')
  return given.length === right.length && timingSafeEqual(given, right)
}

/** Seconds or milliseconds since 1970. */
export function isRecent(text: string, now: Milliseconds): boolean {
  const number = Number(text)
  if (!Number.isFinite(number) || text.trim() === '') return false
  return Math.abs((number < 1e11 ? number * 1_000 : number) - now) <= SIGNED_FOR_MS
}
