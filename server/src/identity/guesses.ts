import { BY_ACCOUNT, BY_ADDRESS, GuessDelays } from './guess-delays.ts'
import type { Refused } from './outcome.ts'

/** Counts wrong guesses by account and by address. Only signing in, and proving oneself anew, ever asks it. */
export interface Guesses {
  /**
   * Refuses a guess that comes too early, or counts it as wrong until it has turned out right: many guesses at the same
   * moment are no more than the same number one after the other. `slowed`: from this one on guesses have to wait.
   */
  begin(account: string | undefined, address: string, now: number): Refused | { slowed: boolean }
  /** The address only gets this one back: a right answer of one's own must not buy guesses at others. */
  right(account: string | undefined, address: string): void
}

export function countGuesses(): Guesses {
  const byAccount = new GuessDelays(BY_ACCOUNT)
  const byAddress = new GuessDelays(BY_ADDRESS)
  return {
    begin(account, address, now) {
      const wait = Math.max(account === undefined ? 0 : byAccount.wait(account, now), byAddress.wait(address, now))
      if (wait > 0) return { refused: 'too-many-requests', wait }
      const atAddress = byAddress.wrong(address, now)
      const atAccount = account === undefined ? 0 : byAccount.wrong(account, now)
      return { slowed: atAccount === BY_ACCOUNT.free || atAddress === BY_ADDRESS.free }
    },
    right(account, address) {
      if (account !== undefined) byAccount.right(account)
      byAddress.pardon(address)
    },
  }
}
