import { setTimeout as delay } from 'node:timers/promises'
import { Variant } from 'dbus-next'
import { fullUuid } from '../air/uuid.ts'
import { bluezError } from './bluez-error.ts'
import { ExportedInterface } from './exported-interface.ts'
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

  constructor(peripheral: Peripheral, host: DeviceHost) {
    this.peripheral = peripheral
    this.#host = host
    this.path = `${host.path}/dev_${peripheral.description.address.toUpperCase().replaceAll(':', '_')}`
    this.#exported = this.#deviceInterface()
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

  #deviceInterface(): ExportedInterface {
    const { address, addressType = 'random', name, services } = this.peripheral.description
    const { rssi, serviceData, manufacturerData } = advertised(this.peripheral)
    const shape = {
      name: 'org.bluez.Device1',
      properties: {
        Address: { signature: 's' },
        AddressType: { signature: 's' },
        Name: { signature: 's' },
        Alias: { signature: 's', write: (value: unknown) => this.#exported.set({ Alias: value }) },
        Adapter: { signature: 'o' },
        RSSI: { signature: 'n' },
        UUIDs: { signature: 'as' },
        ServiceData: { signature: 'a{sv}' },
        ManufacturerData: { signature: 'a{qv}' },
        Paired: { signature: 'b' },
        Bonded: { signature: 'b' },
        Trusted: { signature: 'b', write: (value: unknown) => this.#exported.set({ Trusted: value }) },
        Blocked: { signature: 'b' },
        LegacyPairing: { signature: 'b' },
        Connected: { signature: 'b' },
        ServicesResolved: { signature: 'b' },
      },
      methods: {
        Connect: { in: [], call: () => this.#connect() },
        Disconnect: {
          in: [],
          call: () => {
            if (!this.connected && this.#connecting === undefined) throw bluezError('NotConnected')
            this.unlink()
          },
        },
        Pair: { in: [], call: () => this.#pair() },
        CancelPairing: {
          in: [],
          call: () => {
            throw bluezError('DoesNotExist')
          },
        },
      },
    }
    return new ExportedInterface(shape, {
      Address: address.toUpperCase(),
      AddressType: addressType,
      Name: name,
      Alias: name ?? address.toUpperCase().replaceAll(':', '-'),
      Adapter: this.#host.path,
      RSSI: rssi,
      UUIDs: services.map((service) => fullUuid(service.uuid)),
      ServiceData: serviceData,
      ManufacturerData: manufacturerData,
      Paired: false,
      Bonded: false,
      Trusted: false,
      Blocked: false,
      LegacyPairing: false,
      Connected: false,
      ServicesResolved: false,
    })
  }

  async #pair(): Promise<void> {
    if (this.#exported.get('Paired') === true) throw bluezError('AlreadyExists')
    await this.#connect()
    this.#exported.set({ Paired: true, Bonded: true })
  }
}

const bytes = (value: Uint8Array): Variant => new Variant('ay', Buffer.from(value))

/** What a device advertises, in the form in which D-Bus carries it. */
function advertised({ advertisement: { rssi, serviceData, manufacturerData } }: Peripheral) {
  const inForm = (data: Record<string, Uint8Array>, key: (name: string) => string) =>
    Object.fromEntries(Object.entries(data).map(([name, value]) => [key(name), bytes(value)]))
  return {
    rssi,
    serviceData: inForm(serviceData, fullUuid),
    manufacturerData: inForm(manufacturerData, (company) => company),
  }
}

const sameBytes = (before: unknown, after: unknown): boolean => JSON.stringify(before) === JSON.stringify(after)
