import { z } from 'zod'
import { isoFromZonedText } from './zoned-time.ts'

/** A device's own time, ISO 8601 with zone, made UTC with milliseconds. */
export const zonedTimeSchema = z.string().transform((text, context) => {
  const iso = isoFromZonedText(text)
  if (iso !== undefined) return iso
  context.issues.push({ code: 'custom', message: 'not ISO 8601 with a zone', input: text })
  return z.NEVER
})

/** What a database's text cannot hold, or what would reach into an object's own machinery. */
const dangerous = (value: unknown): boolean => {
  if (typeof value === 'string') return value.includes('\0')
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([key, inner]) => key === '__proto__' || dangerous(key) || dangerous(inner))
}

/** Free fields beside the known ones. */
export const detailSchema = z.record(z.string().max(64), z.unknown()).refine((detail) => !dangerous(detail), {
  message: 'holds U+0000 or the key __proto__',
})

/** A JSON number as it was written: beyond 2^53 it would not be. */
export const numberSchema = z.number().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER)
