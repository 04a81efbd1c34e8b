import { type Sighting, shortUuid } from '@kotisilta/device-profiles'
import type { Properties } from './object-mirror.ts'

/** What BlueZ knows of a device, as a sighting; undefined if it does not even know its address. */
export function sightingOf(properties: Properties): Sighting | undefined {
  const { Address: address, Name: name, RSSI: rssi, UUIDs: uuids } = properties
  if (typeof address !== 'string') return undefined
  return {
    address: address.replaceAll(':', '').toLowerCase(),
    ...(typeof name === 'string' && { name }),
    services: Array.isArray(uuids) ? uuids.map((uuid) => shortUuid(String(uuid))) : [],
    serviceData: bytesBy(properties.ServiceData, shortUuid),
    manufacturerData: bytesBy(properties.ManufacturerData, (company) => Number(company).toString(16).padStart(4, '0')),
    ...(typeof rssi === 'number' && { rssi }),
  }
}

/** Whether a change means that the device was heard just now. */
export const wasHeard = (changed: Properties): boolean =>
  changed.RSSI !== undefined || changed.ServiceData !== undefined || changed.ManufacturerData !== undefined

/** `C8:0F:10:A1:B2:C3` of `c80f10a1b2c3` */
export const macOf = (address: string): string => (address.toUpperCase().match(/../g) ?? []).join(':')

function bytesBy(data: unknown, key: (name: string) => string): Record<string, Uint8Array> {
  const entries = Object.entries((data ?? {}) as Record<string, unknown>)
  return Object.fromEntries(
    entries.flatMap(([name, bytes]) => (bytes instanceof Uint8Array ? [[key(name), bytes]] : [])),
  )
}
