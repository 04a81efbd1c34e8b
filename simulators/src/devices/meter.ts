import type { Milliseconds } from '@kotisilta/contract'
import type { Air, Body, DeviceDescription, ServiceDescription } from '../air/air.ts'

/** A device that is used now and then: it wakes when it has measured, and sleeps again. */
export interface Meter<Measurement> {
  readonly body: Body
  /** Somebody has measured; `at` is what the device's clock shows. The radio then wakes for a few seconds of real time. */
  measure(measurement: Measurement, at: Milliseconds): void
  close(): void
}

export interface MeterKind<Measurement> {
  /** What it is called when it advertises. */
  name: string
  service: string
  characteristic: string
  encode(measurement: Measurement, at: Milliseconds): Uint8Array
  /** Whether it keeps what nobody fetched, and gives it at the next connection. */
  stores: boolean
}

export interface MeterPlace {
  /** `C0:FF:EE:00:00:01` */
  address: string
  /** How long the radio stays awake if nobody comes, in real time. At least 4 s, which is what a gateway needs. */
  window?: Milliseconds
  /** %; full if absent. */
  battery?: number
}

/** From the subscription to the first value, as a scale needs a moment for the weight to settle. */
const SETTLE: Milliseconds = 250
/** Between two stored values, and from the last one to sleep. */
const PAUSE: Milliseconds = 150

export function meter<Measurement>(
  air: Air,
  kind: MeterKind<Measurement>,
  { address, window = 8_000, battery = 100 }: MeterPlace,
): Meter<Measurement> {
  const body = air.addDevice(describe(kind, address, battery))
  const pending: Uint8Array[] = []
  let subscribed = false
  let timer: NodeJS.Timeout | undefined

  const after = (delay: Milliseconds, act: () => void): void => {
    clearTimeout(timer)
    timer = setTimeout(act, delay)
    timer.unref()
  }
  const sleep = (): void => {
    subscribed = false
    if (!kind.stores) pending.length = 0
    body.sleep()
  }
  const deliver = (): void => {
    const [oldest] = pending
    if (oldest === undefined) return sleep()
    // Nobody hears it: the link broke. What is left stays until somebody subscribes or the window closes.
    if (!body.indicate(kind.characteristic, oldest)) {
      subscribed = false
      return after(window, sleep)
    }
    pending.shift()
    after(PAUSE, deliver)
  }
  body.onSubscribe((characteristic) => {
    if (characteristic !== kind.characteristic) return
    subscribed = true
    after(SETTLE, deliver)
  })

  return {
    body,
    measure(measurement, at) {
      pending.push(kind.encode(measurement, at))
      body.wake()
      if (!subscribed) after(window, sleep)
    },
    close() {
      clearTimeout(timer)
      body.sleep()
    },
  }
}

function describe<Measurement>(kind: MeterKind<Measurement>, address: string, battery: number): DeviceDescription {
  const measuring: ServiceDescription = {
    uuid: kind.service,
    characteristics: [{ uuid: kind.characteristic, flags: ['indicate'] }],
  }
  return { address, name: kind.name, services: [measuring, ...commonServices(kind.name, battery)] }
}

/** Device information (180A) and battery (180F), which every device has. */
export const commonServices = (model: string, battery: number): ServiceDescription[] => [
  {
    uuid: '180a',
    characteristics: [
      { uuid: '2a29', flags: ['read'], value: Buffer.from('Kotisilta simulators') },
      { uuid: '2a24', flags: ['read'], value: Buffer.from(model) },
    ],
  },
  { uuid: '180f', characteristics: [{ uuid: '2a19', flags: ['read', 'notify'], value: Uint8Array.of(battery) }] },
]
