import type { ConfigMessage } from '@kotisilta/contract'
import { type DeviceProfile, profileById } from '@kotisilta/device-profiles'
import { isTimeZone } from './time-zone.ts'

/** A Bluetooth device of this home. */
export interface HomeDevice {
  readonly device: string
  readonly profile: DeviceProfile
}

/** What the gateway makes of the server's configuration. */
export interface EffectiveConfig {
  readonly devices: ConfigMessage['devices']
  readonly timeZone: string
  /** By address, as in a sighting. */
  readonly bluetooth: ReadonlyMap<string, HomeDevice>
  /** By device. */
  readonly profiles: ReadonlyMap<string, DeviceProfile>
  /** Devices whose profile this version does not know. */
  readonly unknown: readonly { device: string; profile: string }[]
}

/** @param fallbackZone used when there is no configuration yet, or it names no time zone that we know */
export function effectiveConfig(config: ConfigMessage | undefined, fallbackZone: string): EffectiveConfig {
  const devices = config?.devices ?? []
  const bluetooth = new Map<string, HomeDevice>()
  const profiles = new Map<string, DeviceProfile>()
  const unknown: { device: string; profile: string }[] = []
  for (const { device, profile: id } of devices) {
    const profile = profileById(id)
    if (profile === undefined) {
      unknown.push({ device, profile: id })
      continue
    }
    profiles.set(device, profile)
    if (device.startsWith('ble:')) bluetooth.set(device.slice('ble:'.length), { device, profile })
  }
  const timeZone = config !== undefined && isTimeZone(config.timeZone) ? config.timeZone : fallbackZone
  return { devices, timeZone, bluetooth, profiles, unknown }
}
