import { bluezError } from './bluez-error.ts'

/** What brings an adapter out of a fault. Each includes those after it: what a new discovery heals, a restart heals too. */
export const CURES = ['new-discovery', 'new-filter', 'power-cycle', 'new-caller', 'restart'] as const
export type Cure = (typeof CURES)[number]

/** What is wrong with an adapter, until it is cured. */
export class AdapterFaults {
  #deafUntil: Cure | undefined
  #inProgressUntil: Cure | undefined
  #refusals = 0
  #powerRefusals = 0

  /** Discovery goes on as if all were well, and nobody is heard: as a controller whose firmware hangs. */
  deafen(until: Cure): void {
    this.#deafUntil = until
  }

  /** StartDiscovery is refused with InProgress though nobody discovers. */
  stick(until: Cure): void {
    this.#inProgressUntil = until
  }

  failNextDiscoveries(times: number): void {
    this.#refusals = times
  }

  /** The next `times` attempts to switch it on are refused, as by a radio switch. */
  refusePower(times: number): void {
    this.#powerRefusals = times
  }

  get isDeaf(): boolean {
    return this.#deafUntil !== undefined
  }

  /** Something was done. */
  done(what: Cure): void {
    const heals = (cure: Cure | undefined): boolean => cure !== undefined && CURES.indexOf(cure) <= CURES.indexOf(what)
    if (heals(this.#deafUntil)) this.#deafUntil = undefined
    if (heals(this.#inProgressUntil)) this.#inProgressUntil = undefined
  }

  /** Throws what StartDiscovery is refused with. */
  beforeDiscovery(): void {
    if (this.#inProgressUntil !== undefined) throw bluezError('InProgress')
    if (this.#refusals === 0) return
    this.#refusals -= 1
    throw bluezError('InProgress')
  }

  /** Throws what switching on is refused with. */
  beforePowerOn(): void {
    if (this.#powerRefusals === 0) return
    this.#powerRefusals -= 1
    throw bluezError('Failed', 'Blocked through rfkill')
  }
}
