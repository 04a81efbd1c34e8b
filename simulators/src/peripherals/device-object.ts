import { setTimeout as delay } from 'node:timers/promises'
import { bluezError } from './bluez-error.ts'
import { advertised, deviceInterface } from './device-interface.ts'
import type { ExportedInterface } from './exported-interface.ts'
import { type GattObject, gattObjects } from './gatt-objects.ts'
import type { ObjectServer } from './object-server.ts'
import type { Peripheral } from './peripheral.ts'
import type { Timing } from './timing.ts'

/** What a device object needs from its adapter. */
export interface DeviceHost {
  path: string
  server: ObjectServer
  timing: Timing
  powered(): boolean
  /** Asks whoever wants to bond what the device needs. Rejects with what Pair is refused with. */
  ask(caller: string, device: DeviceObject): Promise<void>
  /** Nobody needs the object any longer. */
  forget(device: DeviceObject): void
}

/** A device as BlueZ shows it on D-Bus while it knows of it: `org.bluez.Device1`, and its services below. */
export class DeviceObject {
  readonly path: string
  readonly peripheral: Peripheral
  readonly #host: DeviceHost
  readonly #exported: ExportedInterface
  /** Subscribers of each characteristic, by bus name. */
  readonly #notifying = new Map<string, Set<string>>()
  #gatt: GattObject[] = []
  #forgetting: NodeJS.Timeout | undefined
  #connecting: AbortController | undefined
  #pairing: PromiseWithResolvers<never> | undefined

