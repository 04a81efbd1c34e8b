import type { Clock, Milliseconds } from '@kotisilta/contract'
import {
  type Decoded,
  type DecodedItem,
  decodeCharacteristic,
  decodeManufacturerData,
  decodeServiceData,
  type Sighting,
} from '@kotisilta/device-profiles'
import type { Logger } from 'pino'
import type { HomeDevice } from '../collect/effective-config.ts'
import { repeats } from '../collect/repeats.ts'
import { nextVisit, type Visits } from '../collect/visits.ts'
import type { Origin } from '../intake.ts'
import type { CollectOutcome, Radio, RadioFrame } from './radio.ts'

export interface HomeCollectorOptions {
  readonly radio: Radio
  readonly clock: Clock
  readonly log: Logger
  /** The home's device of that address; undefined for the neighbour's. */
  deviceAt(address: string): HomeDevice | undefined
  heard(device: string, rssi: number | undefined): void
  take(origin: Origin, decoded: Decoded): void
  stateChanged(): void
}

/** Listens for the home's devices, takes what they advertise, and connects to those that have more to say. */
export interface HomeCollector {
  /** The home's devices are others now: connections to those that are not are ended. */
  devicesChanged(): void
  /** Resolves when the last connection has ended. */
  close(): Promise<void>
}

interface Visit {
  readonly stop: AbortController
  readonly ended: Promise<void>
}

/** A connection on which nothing has been said for so long is ended, to spare the device's battery. */
const IDLE: Milliseconds = 15 * 60_000

export function homeCollector(options: HomeCollectorOptions): HomeCollector {
  const { radio, clock, log } = options
  const heardBefore = repeats()
  const visits = new Map<string, Visit>()
  const history = new Map<string, Visits>()
  const warned = new Set<string>()
  /** The last advertisement of each source that could not be understood: it too comes many times over. */
  const misunderstood = new Map<string, Buffer>()

  function sighting(sighted: Sighting): void {
    const home = options.deviceAt(sighted.address)
    if (home === undefined) return
    options.heard(home.device, sighted.rssi)
    takeAdvertised(home, sighted)
    if ((home.profile.subscribe ?? []).length === 0 || visits.has(sighted.address)) return
    const past = history.get(sighted.address)
    if (past !== undefined && performance.now() < past.notBefore) return
    const stop = new AbortController()
    visits.set(sighted.address, { stop, ended: visit(sighted.address, home, stop) })
  }

  function takeAdvertised({ device, profile }: HomeDevice, { serviceData, manufacturerData }: Sighting): void {
    for (const [uuid, bytes] of Object.entries(serviceData)) {
      if (profile.serviceData?.[uuid] === undefined) continue
      takeNew({ device, source: `service-data ${uuid}`, bytes }, decodeServiceData(uuid, bytes, profile))
    }
    for (const [company, bytes] of Object.entries(manufacturerData)) {
      if (profile.manufacturerData?.[company] === undefined) continue
      takeNew({ device, source: `manufacturer ${company}`, bytes }, decodeManufacturerData(company, bytes, profile))
    }
  }

  /** An advertisement comes many times over: only what is new in it is taken. */
  function takeNew(origin: Origin, decoded: Decoded): void {
    if ('error' in decoded) {
      const key = `${origin.device} ${origin.source}`
      if (misunderstood.get(key)?.equals(origin.bytes) === true) return
      misunderstood.set(key, Buffer.from(origin.bytes))
      return options.take(origin, decoded)
    }
    const isNew = (item: DecodedItem): boolean => heardBefore.isNew(origin.device, item, clock.now())
    const items = decoded.items.filter(isNew)
    if (items.length > 0) options.take(origin, { items })
  }

  async function visit(address: string, { device, profile }: HomeDevice, stop: AbortController): Promise<void> {
    let frames = 0
    let idle = setTimeout(() => stop.abort(), IDLE)
    const onFrame = ({ characteristic, bytes }: RadioFrame): void => {
      frames += 1
      clearTimeout(idle)
      idle = setTimeout(() => stop.abort(), IDLE)
      options.heard(device, undefined)
      options.take({ device, source: characteristic, bytes }, decodeCharacteristic(characteristic, bytes, profile))
    }
    const outcome = await radio.collect(address, profile.subscribe ?? [], onFrame, stop.signal)
    clearTimeout(idle)
    visits.delete(address)
    report(device, outcome, frames)
    history.set(address, nextVisit(history.get(address), { outcome, frames }, performance.now()))
  }

  function report(device: string, outcome: CollectOutcome, frames: number): void {
    log.debug({ device, outcome, frames }, 'connection over')
    if (outcome !== 'nothing-to-collect' || warned.has(device)) return
    warned.add(device)
    log.warn({ device }, 'the device has nothing of what its profile asks for')
  }

  const unwatch = radio.watch({ sighting, state: () => options.stateChanged() })
  return {
    devicesChanged() {
      for (const [address, { stop }] of visits) if (options.deviceAt(address) === undefined) stop.abort()
    },
    async close() {
      unwatch()
      for (const { stop } of visits.values()) stop.abort()
      await Promise.all([...visits.values()].map(({ ended }) => ended))
    },
  }
}
