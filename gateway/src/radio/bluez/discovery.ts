import { KotisiltaError, type Milliseconds } from '@kotisilta/contract'
import { Variant } from 'dbus-next'
import { retryDelay } from '../../uplink/retry.ts'
import type { RadioState } from '../radio.ts'
import type { ObjectMirror } from './object-mirror.ts'
import type { BusCall, SystemBus } from './system-bus.ts'
import type { BlueZTiming } from './timing.ts'

const BLUEZ = 'org.bluez'
const ADAPTER = 'org.bluez.Adapter1'

/** Keeps one adapter listening. */
export interface Discovery {
  /**
   * Looks at what is the case and does the next thing towards listening.
   * @returns how the radio is
   * @throws KotisiltaError `no-answer` if Bluetooth does not answer
   */
  look(): Promise<RadioState>
  /** Listens anew at the next look; with a filter that is made anew too, if `clear`. */
  restart(clear: boolean): Promise<void>
  /** Switches the adapter off; the next look switches it on. */
  switchOff(): Promise<void>
  /** How long to wait for the next look if nothing happens. */
  pause(): Milliseconds
}

/**
 * One look does at most one thing, and is repeated: so it gets along with whatever has happened in between.
 *
 * @param owner the unique bus name of the Bluetooth service; undefined while there is none
 */
export function discovery(
  bus: SystemBus,
  path: string,
  mirror: ObjectMirror,
  owner: () => string | undefined,
  timing: BlueZTiming,
): Discovery {
  let loadedFrom: string | undefined
  let startedAt: number | undefined
  let wasOn = false
  let offSince: number | undefined
  let refusals = 0
  let tryAt = 0

  const adapterCall = (member: string, more: Partial<BusCall> = {}): Promise<unknown> =>
    bus.call({ to: BLUEZ, path, interface: ADAPTER, member, ...more })

  async function load(from: string): Promise<void> {
    const manager = 'org.freedesktop.DBus.ObjectManager'
    mirror.load(await bus.call({ to: BLUEZ, path: '/', interface: manager, member: 'GetManagedObjects' }))
    loadedFrom = from
    startedAt = undefined
    wasOn = false
  }

  const setPowered = (on: boolean): Promise<void> => {
    const body = [ADAPTER, 'Powered', new Variant('b', on)]
    return tolerant(adapterCall('Set', { interface: 'org.freedesktop.DBus.Properties', signature: 'ssv', body }))
  }

  async function switchOn(): Promise<void> {
    const now = performance.now()
    offSince ??= now
    startedAt = undefined
    // After a boot an adapter may be off, and is switched on at once. Later somebody may have had a reason.
    if (wasOn && now - offSince < timing.powerOn) return
    offSince = now
    await setPowered(true)
  }

  async function start(): Promise<RadioState> {
    startedAt = undefined
    if (performance.now() < tryAt) return 'not-discovering'
    try {
      // Low Energy only, and every advertisement: a scale says the same each morning.
      const filter = { Transport: new Variant('s', 'le'), DuplicateData: new Variant('b', true) }
      await adapterCall('SetDiscoveryFilter', { signature: 'a{sv}', body: [filter] })
      await adapterCall('StartDiscovery')
    } catch (error) {
      if (!(error instanceof KotisiltaError) || error.code === 'no-answer') throw error
      // A discovery that hangs from before can only be ended.
      if (error.code === 'org.bluez.Error.InProgress') await tolerant(adapterCall('StopDiscovery'))
      tryAt = performance.now() + retryDelay(refusals, timing.retryFirst, timing.retryMost, Math.random())
      refusals += 1
      return 'not-discovering'
    }
    refusals = 0
    startedAt = performance.now()
    return 'listening'
  }

  return {
    async look() {
      const present = owner()
      if (present === undefined) {
        loadedFrom = undefined
        mirror.load({})
        return 'no-bluetooth'
      }
      if (loadedFrom !== present) await load(present)
      if (mirror.adapter === undefined) return 'no-adapter'
      if (mirror.adapter.Powered !== true) {
        await switchOn()
        return 'adapter-off'
      }
      offSince = undefined
      wasOn = true
      if (startedAt === undefined) return start()
      // BlueZ announces that it is discovering a moment after it has said yes.
      if (mirror.adapter.Discovering === true || performance.now() - startedAt < timing.call) return 'listening'
      await tolerant(adapterCall('StopDiscovery'))
      return start()
    },
    async restart(clear) {
      await tolerant(adapterCall('StopDiscovery'))
      if (clear) await tolerant(adapterCall('SetDiscoveryFilter', { signature: 'a{sv}', body: [{}] }))
      startedAt = undefined
    },
    async switchOff() {
      await setPowered(false)
      startedAt = undefined
      wasOn = false
    },
    pause: () => (refusals === 0 ? timing.look : Math.max(0, tryAt - performance.now())),
  }
}

/** What BlueZ refuses here shows at the next look. */
async function tolerant(call: Promise<unknown>): Promise<void> {
  try {
    await call
  } catch (error) {
    if (!(error instanceof KotisiltaError) || error.code === 'no-answer') throw error
  }
}