  constructor(peripheral: Peripheral, host: DeviceHost) {
    this.peripheral = peripheral
    this.#host = host
    this.path = `${host.path}/dev_${peripheral.description.address.toUpperCase().replaceAll(':', '_')}`
    this.#exported = deviceInterface(peripheral, host.path, {
      connect: () => this.#connect(),
      disconnect: () => this.#disconnect(),
      pair: (caller) => this.#pair(caller),
      cancelPairing: () => this.#cancelPairing(),
    })
    host.server.add(this.path, [this.#exported])
    this.#expire()
  }

  get connected(): boolean {
    return this.#exported.get('Connected') === true
  }

  /** An advertisement came in. */
  heard(everyOne: boolean): void {
    const { rssi, serviceData, manufacturerData } = advertised(this.peripheral)
    const again = (name: string, value: object): object | undefined =>
      everyOne || !sameBytes(this.#exported.get(name), value) ? { [name]: value } : undefined
    this.#exported.set({
      RSSI: rssi,
      ...again('ServiceData', serviceData),
      ...again('ManufacturerData', manufacturerData),
    })
    this.#expire()
  }

  /** Discovery has ended: how strongly it is heard is no longer known. */
  unheard(): void {
    this.#exported.set({ RSSI: undefined })
  }

  /** A notification or indication came in. */
  sent(characteristic: string, bytes: Uint8Array): void {
    const object = this.#gatt.find((each) => each.characteristic === characteristic)
    object?.exported.set({ Value: Buffer.from(bytes) })
  }

  /** The link is gone, whoever ended it. */
  unlink(): void {
    this.#connecting?.abort()
    if (!this.connected) return
    this.#notifying.clear()
    this.peripheral.unsubscribe()
    for (const { exported, characteristic } of this.#gatt) {
      if (characteristic !== undefined && exported.get('Notifying') === true) exported.set({ Notifying: false })
    }
    this.#exported.set({ Connected: false, ServicesResolved: false })
    this.#expire()
  }

  /** A program has left the bus: its subscriptions end, the link stays. */
  callerGone(caller: string): void {
    for (const [characteristic, callers] of this.#notifying) {
      if (callers.has(caller)) this.#stopNotify(characteristic, caller)
    }
  }

  dispose(): void {
    this.unlink()
    clearTimeout(this.#forgetting)
    this.#host.server.remove(this.path)
  }

  #expire(): void {
    clearTimeout(this.#forgetting)
    this.#forgetting = setTimeout(() => {
      const needed = this.connected || this.#connecting !== undefined || this.#exported.get('Paired') === true
      if (!needed) this.#host.forget(this)
    }, this.#host.timing.forget)
    this.#forgetting.unref()
  }

  async #connect(): Promise<void> {
    if (this.connected) return
    if (!this.#host.powered()) throw bluezError('NotReady')
    if (this.#connecting !== undefined) throw bluezError('InProgress')
    const attempt = new AbortController()
    this.#connecting = attempt
    try {
      await this.#reach(attempt.signal)
    } finally {
      this.#connecting = undefined
      this.#expire()
    }
    this.#exported.set({ Connected: true })
    setTimeout(() => this.#resolveServices(), this.#host.timing.resolve)
  }

  /** Waits for the device to be heard, and for the link to stand. */
  async #reach(signal: AbortSignal): Promise<void> {
    const { connect, connectTimeout } = this.#host.timing
    for (let waited = 0; !this.peripheral.awake && waited < connectTimeout && !signal.aborted; waited += 20) {
      await delay(20)
    }
    await delay(connect)
    if (signal.aborted || !this.peripheral.awake || this.peripheral.takeConnectFailure()) {
      throw bluezError('Failed', 'le-connection-abort-by-local')
    }
  }

  #resolveServices(): void {
    if (!this.connected) return
    if (this.#gatt.length === 0) {
      this.#gatt = gattObjects(this.path, this.peripheral, {
        connected: () => this.connected,
        trusted: () => this.peripheral.description.bonded !== true || this.#exported.get('Paired') === true,
        startNotify: (characteristic, caller) => this.#startNotify(characteristic, caller),
        stopNotify: (characteristic, caller) => this.#stopNotify(characteristic, caller),
      })
      for (const { path, exported } of this.#gatt) this.#host.server.add(path, [exported])
    }
    this.#exported.set({ ServicesResolved: true })
  }

  #startNotify(characteristic: string, caller: string): void {
    const callers = this.#notifying.get(characteristic) ?? new Set()
    if (callers.has(caller)) throw bluezError('InProgress')
    this.#notifying.set(characteristic, callers.add(caller))
    this.#characteristic(characteristic)?.set({ Notifying: true })
    this.peripheral.subscribe(characteristic)
  }

  #stopNotify(characteristic: string, caller: string): void {
    const callers = this.#notifying.get(characteristic)
    if (callers?.delete(caller) !== true) throw bluezError('Failed', 'No notify session started')
    if (callers.size > 0) return
    this.#notifying.delete(characteristic)
    this.peripheral.unsubscribe(characteristic)
    this.#characteristic(characteristic)?.set({ Notifying: false })
  }

  #characteristic(characteristic: string): ExportedInterface | undefined {
    return this.#gatt.find((each) => each.characteristic === characteristic)?.exported
  }

  #disconnect(): void {
    if (!this.connected && this.#connecting === undefined) throw bluezError('NotConnected')
    this.unlink()
  }

  #cancelPairing(): void {
    if (this.#pairing === undefined) throw bluezError('DoesNotExist')
    this.#pairing.reject(bluezError('AuthenticationCanceled'))
  }

  async #pair(caller: string): Promise<void> {
    if (this.#exported.get('Paired') === true) throw bluezError('AlreadyExists')
    if (this.#pairing !== undefined) throw bluezError('InProgress')
    const cancelled = Promise.withResolvers<never>()
    this.#pairing = cancelled
    try {
      await Promise.race([this.#connect().then(() => this.#host.ask(caller, this)), cancelled.promise])
    } finally {
      this.#pairing = undefined
    }
    if (!this.peripheral.takeBond()) throw bluezError('AuthenticationFailed')
    this.#exported.set({ Paired: true, Bonded: true })
  }
}

const sameBytes = (before: unknown, after: unknown): boolean => JSON.stringify(before) === JSON.stringify(after)
