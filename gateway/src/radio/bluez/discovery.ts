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
  /** How long to wait for the next look if nothing happens. */
  pause(): Milliseconds
  /** Somebody was heard. */
  heard(): void
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
  let heardAt = performance.now()
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

  async function switchOn(): Promise<void> {
    const now = performance.now()
    offSince ??= now
    startedAt = undefined
    // After a boot an adapter may be off, and is switched on at once. Later somebody may have had a reason.
    if (wasOn && now - offSince < timing.powerOn) return
    offSince = now
    const body = [ADAPTER, 'Powered', new Variant('b', true)]
    await tolerant(adapterCall('Set', { interface: 'org.freedesktop.DBus.Properties', signature: 'ssv', body }))
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
    startedAt = heardAt = performance.now()
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
      const now = performance.now()
      // BlueZ announces that it is discovering a moment after it has said yes.
      const discovering = mirror.adapter.Discovering === true || now - startedAt < timing.call
      if (discovering && now - heardAt < timing.deaf) return 'listening'
      await tolerant(adapterCall('StopDiscovery'))
      return start()
    },
    pause: () => (refusals === 0 ? timing.look : Math.max(0, tryAt - performance.now())),
    heard() {
      heardAt = performance.now()
    },
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
