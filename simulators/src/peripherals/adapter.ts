import type { Variant } from 'dbus-next'
import type { Air, DeviceDescription } from '../air/air.ts'
import { fullUuid } from '../air/full-uuid.ts'
import { AdapterFaults } from './adapter-faults.ts'
import type { Agents } from './agents.ts'
import { bluezError } from './bluez-error.ts'
import { DeviceObject } from './device-object.ts'
import { ExportedInterface } from './exported-interface.ts'
import type { ObjectServer } from './object-server.ts'
import { type Ear, Peripheral } from './peripheral.ts'
import type { Timing } from './timing.ts'

type Filter = Readonly<Record<string, Variant>>

/** A Bluetooth adapter and the devices in its reach; on D-Bus, `org.bluez.Adapter1`. Outlives restarts of BlueZ. */
export class Adapter implements Air, Ear {
  /** `hci0` */
  readonly name: string
  readonly path: string
  /** What can go wrong with it. */
  readonly faults = new AdapterFaults()
  readonly #timing: Timing
  readonly #exported: ExportedInterface
  readonly #peripherals = new Set<Peripheral>()
  readonly #known = new Map<Peripheral, DeviceObject>()
  /** Who is discovering, by bus name. */
  readonly #sessions = new Set<string>()
  readonly #filters = new Map<string, Filter>()
  #server: ObjectServer | undefined
  #agents: Agents | undefined

  constructor(index: number, timing: Timing) {
    this.name = `hci${index}`
    this.path = `/org/bluez/${this.name}`
    this.#timing = timing
    this.#exported = this.#adapterInterface(index)
  }

  get powered(): boolean {
    return this.#server !== undefined && this.#exported.get('Powered') === true
  }

  get discovering(): boolean {
    return this.#sessions.size > 0
  }

