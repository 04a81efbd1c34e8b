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

/** Everything that is given has to hold. */
export interface Match {
  /** Advertises all of these services. */
  readonly services?: readonly string[]
  /** Broadcasts data under all of these services. */
  readonly serviceData?: readonly string[]
  /** Broadcasts data of all of these companies. */
  readonly manufacturerData?: readonly string[]
  readonly name?: RegExp
}

export function matches(match: Match, sighting: Sighting): boolean {
  const { services = [], serviceData = [], manufacturerData = [], name } = match
  return (
    services.every((service) => sighting.services.includes(service)) &&
    serviceData.every((service) => sighting.serviceData[service] !== undefined) &&
    manufacturerData.every((company) => sighting.manufacturerData[company] !== undefined) &&
    (name === undefined || (sighting.name !== undefined && name.test(sighting.name)))
  )
}

/** The first model that matches; if there is none, the first generic profile that does. */
export function firstMatch(profiles: readonly DeviceProfile[], sighting: Sighting): DeviceProfile | undefined {
  const matching = profiles.filter(({ match }) => match !== undefined && matches(match, sighting))
  return matching.find((profile) => profile.generic !== true) ?? matching[0]
}
