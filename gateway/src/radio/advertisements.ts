import { isUrgent } from '@kotisilta/contract'
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
import { type Allowance, perDevice, roomOf } from '../local-broker/allowance.ts'
import type { DeviceMemory } from '../store/device-memory.ts'
import { aesCcm } from './aes-ccm.ts'

export interface AdvertisementsOptions {
  readonly memory: DeviceMemory
  /** Something new that the device advertised was left out: it says too much. */
  heldBack(device: string): void
  take(origin: Origin, decoded: Decoded): unknown
}

/** The air cannot be asked to wait. A band that tells each heartbeat stays far below this. */
const ALLOWANCE: Allowance = { burst: 1_000, perSecond: 10 }

/** Takes what the home's devices advertise, opens what is encrypted, and passes on what is new in it. */
export function advertisements({ memory, take, heldBack }: AdvertisementsOptions) {
  const heardBefore = repeats()
  const hasRoom = perDevice(() => roomOf(ALLOWANCE))
  /** The last advertisement of each source that could not be understood: it too comes many times over. */
  const misunderstood = new Map<string, Buffer>()

  function takeNew(origin: Origin, decoded: Decoded): void {
    const { device } = origin
    if ('error' in decoded) {
      const key = `${device} ${origin.source}`
      if (misunderstood.get(key)?.equals(origin.bytes) === true) return
      misunderstood.set(key, Buffer.from(origin.bytes))
      if (isTooMuch(device)) heldBack(device)
      else take(origin, decoded)
      return
    }
    if (decoded.counter !== undefined) memory.keepCounter(device, decoded.counter)
    const isNew = (item: DecodedItem): boolean => heardBefore.isNew(device, item, performance.now())
    const items = decoded.items.filter(isNew)
    if (items.length === 0) return
    // Whatever else it says: a call for help is taken.
    if (isTooMuch(device) && !items.some(isCall)) heldBack(device)
    else take(origin, { items })
  }

  function isTooMuch(device: string): boolean {
    return !hasRoom(device, performance.now())
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

const isCall = (item: DecodedItem): boolean => item.urgent === true || isUrgent(item)
