import type { Milliseconds } from '@kotisilta/contract'

/** Whoever floods us with the same fault fills the counters, not the log. */
export class OncePer {
  readonly #seen = new Map<string, Milliseconds>()
  readonly #span: Milliseconds

  constructor(span: Milliseconds) {
    this.#span = span
  }

  /** Whether `key` has been seen within the span. Times are the caller's. */
  seen(key: string, now: Milliseconds): boolean {
    const last = this.#seen.get(key)
    return last !== undefined && now - last < this.#span
  }

  /** Whether `key` has not been seen within the span; it has been from now on. */
  first(key: string, now: Milliseconds): boolean {
    if (this.seen(key, now)) return false
    if (this.#seen.size > 10_000) this.#seen.clear()
    this.#seen.set(key, now)
    return true
  }
}