  addDevice(description: DeviceDescription): Peripheral {
    const peripheral = new Peripheral(description, this, this.#timing.advertise)
    this.#peripherals.add(peripheral)
    return peripheral
  }

  /** Off: every connection and the discovery end. As if somebody had switched it, or the kernel had reset it. */
  setPowered(on: boolean): void {
    if (on) this.faults.done('power-cycle')
    else this.#stopEverything()
    this.#exported.set({ Powered: on })
  }

  /** The next `times` calls of StartDiscovery are refused with InProgress, as a hung controller refuses them. */
  failNextDiscoveries(times: number): void {
    this.faults.failNextDiscoveries(times)
  }

  /** Somebody pulls it out; BlueZ shows it no longer. */
  unplug(): void {
    if (this.#server === undefined) return
    this.#stopEverything()
    for (const device of this.#known.values()) device.dispose()
    this.#known.clear()
    this.#server.remove(this.path)
  }

  /** It is there again, and as after a boot not powered. */
  plug(): void {
    this.#exported.set({ Powered: false })
    this.#server?.add(this.path, [this.#exported])
  }

  /** BlueZ has started: nothing is known yet, and the adapter is powered. */
  attach(server: ObjectServer, agents: Agents): void {
    this.#server = server
    this.#agents = agents
    this.faults.done('restart')
    this.#exported.set({ Powered: true })
    server.add(this.path, [this.#exported])
  }

  /** BlueZ has ended, and every connection with it. */
  detach(): void {
    this.#stopEverything()
    for (const device of this.#known.values()) device.dispose()
    this.#known.clear()
    this.#server = undefined
  }

  /** No device advertises any longer. */
  silence(): void {
    for (const peripheral of this.#peripherals) peripheral.sleep()
    this.#peripherals.clear()
  }

  /** A program has left the bus: its discovery and its subscriptions end. */
  callerGone(caller: string): void {
    if (this.#filters.delete(caller)) this.faults.done('new-caller')
    if (this.#sessions.has(caller)) this.#stopDiscovery(caller)
    for (const device of this.#known.values()) device.callerGone(caller)
  }

  heard(peripheral: Peripheral): void {
    if (this.#server === undefined || !this.powered || this.faults.isDeaf || !this.#wanted(peripheral)) return
    const device = this.#known.get(peripheral)
    if (device === undefined) this.#known.set(peripheral, new DeviceObject(peripheral, this.#host(this.#server)))
    else if (!device.connected) device.heard(this.#everyOne())
  }

  lost(peripheral: Peripheral): void {
    this.#known.get(peripheral)?.unlink()
  }

  gone(peripheral: Peripheral): void {
    this.#known.get(peripheral)?.dispose()
    this.#known.delete(peripheral)
  }

  sent(peripheral: Peripheral, characteristic: string, bytes: Uint8Array): void {
    this.#known.get(peripheral)?.sent(characteristic, bytes)
  }

  #host(server: ObjectServer) {
    return {
      path: this.path,
      server,
      timing: this.#timing,
      ask: async (caller: string, device: DeviceObject) => this.#agents?.ask(caller, device.path, device.peripheral),
      powered: () => this.powered,
      forget: (device: DeviceObject) => this.gone(device.peripheral),
    }
  }

  /** Whether somebody who is discovering wants to hear of this device. */
  #wanted(peripheral: Peripheral): boolean {
    const offered = peripheral.description.services.map((service) => fullUuid(service.uuid))
    return [...this.#sessions].some((caller) => {
      const wanted = this.#filters.get(caller)?.UUIDs?.value as string[] | undefined
      return wanted === undefined || wanted.length === 0 || wanted.some((uuid) => offered.includes(fullUuid(uuid)))
    })
  }

  /** Whether data are announced with each advertisement, and not only when they change. */
  #everyOne(): boolean {
    return [...this.#sessions].some((caller) => this.#filters.get(caller)?.DuplicateData?.value === true)
  }

  #stopEverything(): void {
    for (const device of this.#known.values()) device.unlink()
    for (const caller of [...this.#sessions]) this.#stopDiscovery(caller)
  }

  #startDiscovery(caller: string): void {
    if (!this.powered) throw bluezError('NotReady')
    this.faults.beforeDiscovery()
    if (this.#sessions.has(caller)) throw bluezError('InProgress')
    this.#sessions.add(caller)
    if (this.#exported.get('Discovering') !== true) this.#exported.set({ Discovering: true })
  }

  #stopDiscovery(caller: string): void {
    if (!this.#sessions.delete(caller)) throw bluezError('Failed', 'No discovery started')
    if (this.discovering) return
    this.#exported.set({ Discovering: false })
    this.faults.done('new-discovery')
    for (const device of this.#known.values()) device.unheard()
  }

  #removeDevice(path: unknown): void {
    const device = [...this.#known.values()].find((each) => each.path === path)
    if (device === undefined) throw bluezError('DoesNotExist')
    this.gone(device.peripheral)
  }

  #adapterInterface(index: number): ExportedInterface {
    const shape = {
      name: 'org.bluez.Adapter1',
      properties: {
        Address: { signature: 's' },
        AddressType: { signature: 's' },
        Name: { signature: 's' },
        Alias: { signature: 's', write: (value: unknown) => this.#exported.set({ Alias: value }) },
        Powered: {
          signature: 'b',
          write: (value: unknown) => {
            if (value === true) this.faults.beforePowerOn()
            this.setPowered(value === true)
          },
        },
        Discovering: { signature: 'b' },
        UUIDs: { signature: 'as' },
      },
      methods: {
        StartDiscovery: { in: [], call: (_: readonly unknown[], caller: string) => this.#startDiscovery(caller) },
        StopDiscovery: { in: [], call: (_: readonly unknown[], caller: string) => this.#stopDiscovery(caller) },
        SetDiscoveryFilter: {
          in: ['a{sv}'],
          call: ([filter]: readonly unknown[], caller: string) => {
            this.#filters.set(caller, filter as Filter)
            if (Object.keys(filter as Filter).length === 0) this.faults.done('new-filter')
          },
        },
        GetDiscoveryFilters: { in: [], out: 'as', call: () => ['UUIDs', 'RSSI', 'Transport', 'DuplicateData'] },
        RemoveDevice: { in: ['o'], call: ([path]: readonly unknown[]) => this.#removeDevice(path) },
      },
    }
    return new ExportedInterface(shape, {
      Address: `02:4B:53:00:00:${index.toString(16).padStart(2, '0').toUpperCase()}`,
      AddressType: 'public',
      Name: `kotisilta-${index}`,
      Alias: `kotisilta-${index}`,
      Powered: true,
      Discovering: false,
      UUIDs: [],
    })
  }
}
