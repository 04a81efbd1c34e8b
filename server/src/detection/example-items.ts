import {
  type Components,
  type DeviceEvent,
  type EventKind,
  isoTime,
  type Milliseconds,
  READING_KINDS,
  type Reading,
  type ReadingKind,
} from '@kotisilta/contract'
import { HOUR } from './time.ts'

/** The morning on which the examples begin. */
export const MORNING: Milliseconds = Date.UTC(2026, 10, 21, 6)

export const hours = (count: number): Milliseconds => MORNING + count * HOUR

let serial = 0
const nextId = (): string => String(++serial).padStart(26, '0')

/** For tests: a reading, of blood pressure where the value is a pair. */
export function reading(
  kind: ReadingKind,
  value: NonNullable<Reading['value']> | Components,
  at: Milliseconds = MORNING,
  quality: string[] = [],
): Reading {
  const { unit } = READING_KINDS[kind]
  return {
    type: 'reading',
    id: nextId(),
    device: `test:${kind}`,
    kind,
    ...(typeof value === 'object' ? { components: value } : { value }),
    ...(unit !== undefined && { unit }),
    at: isoTime(at),
    clock: 'device',
    quality,
  }
}

/** For tests: an event. */
export const event = (
  kind: EventKind,
  at: Milliseconds = MORNING,
  more: Partial<Pick<DeviceEvent, 'device' | 'detail' | 'clock'>> = {},
): DeviceEvent => ({
  type: 'event',
  id: nextId(),
  device: 'test:device',
  kind,
  at: isoTime(at),
  clock: 'device',
  ...more,
})
