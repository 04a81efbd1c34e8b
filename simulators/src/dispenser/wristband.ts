import type { EventKind, Milliseconds } from '@kotisilta/contract'
import { type LanDevice, type LanDevicePlace, lanDevice } from './lan-device.ts'

export type WristbandEvent = Extract<
  EventKind,
  'sos-pressed' | 'fall-detected' | 'fall-cancelled' | 'worn' | 'not-worn'
>

/** A wristband whose base station is on the home's network. */
export interface Wristband {
  readonly device: LanDevice
  tell(event: WristbandEvent, at: Milliseconds): void
  /** Breaths a minute. */
  breathing(perMinute: number, at: Milliseconds): void
  /** Steps in the quarter of an hour that ends at `at`. */
  steps(count: number, at: Milliseconds): void
  close(): Promise<void>
}

export function wristband(place: LanDevicePlace): Wristband {
  const device = lanDevice(place)
  const reading = (kind: string, value: number, at: Milliseconds, more: Record<string, unknown>): void =>
    device.report('reading', { kind, value, at, ...more })
  return {
    device,
    tell: (event, at) => device.report('event', { kind: event, at }),
    breathing: (perMinute, at) => reading('respiratory-rate', perMinute, at, { unit: '/min' }),
    steps: (count, at) => reading('steps', count, at, { unit: '1', over: 'PT15M' }),
    close: () => device.close(),
  }
}
