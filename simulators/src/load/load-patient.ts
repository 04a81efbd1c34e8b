import {
  type EventKind,
  type Item,
  isoTime,
  type Milliseconds,
  newUlid,
  READING_KINDS,
  type Reading,
  type ReadingKind,
} from '@kotisilta/contract'
import { profileById } from '@kotisilta/device-profiles'
import { type Observer, observer } from '../homes/observe.ts'
import { usualBaseline } from '../persons/physiology.ts'
import { seedOf } from '../persons/seeded.ts'
import type { FleetPatient } from './fleet.ts'

/** Somebody under load: makes items that belong to one healthy, stable person. */
export interface LoadPatient {
  readonly id: string
  reading(kind: ReadingKind, now: Milliseconds, value?: number): Item
  event(kind: EventKind, now: Milliseconds, detail?: Record<string, unknown>): Item
}

export function loadPatient({ id, devices }: FleetPatient, seed: number): LoadPatient {
  const personal = seedOf(seed, id)
  const observed = observer({ seed: personal, baseline: usualBaseline(personal) })
  const lastAt = new Map<string, Milliseconds>()

  const base = (kind: ReadingKind | EventKind, now: Milliseconds) => {
    const device = deviceFor(kind, devices)
    // Two values of one kind at one moment from one device would be one measurement told twice.
    const at = Math.max(now, (lastAt.get(kind) ?? Number.NEGATIVE_INFINITY) + 1)
    lastAt.set(kind, at)
    return { id: newUlid(now), device, at: isoTime(at), clock: 'gateway' as const }
  }
  return {
    id,
    reading(kind, now, value) {
      const { unit } = READING_KINDS[kind]
      return {
        ...base(kind, now),
        type: 'reading',
        kind,
        ...(unit !== undefined && { unit }),
        quality: [],
        ...(value === undefined ? measured(kind, observed, now) : { value }),
      }
    },
    event: (kind, now, detail) => ({
      ...base(kind, now),
      type: 'event',
      kind,
      ...(detail !== undefined && { detail }),
    }),
  }
}

/** The person's device that tells such things; where none is meant for it, the first tells it. */
function deviceFor(kind: ReadingKind | EventKind, devices: FleetPatient['devices']): string {
  const meant = devices.find(({ profile }) => profileById(profile)?.kinds.includes(kind))
  return (meant ?? devices[0])?.device ?? ''
}

function measured(kind: ReadingKind, observed: Observer, at: Milliseconds): Partial<Reading> {
  switch (kind) {
    case 'body-weight':
      return { value: observed.weighing(at).kilograms }
    case 'blood-pressure': {
      const { systolic, diastolic } = observed.pressure(at)
      return { components: { systolic, diastolic } }
    }
    case 'body-temperature':
      return { value: observed.temperature(at) }
    case 'oxygen-saturation':
      return { value: observed.saturation(at).saturation }
    case 'respiratory-rate':
      return { value: observed.breathing(at) }
    case 'steps':
      return { value: observed.steps(at), over: 'PT15M' }
    default:
      return { value: observed.pulse(at) }
  }
}
