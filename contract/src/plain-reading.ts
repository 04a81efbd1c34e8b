import { CONSCIOUSNESS_LEVELS, READING_KINDS } from './codes.ts'
import type { Components, Reading } from './item.ts'

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/
const DEVICE = /^[a-z0-9]{1,16}:[a-z0-9._-]{1,64}$/
/** Days that every month has; for the others the schema looks at the calendar. */
const TIME = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/
const OVER = /^PT\d{1,4}[HMS]$/
const RAW = /^(?:[0-9a-f]{2}){0,512}$/
const CLOCKS: ReadonlySet<unknown> = new Set(['device', 'gateway', 'estimated'])
const LEVELS: ReadonlySet<unknown> = new Set(CONSCIOUSNESS_LEVELS)
const UNITS: ReadonlyMap<unknown, string | undefined> = new Map(
  Object.entries(READING_KINDS).map(([kind, { unit }]) => [kind, unit]),
)

/**
 * What `itemSchema` makes of a parsed reading that is plainly right, at a fraction of the time: most of what arrives is.
 * Whatever has a fault or is out of the ordinary is undefined here and left to the schema, which alone says what is wrong.
 *
 * @param value as JSON gives it
 */
export function plainReading(value: unknown): Reading | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { type, id, device, kind, unit, at, clock, deviceAt, subject, raw, over, quality } = value as Partial<Reading>
  if (type !== 'reading' || subject !== undefined || !CLOCKS.has(clock)) return undefined
  if (!UNITS.has(kind) || UNITS.get(kind) !== unit) return undefined
  if (!isOf(ULID, id) || !isOf(DEVICE, device) || !isOf(TIME, at) || !areCodes(quality)) return undefined
  const reading = { type, id, device, kind, at, clock, quality: quality ?? [] } as Reading
  if (!takesMeasured(reading, value as Partial<Reading>)) return undefined
  if (unit !== undefined) reading.unit = unit
  if (deviceAt !== undefined) {
    if (!isOf(TIME, deviceAt)) return undefined
    reading.deviceAt = deviceAt
  }
  if (over !== undefined) {
    if (!isOf(OVER, over)) return undefined
    reading.over = over
  }
  if (raw !== undefined) {
    if (!isOf(RAW, raw)) return undefined
    reading.raw = raw
  }
  return reading
}

const isOf = (form: RegExp, value: unknown): value is string => typeof value === 'string' && form.test(value)

/** Codes, no more than a few, or none said. */
function areCodes(quality: unknown): quality is string[] | undefined {
  if (quality === undefined) return true
  if (!Array.isArray(quality) || quality.length > 16) return false
  for (const code of quality) if (typeof code !== 'string' || code.length > 40) return false
  return true
}

/** Gives it the value of its kind, or the components of a pressure; false if that is not what there is. */
function takesMeasured(reading: Reading, { value, components }: Partial<Reading>): boolean {
  if (reading.kind === 'blood-pressure') {
    const pressure = value === undefined ? pressureOf(components) : undefined
    if (pressure === undefined) return false
    reading.components = pressure
    return true
  }
  if (components !== undefined || value === undefined) return false
  reading.value = value
  return reading.kind === 'consciousness' ? LEVELS.has(value) : Number.isFinite(value)
}

function pressureOf(components: unknown): Components | undefined {
  if (typeof components !== 'object' || components === null) return undefined
  const { systolic, diastolic, mean } = components as Partial<Components>
  if (!isNumber(systolic) || !isNumber(diastolic)) return undefined
  if (mean === undefined) return { systolic, diastolic }
  return isNumber(mean) ? { systolic, diastolic, mean } : undefined
}

const isNumber = (value: unknown): value is number => Number.isFinite(value)
