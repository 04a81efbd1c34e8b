import type { Sighting } from './match.ts'
import { firstMatch } from './match.ts'
import type { DeviceProfile } from './profile.ts'
import { and } from './vendors/and.ts'
import { beurer } from './vendors/beurer.ts'
import { bluetoothSig } from './vendors/bluetooth-sig.ts'
import { bridged } from './vendors/bridged.ts'
import { heartRateBands } from './vendors/heart-rate-bands.ts'
import { medicationRobots } from './vendors/medication-robots.ts'
import { nonin } from './vendors/nonin.ts'
import { omron } from './vendors/omron.ts'
import { openDevice } from './vendors/open-device.ts'
import { xiaomi } from './vendors/xiaomi.ts'

/** Every device that the system knows. */
export const profiles: readonly DeviceProfile[] = [
  ...xiaomi,
  ...and,
  ...beurer,
  ...omron,
  ...nonin,
  ...heartRateBands,
  ...medicationRobots,
  ...openDevice,
  ...bridged,
  ...bluetoothSig,
]

const byId = new Map(profiles.map((profile) => [profile.id, profile]))

export const profileById = (id: string): DeviceProfile | undefined => byId.get(id)

/** Which device was heard: a model before a generic one. Undefined for a device that is none of ours. */
export const matchProfile = (sighting: Sighting): DeviceProfile | undefined => firstMatch(profiles, sighting)
