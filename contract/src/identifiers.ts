import { decodeTime, monotonicFactory } from 'ulid'
import { z } from 'zod'
import type { Milliseconds } from './clock.ts'

/** Crockford base 32, 26 characters, the first at most 7 (128 bits). */
export const ulidSchema = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'not a ULID')

/** The gateway's name, also its MQTT client id. */
export const gatewayIdSchema = z.string().regex(/^[a-z0-9-]{1,40}$/, 'not a gateway id')

/** `<transport>:<lower-case address or serial>`, for example `ble:c80f10a1b2c3`. */
export const deviceIdSchema = z.string().regex(/^[a-z0-9]{1,16}:[a-z0-9._-]{1,64}$/, 'not a device id')

/** ISO 8601 in UTC with milliseconds. */
export const isoTimeSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/, 'not ISO 8601 with Z and milliseconds')
  .refine((text) => !Number.isNaN(Date.parse(text)), 'no such moment')

const factory = monotonicFactory()

/** A new ULID for the moment `now`; within one process later ones sort after earlier ones. */
export const newUlid = (now: Milliseconds): string => factory(now)

/** The moment for which a ULID was made. */
export const ulidTime = (id: string): Milliseconds => decodeTime(id)

/** How many partitions there are; the number is part of the topic and never changes. */
export const PARTITIONS = 64

/**
 * The partition of a home, `"00"` to `"63"`: FNV-1a (32 bit) of the home id's UTF-8 bytes, modulo 64.
 * All gateways of a home share it, so that one worker judges a patient's readings.
 */
export function partitionOf(homeId: string): string {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(homeId)) hash = Math.imul(hash ^ byte, 0x01000193)
  return String((hash >>> 0) % PARTITIONS).padStart(2, '0')
}
