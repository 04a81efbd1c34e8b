import type { Sighting } from '@kotisilta/device-profiles'
import type { Air, Body, DeviceDescription } from './air.ts'
import { shortUuid } from './uuid.ts'

/** A value that a connected client would have received. Names are those of a sighting. */
export interface Frame {
  address: string
  service: string
  characteristic: string
  bytes: Uint8Array
}

export interface AirSink {
  sighting(sighting: Sighting): void
  frame(frame: Frame): void
}

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
  let awake = false

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
      if (awake) return
      awake = true
      sight()
      for (const characteristic of wanted) for (const listener of listeners) listener(characteristic)
    },
    sleep() {
      awake = false
    },
    advertise(changes) {
      Object.assign(advertisement, changes)
      if (awake) sight()
    },
    put() {
      // Nobody reads here: what matters of a device comes as a frame.
    },
    indicate(characteristic, bytes) {
      const short = shortUuid(characteristic)
      const service = serviceOf.get(short)
      if (!awake || service === undefined) return false
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
