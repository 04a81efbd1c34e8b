import { setTimeout as delay } from 'node:timers/promises'
import { KotisiltaError } from '@kotisilta/contract'
import type { Subscription } from '@kotisilta/device-profiles'
import type { Logger } from 'pino'
import type { CollectOutcome, Radio, RadioFrame, RadioTalk } from '../radio.ts'
import { macOf } from './bluez-sighting.ts'
import { gattVisit, type Subscribed } from './gatt-visit.ts'
import type { ObjectMirror } from './object-mirror.ts'
import type { SystemBus } from './system-bus.ts'
import type { BlueZTiming } from './timing.ts'

export interface DeviceVisitsOptions {
  /** `hci0` */
  readonly adapter: string
  /** `/org/bluez/hci0` */
  readonly path: string
  readonly mirror: ObjectMirror
  bus(): SystemBus | undefined
  readonly timing: BlueZTiming
  readonly log: Logger
  /** A value has come from the device of that path. */
  heard(devicePath: string): void
}

/** The connections to devices that are under way. */
export interface DeviceVisits {
  /** As in Radio, for a radio that is listening. */
  collect: Radio['collect']
  /** Does something that has the adapter to itself while it connects. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
  /** Something about the device at that path is now otherwise; `gone`: it is no longer there. */
  changed(path: string, gone: boolean): void
  /** Nothing of what lies below a connection is there any longer. */
  endAll(): void
  /** Resolves when none is under way. */
  settled(): Promise<void>
}

interface Visit {
  readonly over: AbortController
  /** Called at each change of the device. */
  look(): void
  wasConnected: boolean
}

/** How long BlueZ may take to say that a device is disconnected. */
const LETTING_GO = 2_000

export function deviceVisits({ adapter, path, mirror, bus, timing, log, heard }: DeviceVisitsOptions): DeviceVisits {
  const visits = new Map<string, Visit>()
  const underWay = new Set<Promise<CollectOutcome>>()
  /** Adapters connect to one device at a time. */
  let turn: Promise<unknown> = Promise.resolve()

  async function run(
    devicePath: string,
    visit: Visit,
    mac: string,
    subscriptions: readonly Subscription[],
    onFrame: (frame: RadioFrame) => void,
    signal: AbortSignal,
    talk: RadioTalk,
  ): Promise<CollectOutcome> {
    const stop = (): void => visit.over.abort()
    signal.addEventListener('abort', stop)
    const over = visit.over.signal
    const ended = new Promise<void>((resolve) => over.addEventListener('abort', () => resolve()))
    let stood: Subscribed | undefined
    try {
      stood = await inTurn(() =>
        gattVisit({
          adapter,
          mac,
          subscriptions,
          onFrame(frame) {
            if (over.aborted) return
            heard(devicePath)
            onFrame(frame)
          },
          talk,
          over,
          servicesResolved: () => resolved(devicePath, visit),
          patience: timing.visit,
        }),
      )
      if (stood.subscribed === 0) return 'nothing-to-collect'
      await ended
      return signal.aborted ? 'stopped' : 'ended'
    } catch (error) {
      log.debug({ mac, reason: error instanceof Error ? error.message : String(error) }, 'device not reached')
      if (signal.aborted) return 'stopped'
      return error instanceof KotisiltaError && error.code === 'step-failed' ? 'step-failed' : 'not-reached'
    } finally {
      signal.removeEventListener('abort', stop)
      visit.over.abort()
      stood?.close()
      await letGo(devicePath)
      visits.delete(devicePath)
    }
  }

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work)
    turn = mine.catch(() => {})
    return mine
  }

  function resolved(devicePath: string, visit: Visit): Promise<void> {
    return new Promise((resolve) => {
      visit.look = () => {
        if (mirror.device(devicePath)?.ServicesResolved === true) resolve()
      }
      visit.look()
    })
  }

  /** Disconnects, also what is still connecting, and waits for BlueZ to say so: what it says later is about the next visit. */
  async function letGo(devicePath: string): Promise<void> {
    const open = bus()
    if (open === undefined || mirror.device(devicePath) === undefined) return
    const call = { to: 'org.bluez', path: devicePath, interface: 'org.bluez.Device1', member: 'Disconnect' }
    await open.call(call).catch(() => {})
    const deadline = performance.now() + LETTING_GO
    while (mirror.device(devicePath)?.Connected === true && open.isOpen && performance.now() < deadline) await delay(5)
  }

  return {
    collect(address, subscriptions, onFrame, signal, talk = {}) {
      if (signal.aborted) return Promise.resolve('stopped')
      const mac = macOf(address)
      const devicePath = `${path}/dev_${mac.replaceAll(':', '_')}`
      const known = mirror.device(devicePath)
      if (known === undefined || visits.has(devicePath)) return Promise.resolve('not-reached')
      const visit: Visit = { over: new AbortController(), look: () => {}, wasConnected: known.Connected === true }
      visits.set(devicePath, visit)
      const running = run(devicePath, visit, mac, subscriptions, onFrame, signal, talk)
      underWay.add(running)
      return running.finally(() => underWay.delete(running))
    },
    inTurn,
    changed(devicePath, gone) {
      const visit = visits.get(devicePath)
      if (visit === undefined) return
      const connected = mirror.device(devicePath)?.Connected === true
      if (gone || (visit.wasConnected && !connected)) visit.over.abort()
      visit.wasConnected = connected
      visit.look()
    },
    endAll() {
      for (const { over } of visits.values()) over.abort()
    },
    async settled() {
      await Promise.all(underWay)
    },
  }
}
