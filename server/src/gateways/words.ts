import type { Milliseconds } from '@kotisilta/contract'
import type { GatewayWord } from '../detection/index.ts'

/** Fewer are told one by one, whatever share they are. */
const MANY = 10
const LONG: Milliseconds = 2 * 60_000

/**
 * What is to be told of gateways that come and go. When more of them are lost than are there, it is not the homes: after a
 * restart nobody is connected yet, or the network in front of the server is gone. Then nobody is told, home by home, that
 * theirs is lost, until most are back; that so many are is a trouble of its own.
 */
export class GatewayWords {
  readonly #online = new Set<string>()
  /** Lost, and not told yet. */
  readonly #lost = new Map<string, GatewayWord>()
  #came: GatewayWord[] = []
  #mostLostSince: Milliseconds | undefined
  readonly #deaf = new Set<string>()

  /** @param known of before a restart, with when each was last heard */
  constructor(known: readonly { gateway: string; lastHeard: number }[]) {
    for (const { gateway, lastHeard } of known) this.#lost.set(gateway, { gateway, online: false, at: lastHeard })
  }

  connected(gateway: string, at: number): void {
    this.#online.add(gateway)
    this.#lost.delete(gateway)
    this.#came.push({ gateway, online: true, at })
  }

  disconnected(gateway: string, at: number): void {
    this.#online.delete(gateway)
    this.#lost.set(gateway, { gateway, online: false, at })
  }

  /** How its radio is: told when it becomes otherwise. */
  radio(gateway: string, isDeaf: boolean, at: number): void {
    if (this.#deaf.has(gateway) === isDeaf) return
    if (isDeaf) this.#deaf.add(gateway)
    else this.#deaf.delete(gateway)
    this.#came.push({ gateway, of: 'radio', online: !isDeaf, at })
  }

  /** Whether so many are lost that it cannot be the homes. */
  areMostLost(): boolean {
    return this.#lost.size >= MANY && this.#lost.size > this.#online.size
  }

  /** Whether they have been for so long that somebody has to know: a restart is not worth it. */
  areMostLostForLong(now: Milliseconds): boolean {
    return this.#mostLostSince !== undefined && now - this.#mostLostSince >= LONG
  }

  /** What is to be told now. */
  take(now: Milliseconds): GatewayWord[] {
    const words = this.#came
    this.#came = []
    const areMostLost = this.areMostLost()
    this.#mostLostSince = areMostLost ? (this.#mostLostSince ?? now) : undefined
    if (areMostLost) return words
    words.push(...this.#lost.values())
    this.#lost.clear()
    return words
  }
}
