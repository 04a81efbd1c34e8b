import type { Milliseconds } from '@kotisilta/contract'
import { type Sighting, shortUuid } from '@kotisilta/device-profiles'
import type { Air, Body, DeviceDescription } from './air.ts'

/** A value that a connected client would have received. Names are those of a sighting. */
export interface Frame {
  address: string
  service: string
  characteristic: string
  bytes: Uint8Array
}

export interface AirSink {
  /** A device that is awake was heard; it is heard again and again. */
  sighting(sighting: Sighting): void
  frame(frame: Frame): void
  /** A device has been asleep for a while: whoever is connected to it by script is so no longer. */
  gone?(address: string): void
}

/** Between two sightings of a device that is awake, in real time. */
const ADVERTISE: Milliseconds = 500
/** From sleep until the device is gone, in real time: whoever heard it late still gets its values. */
const LINGER: Milliseconds = 3_000

/** An air without Bluetooth: every device that wakes is heard, and whatever it has to say arrives at once. */
export function scriptedAir(sink: AirSink): Air {
  return { addDevice: (description) => scriptedBody(description, sink) }
}

function scriptedBody(description: DeviceDescription, sink: AirSink): Body {
  const { name, services } = description
  const address = description.address.toLowerCase().replaceAll(':', '')
  const { rssi = -60, serviceData = {}, manufacturerData = {} } = description
  const advertisement = { rssi, serviceData, manufacturerData }
  const serviceOf = new Map(
    services.flatMap(({ uuid, characteristics }) => characteristics.map((each) => [shortUuid(each.uuid), uuid])),
  )
  const wanted = services
    .flatMap((service) => service.characteristics)
    .filter(({ flags }) => flags.includes('notify') || flags.includes('indicate'))
    .map(({ uuid }) => shortUuid(uuid))
  const listeners: ((characteristic: string) => void)[] = []
  let beacon: NodeJS.Timeout | undefined
  let leaving: NodeJS.Timeout | undefined

  const sight = (): void =>
    sink.sighting({
      address,
      ...(name !== undefined && { name }),
      rssi: advertisement.rssi,
      services: services.map(({ uuid }) => shortUuid(uuid)),
      serviceData: mapKeys(advertisement.serviceData, shortUuid),
      manufacturerData: mapKeys(advertisement.manufacturerData, (company) =>
        Number(company).toString(16).padStart(4, '0'),
      ),
    })

  return {
    description,
    wake() {
      if (beacon !== undefined) return
      clearTimeout(leaving)
      beacon = setInterval(sight, ADVERTISE).unref()
      sight()
      for (const characteristic of wanted) for (const listener of listeners) listener(characteristic)
    },
    sleep() {
      if (beacon === undefined) return
      clearInterval(beacon)
      beacon = undefined
      leaving = setTimeout(() => sink.gone?.(address), LINGER).unref()
    },
    advertise(changes) {
      Object.assign(advertisement, changes)
      if (beacon !== undefined) sight()
    },
    put() {
      // Nobody reads here: what matters of a device comes as a frame.
    },
    indicate(characteristic, bytes) {
      const short = shortUuid(characteristic)
      const service = serviceOf.get(short)
      if (beacon === undefined || service === undefined) return false
      sink.frame({ address, service: shortUuid(service), characteristic: short, bytes })
      return true
    },
    onSubscribe(listener) {
      listeners.push(listener)
    },
    onWrite() {
      // Nobody writes here either.
    },
  }
}

const mapKeys = <Value>(entries: Record<string, Value>, key: (name: string) => string): Record<string, Value> =>
  Object.fromEntries(Object.entries(entries).map(([name, value]) => [key(name), value]))
