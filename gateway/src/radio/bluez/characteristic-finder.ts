import { type Subscription, shortUuid } from '@kotisilta/device-profiles'
import type { GattCharacteristic, GattServer } from 'node-ble'

interface Found {
  readonly characteristic: GattCharacteristic
  /** As BlueZ names them: `read`, `write`, `notify`, ... */
  readonly flags: readonly string[]
}

/** Looks for a characteristic of a connected device; undefined if it has none such. */
export type CharacteristicFinder = (wanted: Subscription) => Promise<Found | undefined>

export function characteristicFinder(gatt: GattServer): CharacteristicFinder {
  return async ({ service, characteristic: name }) => {
    const uuid = (await gatt.services()).find((each) => shortUuid(each) === service)
    if (uuid === undefined) return undefined
    const primary = await gatt.getPrimaryService(uuid)
    const full = (await primary.characteristics()).find((each) => shortUuid(each) === name)
    if (full === undefined) return undefined
    const characteristic = await primary.getCharacteristic(full)
    return { characteristic, flags: await characteristic.getFlags() }
  }
}
