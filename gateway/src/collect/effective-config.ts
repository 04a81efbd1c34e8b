import type { ConfigDevice, ConfigMessage } from '@kotisilta/contract'
import { type DeviceProfile, profileById } from '@kotisilta/device-profiles'
import { isTimeZone } from './time-zone.ts'
import type { Member } from './who-is-measuring/who-is-measuring.ts'

/** A Bluetooth device of this home. */
export interface HomeDevice {
  readonly device: string
  readonly profile: DeviceProfile
  /** What else was configured for it. */
  readonly configured: ConfigDevice
}

/** What the gateway makes of the server's configuration. */
export interface EffectiveConfig {
  readonly devices: ConfigMessage['devices']
  readonly timeZone: string
  /** By address, as in a sighting. */
  readonly bluetooth: ReadonlyMap<string, HomeDevice>
  /** By device. */
  readonly profiles: ReadonlyMap<string, DeviceProfile>
  /** Who uses a device, for those where that is known. */
  readonly members: ReadonlyMap<string, readonly Member[]>
  /** Devices whose profile this version does not know. */
  readonly unknown: readonly { device: string; profile: string }[]
}

/** @param fallbackZone used when there is no configuration yet, or it names no time zone that we know */
export function effectiveConfig(config: ConfigMessage | undefined, fallbackZone: string): EffectiveConfig {
  const devices = config?.devices ?? []
  const bluetooth = new Map<string, HomeDevice>()
  const profiles = new Map<string, DeviceProfile>()
  const unknown: { device: string; profile: string }[] = []
  const members = new Map<string, readonly Member[]>()
  for (const configured of devices) {
    const { device, profile: id } = configured
    if (configured.members !== undefined) members.set(device, configured.members.map(memberOf))
    const profile = profileById(id)
    if (profile === undefined) {
      unknown.push({ device, profile: id })
      continue
    }
    profiles.set(device, profile)
    if (device.startsWith('ble:')) bluetooth.set(device.slice('ble:'.length), { device, profile, configured })
  }
  const timeZone = config !== undefined && isTimeZone(config.timeZone) ? config.timeZone : fallbackZone
  return { devices, timeZone, bluetooth, profiles, members, unknown }
}

/** Whether the gateway's own radio has anything to hear of such a device. */
export const isHeardByRadio = ({ subscribe, serviceData, manufacturerData, record }: DeviceProfile): boolean =>
  record !== undefined || [subscribe, serviceData, manufacturerData].some((each) => Object.keys(each ?? {}).length > 0)

const memberOf = ({ member, userIndex, plausible, last }: NonNullable<ConfigDevice['members']>[number]): Member => ({
  member,
  ...(userIndex !== undefined && { userIndex }),
  ...(plausible !== undefined && { plausible }),
  ...(last !== undefined && { last }),
})
