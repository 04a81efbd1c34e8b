import { randomBytes } from 'node:crypto'
import type { Milliseconds } from '@kotisilta/contract'

/** 16 bytes in hex: the moment in six of them, then chance. Positive, as RFC 5280, 4.1.2.2 wants it, until the year 10895. */
export function newSerial(now: Milliseconds): string {
  return now.toString(16).padStart(12, '0') + randomBytes(10).toString('hex')
}

/** When the certificate with this serial number was made. A leading zero may have been lost on the way. */
export const issuedAt = (serial: string): Milliseconds =>
  Number.parseInt(serial.toLowerCase().padStart(32, '0').slice(0, 12), 16)
