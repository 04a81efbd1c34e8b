import {
  CONSCIOUSNESS_LEVELS,
  QUALITY_CODES,
  READING_KIND_NAMES,
  READING_KINDS,
  type ReadingKind,
} from '@kotisilta/contract'
import { z } from 'zod'
import { type Decoded, type DecodedReading, failed } from '../decoded.ts'
import { hexOf } from '../hex.ts'
import { converterTo } from '../reading-units.ts'
import { numberSchema, zonedTimeSchema } from './open-fields.ts'
import type { OpenPayload } from './payload-text.ts'

/** Quantities of an interval say which. */
const OVER_AN_INTERVAL: ReadonlySet<ReadingKind> = new Set<ReadingKind>(['steps', 'activity', 'sleep'])

const componentsSchema = z.object({ systolic: numberSchema, diastolic: numberSchema, mean: numberSchema.optional() })

const readingSchema = z.object({
  kind: z.string(),
  value: z.union([numberSchema, z.enum(CONSCIOUSNESS_LEVELS)]).optional(),
  components: componentsSchema.optional(),
  unit: z.string().max(16).optional(),
  at: zonedTimeSchema.optional(),
  over: z
    .string()
    .regex(
      /^P(?=.)(\d{1,4}D)?(T(?=.)(\d{1,4}H)?(\d{1,5}M)?(\d{1,7}S)?)?$/,
      'an ISO 8601 duration in days, hours, minutes, seconds',
    )
    .optional(),
  quality: z.array(z.enum(QUALITY_CODES)).max(16).default([]),
})
type OpenReading = z.infer<typeof readingSchema>

/** `{"kind","value" or "components","unit","at","over","quality"}`. */
export function decodeOpenReading({ json, text }: OpenPayload): Decoded {
  const parsed = readingSchema.safeParse(json)
  if (!parsed.success) return failed('payload-invalid', z.prettifyError(parsed.error))
  const kind = READING_KIND_NAMES.find((known) => known === parsed.data.kind)
  if (kind === undefined)
    return failed('kind-unknown', `no reading kind ${JSON.stringify(parsed.data.kind.slice(0, 40))}`)
  const reading = inOwnUnit(kind, parsed.data)
  if (typeof reading === 'string') return failed('payload-invalid', reading)
  return { items: [reading.unit === parsed.data.unit ? reading : { ...reading, ...original(text) }] }
}

/** The message itself, kept where its value was converted; `raw` holds 512 bytes. */
function original(text: string): { raw?: string } {
  const bytes = new TextEncoder().encode(text)
  return bytes.length > 512 ? {} : { raw: hexOf(bytes) }
}

/** The reading in its kind's own unit and shape, or in words what does not fit. */
function inOwnUnit(
  kind: ReadingKind,
  { value, components, unit, at, over, quality }: OpenReading,
): DecodedReading | string {
  const own = READING_KINDS[kind].unit
  const convert = converterTo(kind, unit)
  if (convert === undefined) return `unit of ${kind} is ${own ?? 'absent'}, not ${unit ?? 'absent'}`
  if (OVER_AN_INTERVAL.has(kind) && over === undefined) return `${kind} needs "over", the interval that it covers`
  const base = {
    type: 'reading' as const,
    kind,
    ...(own !== undefined && { unit: own }),
    quality,
    ...(at !== undefined && { at }),
    ...(over !== undefined && { over }),
  }
  if (kind === 'blood-pressure') {
    if (components === undefined || value !== undefined) return 'blood-pressure has components and no value'
    const { systolic, diastolic, mean } = components
    const converted = { systolic: convert(systolic), diastolic: convert(diastolic) }
    return { ...base, components: { ...converted, ...(mean !== undefined && { mean: convert(mean) }) } }
  }
  if (components !== undefined) return `${kind} has a value and no components`
  if (kind === 'consciousness') return typeof value === 'string' ? { ...base, value } : `value of ${kind} is a letter`
  return typeof value === 'number' ? { ...base, value: convert(value) } : `value of ${kind} is a number`
}
