import type { Milliseconds } from '@kotisilta/contract'

/** How many wrong guesses cost nothing, and how the waiting grows after them. */
export interface GuessLimit {
  free: number
  first: Milliseconds
  longest: Milliseconds
}

/**
 * By account. Five is a person with cold fingers; with the wait doubling up to fifteen minutes, about a hundred guesses
 * a day are left, the most that NIST SP 800-63B (5.2.2) allows in a row.
 */
export const BY_ACCOUNT: GuessLimit = { free: 5, first: 1_000, longest: 15 * 60_000 }

/** By address. A ward or a whole region may stand behind one. */
export const BY_ADDRESS: GuessLimit = { free: 30, first: 1_000, longest: 5 * 60_000 }

const FORGOTTEN_MS: Milliseconds = 24 * 60 * 60_000
const MOST_KEPT = 20_000

interface Wrong {
  count: number
  last: Milliseconds
}

/**
 * Makes guessing slow: after some wrong answers each further one may come only after a wait that doubles. It refuses and
 * never holds a request, so that guessing ties up nothing; and it knows nothing but names that it is given, so that
 * nothing else is ever slowed down by it.
 */
export class GuessDelays {
  readonly #limit: GuessLimit
  readonly #wrong = new Map<string, Wrong>()

  constructor(limit: GuessLimit) {
    this.#limit = limit
  }

  /** How long `name` has to wait; 0 if it may try. */
  wait(name: string, now: Milliseconds): Milliseconds {
    const wrong = this.#wrong.get(name)
    if (wrong === undefined || wrong.count < this.#limit.free) return 0
    return Math.max(0, wrong.last + this.#delay(wrong.count) - now)
  }

  /** @returns how many wrong guesses there have been in a row */
  wrong(name: string, now: Milliseconds): number {
    const before = this.#wrong.get(name)
    const count = before === undefined || now - before.last > FORGOTTEN_MS ? 1 : before.count + 1
    this.#wrong.delete(name)
    this.#wrong.set(name, { count, last: now })
    if (this.#wrong.size > MOST_KEPT) this.#wrong.delete(this.#wrong.keys().next().value as string)
    return count
  }

  right(name: string): void {
    this.#wrong.delete(name)
  }

  /** Takes one wrong guess back. */
  pardon(name: string): void {
    const wrong = this.#wrong.get(name)
    if (wrong !== undefined) wrong.count -= 1
  }

  #delay(count: number): Milliseconds {
    const { first, free, longest } = this.#limit
    return Math.min(longest, first * 2 ** (count - free))
  }
}
