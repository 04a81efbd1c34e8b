import type { Milliseconds, StateMessage } from '@kotisilta/contract'
import type { HeardGateway } from './state-store.ts'

interface Presence {
  online: boolean
  since: Milliseconds
  lastHeard: Milliseconds
  state?: StateMessage
  dirty: boolean
}

/** Which gateways are there right now, and when each was last heard; what has changed is written down in groups. */
export class GatewayPresence {
  readonly #gateways = new Map<string, Presence>()

  /** @param known what was written down before the restart: nobody is connected yet. */
  constructor(known: readonly { gateway: string; since: Milliseconds; lastHeard: Milliseconds; online: boolean }[]) {
    for (const { gateway, since, lastHeard, online } of known) {
      this.#gateways.set(gateway, { online: false, since: online ? lastHeard : since, lastHeard, dirty: online })
    }
  }

  connected(gateway: string, now: Milliseconds): void {
    this.#change(gateway, now, { online: true, since: now })
  }

  disconnected(gateway: string, now: Milliseconds): void {
    this.#change(gateway, now, { online: false, since: now })
  }

  heard(gateway: string, now: Milliseconds, state?: StateMessage): void {
    this.#change(gateway, now, state === undefined ? {} : { state })
  }

  isOnline = (gateway: string): boolean => this.#gateways.get(gateway)?.online ?? false
  since = (gateway: string): Milliseconds | undefined => this.#gateways.get(gateway)?.since
  lastHeard = (gateway: string): Milliseconds | undefined => this.#gateways.get(gateway)?.lastHeard

  /** Its last own word, since the server started. */
  stateOf = (gateway: string): StateMessage | undefined => this.#gateways.get(gateway)?.state

  /** What has changed since the last call. */
  takeChanges(): HeardGateway[] {
    const changes: HeardGateway[] = []
    for (const [gateway, presence] of this.#gateways) {
      if (!presence.dirty) continue
      presence.dirty = false
      const { online, since, lastHeard, state } = presence
      changes.push({ gateway, online, since, lastHeard, ...(state !== undefined && { body: JSON.stringify(state) }) })
    }
    return changes
  }

  #change(gateway: string, now: Milliseconds, change: Partial<Presence>): void {
    const before = this.#gateways.get(gateway) ?? { online: true, since: now, lastHeard: now, dirty: true }
    this.#gateways.set(gateway, Object.assign(before, change, { lastHeard: now, dirty: true }))
  }
}
