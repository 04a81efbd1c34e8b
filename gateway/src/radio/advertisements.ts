import {
  bytesOf,
  type Decoded,
  type DecodedItem,
  decodeManufacturerData,
  decodeServiceData,
  type FrameSurroundings,
  type Sighting,
} from '@kotisilta/device-profiles'
import type { HomeDevice } from '../collect/effective-config.ts'
import { repeats } from '../collect/repeats.ts'
import type { Origin } from '../intake.ts'
import type { DeviceMemory } from '../store/device-memory.ts'
import { aesCcm } from './aes-ccm.ts'

export interface AdvertisementsOptions {
  readonly memory: DeviceMemory
  take(origin: Origin, decoded: Decoded): unknown
}

/** Takes what the home's devices advertise, opens what is encrypted, and passes on what is new in it. */
export function advertisements({ memory, take }: AdvertisementsOptions) {
  const heardBefore = repeats()
  /** The last advertisement of each source that could not be understood: it too comes many times over. */
  const misunderstood = new Map<string, Buffer>()

  function takeNew(origin: Origin, decoded: Decoded): void {
    const { device } = origin
    if ('error' in decoded) {
      const key = `${device} ${origin.source}`
      if (misunderstood.get(key)?.equals(origin.bytes) === true) return
      misunderstood.set(key, Buffer.from(origin.bytes))
      take(origin, decoded)
      return
    }
    if (decoded.counter !== undefined) memory.keepCounter(device, decoded.counter)
    const isNew = (item: DecodedItem): boolean => heardBefore.isNew(device, item, performance.now())
    const items = decoded.items.filter(isNew)
    if (items.length > 0) take(origin, { items })
  }

  function surroundingsOf({ device, configured }: HomeDevice, address: string): FrameSurroundings {
    const bindKey = bytesOf(configured.bindKey ?? '')
    const lastCounter = memory.counter(device)
    return {
      address,
      aesCcm,
      ...(bindKey !== undefined && { bindKey }),
      ...(lastCounter !== undefined && { lastCounter }),
    }
  }

  return (home: HomeDevice, { address, serviceData, manufacturerData }: Sighting): void => {
    const { device, profile } = home
    const around = (): FrameSurroundings => surroundingsOf(home, address)
    for (const [uuid, bytes] of Object.entries(serviceData)) {
      if (profile.serviceData?.[uuid] === undefined) continue
      takeNew({ device, source: `service-data ${uuid}`, bytes }, decodeServiceData(uuid, bytes, profile, around()))
    }
    for (const [company, bytes] of Object.entries(manufacturerData)) {
      if (profile.manufacturerData?.[company] === undefined) continue
      const decoded = decodeManufacturerData(company, bytes, profile, around())
      takeNew({ device, source: `manufacturer ${company}`, bytes }, decoded)
    }
  }
}
