import { z } from 'zod'
import type { Condition, Observation } from './observation.ts'

/** A property of a device's messages and what it means; `on` is the value that stands for "yes". */
export type Feature =
  | { readonly property: string; readonly means: Condition | 'sos'; readonly on: unknown; readonly off: unknown }
  | { readonly property: string; readonly means: 'battery' | 'action' }

/** What the generic names of Zigbee2MQTT mean; where a contact is "on", it is open. */
const BINARY_NAMES: Readonly<Record<string, Condition | 'sos'>> = {
  contact: 'open',
  occupancy: 'occupied',
  presence: 'occupied',
  smoke: 'smoke',
  water_leak: 'leak',
  sos: 'sos',
}

interface Expose {
  readonly type: string
  readonly name?: string | undefined
  readonly property?: string | undefined
  readonly unit?: string | undefined
  readonly value_on?: unknown
  readonly value_off?: unknown
  readonly features?: readonly Expose[] | undefined
}

export const exposeSchema: z.ZodType<Expose> = z.lazy(() =>
  z.object({
    type: z.string().max(64),
    name: z.string().max(128).optional(),
    property: z.string().max(128).optional(),
    unit: z.string().max(16).optional(),
    value_on: z.unknown().optional(),
    value_off: z.unknown().optional(),
    features: z.array(exposeSchema).max(100).optional(),
  }),
)

/** The features that mean something to us, of whatever model. */
export function featuresOf(exposes: readonly Expose[]): Feature[] {
  return exposes.flatMap((expose) => {
    const inner = featuresOf(expose.features ?? [])
    const own = featureOf(expose)
    return own === undefined ? inner : [own, ...inner]
  })
}

function featureOf({ type, name = '', property, unit, value_on, value_off }: Expose): Feature | undefined {
  if (property === undefined) return undefined
  if (type === 'binary') {
    const means = Object.hasOwn(BINARY_NAMES, name) ? BINARY_NAMES[name] : undefined
    return means === undefined ? undefined : { property, means, on: value_on ?? true, off: value_off ?? false }
  }
  if (type === 'numeric' && name === 'battery' && (unit ?? '%') === '%') return { property, means: 'battery' }
  return type === 'enum' && name === 'action' ? { property, means: 'action' } : undefined
}

/** What a value of that property says; nothing for a value that is neither yes nor no, or out of its range. */
export function observationOf(feature: Feature, value: unknown): Observation | undefined {
  switch (feature.means) {
    case 'battery':
      return typeof value === 'number' && value >= 0 && value <= 100
        ? { what: 'measured', kind: 'battery-level', value }
        : undefined
    case 'action':
      // Older versions send an empty action after each.
      return typeof value === 'string' && value !== '' ? { what: 'pressed', action: value.slice(0, 64) } : undefined
    default:
      if (value === feature.on) return { what: feature.means, value: true }
      return value === feature.off ? { what: feature.means, value: false } : undefined
  }
}
