import type { Air, Body } from '../air/air.ts'
import { heartRateMeasurement } from './encode/measurements.ts'
import { commonServices } from './meter.ts'

/** A band that is worn day and night: it advertises whenever it is not connected, and notifies whoever has subscribed. */
export interface HeartRateBand {
  readonly body: Body
  /** Tells the present pulse in beats a minute; false when nobody listened, and then the value is lost. */
  beat(beatsPerMinute: number): boolean
  close(): void
}

/** Heart Rate Service 1.0. */
export function heartRateBand(
  air: Air,
  { address, battery = 100 }: { address: string; battery?: number },
): HeartRateBand {
  const name = 'Koti Pulse'
  const body = air.addDevice({
    address,
    name,
    services: [
      {
        uuid: '180d',
        characteristics: [
          { uuid: '2a37', flags: ['notify'] },
          // Body Sensor Location: wrist.
          { uuid: '2a38', flags: ['read'], value: Uint8Array.of(2) },
        ],
      },
      ...commonServices(name, battery),
    ],
  })
  body.wake()
  return {
    body,
    beat: (beatsPerMinute) => body.indicate('2a37', heartRateMeasurement(beatsPerMinute)),
    close: () => body.sleep(),
  }
}
