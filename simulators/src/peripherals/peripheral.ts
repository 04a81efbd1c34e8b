import type { Milliseconds } from '@kotisilta/contract'
import { shortUuid } from '@kotisilta/device-profiles'
import type { Advertisement, Body, CharacteristicDescription, DeviceDescription } from '../air/air.ts'

/** What an adapter has to hear of the devices round it. */
export interface Ear {
  /** The device advertised. */
  heard(peripheral: Peripheral): void
  /** The device has ended the connection. */
  lost(peripheral: Peripheral): void
  /** The device is out of reach for good. */
  gone(peripheral: Peripheral): void
  /** A subscribed characteristic sent a value. */
  sent(peripheral: Peripheral, characteristic: string, bytes: Uint8Array): void
}

/** A virtual device: its radio, its values, and who has subscribed. It knows nothing of D-Bus. */
export class Peripheral implements Body {
  readonly description: DeviceDescription
  readonly advertisement: Advertisement
  readonly #ear: Ear
  readonly #interval: Milliseconds
  readonly #values = new Map<string, Uint8Array>()
  readonly #subscribed = new Set<string>()
  readonly #onSubscribe: ((characteristic: string) => void)[] = []
  readonly #onWrite: ((characteristic: string, bytes: Uint8Array) => void)[] = []
  #beacon: NodeJS.Timeout | undefined
  #connectFailures = 0
  #refusesBonds = false
  /** The six digits that it shows, if it shows any. */
  passkey = 123_456
  /** What somebody types on it who was told those digits. */
  hands: (shownThere: number) => Promise<number> = async (shownThere) => shownThere
  /** How often somebody has bonded with it. */
  bonds = 0

  constructor(description: DeviceDescription, ear: Ear, interval: Milliseconds) {
    this.description = description
    const { rssi = -60, serviceData = {}, manufacturerData = {} } = description
    this.advertisement = { rssi, serviceData, manufacturerData }
    this.#ear = ear
    this.#interval = interval
    for (const { uuid, value } of this.characteristics()) if (value !== undefined) this.put(uuid, value)
  }

  /** It bonds with nobody, or again with everybody: as a meter does while it is in its pairing mode. */
  refuseBonds(refuses: boolean): void {
    this.#refusesBonds = refuses
  }

  /** Somebody wants to bond. @returns whether it has let them */
  takeBond(): boolean {
    if (this.#refusesBonds) return false
    this.bonds += 1
    return true
  }

  get awake(): boolean {
    return this.#beacon !== undefined
  }

  wake(): void {
    if (this.#beacon !== undefined) return
    this.#beacon = setInterval(() => this.#ear.heard(this), this.#interval)
    this.#beacon.unref()
    this.#ear.heard(this)
  }

  sleep(): void {
    clearInterval(this.#beacon)
    this.#beacon = undefined
    this.#ear.lost(this)
  }

  /** The connection breaks, as when somebody walks out of reach; the device goes on advertising. */
  dropLink(): void {
    this.#ear.lost(this)
  }

  /** Out of reach or out of battery: BlueZ drops the device at once. `wake` brings it back. */
  vanish(): void {
    this.sleep()
    this.#ear.gone(this)
  }

  /** The next `times` attempts to connect fail, as a weak radio link makes them fail. */
  failNextConnects(times: number): void {
    this.#connectFailures = times
  }

  /** Whether this attempt to connect is one that is to fail. */
  takeConnectFailure(): boolean {
    if (this.#connectFailures === 0) return false
    this.#connectFailures -= 1
    return true
  }

  advertise(advertisement: Partial<Advertisement>): void {
    Object.assign(this.advertisement, advertisement)
    if (this.awake) this.#ear.heard(this)
  }

  put(characteristic: string, bytes: Uint8Array): void {
    this.#values.set(shortUuid(characteristic), bytes)
  }

  value(characteristic: string): Uint8Array {
    return this.#values.get(shortUuid(characteristic)) ?? new Uint8Array()
  }

  indicate(characteristic: string, bytes: Uint8Array): boolean {
    const short = shortUuid(characteristic)
    if (!this.#subscribed.has(short)) return false
    this.#ear.sent(this, short, bytes)
    return true
  }

  onSubscribe(listener: (characteristic: string) => void): void {
    this.#onSubscribe.push(listener)
  }

  onWrite(listener: (characteristic: string, bytes: Uint8Array) => void): void {
    this.#onWrite.push(listener)
  }

  subscribe(characteristic: string): void {
    const short = shortUuid(characteristic)
    this.#subscribed.add(short)
    for (const listener of this.#onSubscribe) listener(short)
  }

  unsubscribe(characteristic?: string): void {
    if (characteristic === undefined) this.#subscribed.clear()
    else this.#subscribed.delete(shortUuid(characteristic))
  }

  write(characteristic: string, bytes: Uint8Array): void {
    this.put(characteristic, bytes)
    for (const listener of this.#onWrite) listener(shortUuid(characteristic), bytes)
  }

  characteristics(): CharacteristicDescription[] {
    return this.description.services.flatMap((service) => service.characteristics)
  }
}
