import type { Milliseconds } from '@kotisilta/contract'
import { newToken } from './token.ts'

const MOST_KEPT = 10_000

/**
 * What is half done for a few minutes and may be forgotten: a sign-in that waits for its second factor, a challenge.
 * In memory only: after a restart one begins again.
 */
export class Pending<T> {
  readonly #lasts: Milliseconds
  readonly #kept = new Map<string, { value: T; until: Milliseconds }>()

  constructor(lasts: Milliseconds) {
    this.#lasts = lasts
  }

  /** @returns the token by which it can be had again */
  put(value: T, now: Milliseconds, token: string = newToken()): string {
    this.#kept.delete(token)
    this.#kept.set(token, { value, until: now + this.#lasts })
    if (this.#kept.size > MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value as string)
    return token
  }

  get(token: string | undefined, now: Milliseconds): T | undefined {
    const kept = token === undefined ? undefined : this.#kept.get(token)
    return kept !== undefined && kept.until > now ? kept.value : undefined
  }

  /** The same, and it is gone. */
  take(token: string | undefined, now: Milliseconds): T | undefined {
    const value = this.get(token, now)
    if (token !== undefined) this.#kept.delete(token)
    return value
  }
}
