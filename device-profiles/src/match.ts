import { hexOf } from './hex.ts'
import type { DeviceProfile } from './profile.ts'

/**
 * Something heard on the air. Service UUIDs and keys: 16-bit as four lower-case hex digits, others as full lower-case 128-bit.
 * Manufacturer key: company id as four lower-case hex digits. Address: lower-case hex without colons.
 */
export interface Sighting {
  readonly address: string
  readonly name?: string
  readonly services: readonly string[]
  readonly serviceData: Readonly<Record<string, Uint8Array>>
  readonly manufacturerData: Readonly<Record<string, Uint8Array>>
  readonly rssi?: number
}

/** A length in bytes, bytes in hex from a place on, or both. */
interface DataLook {
  readonly length?: number
  readonly from?: number
  readonly hex?: string
}

/** Everything that is given has to hold. */
export interface Match {
  /** Advertises all of these services. */
  readonly services?: readonly string[]
  /** Broadcasts data under all of these services. */
  readonly serviceData?: readonly string[]
  /** What the service data must look like beyond being there. */
  readonly serviceDataLooks?: Readonly<Record<string, DataLook>>
  /** Broadcasts data of all of these companies. */
  readonly manufacturerData?: readonly string[]
  readonly name?: RegExp
}

export function matches(match: Match, sighting: Sighting): boolean {
  const { services = [], serviceData = [], serviceDataLooks = {}, manufacturerData = [], name } = match
  return (
    services.every((service) => sighting.services.includes(service)) &&
    serviceData.every((service) => sighting.serviceData[service] !== undefined) &&
    Object.entries(serviceDataLooks).every(([service, look]) => looks(sighting.serviceData[service], look)) &&
    manufacturerData.every((company) => sighting.manufacturerData[company] !== undefined) &&
    (name === undefined || (sighting.name !== undefined && name.test(sighting.name)))
  )
}

function looks(data: Uint8Array | undefined, { length, from = 0, hex = '' }: DataLook): boolean {
  if (data === undefined || (length !== undefined && data.length !== length)) return false
  return hexOf(data.subarray(from, from + hex.length / 2)) === hex
}

/** The first model that matches; if there is none, the first generic profile that does. */
export function firstMatch(profiles: readonly DeviceProfile[], sighting: Sighting): DeviceProfile | undefined {
  const matching = profiles.filter(({ match }) => match !== undefined && matches(match, sighting))
  return matching.find((profile) => profile.generic !== true) ?? matching[0]
}
