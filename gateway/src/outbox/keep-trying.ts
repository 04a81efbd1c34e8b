import { setTimeout as delay } from 'node:timers/promises'
import { KotisiltaError, type Milliseconds } from '@kotisilta/contract'
import type { GroupCommit } from './group-commit.ts'

export interface KeepTryingOptions {
  readonly every: Milliseconds
  /** Most additions that are held in memory; further ones are refused. */
  readonly most: number
  /** Ends the trying; what is still held is refused. */
  readonly signal: AbortSignal
}

/**
 * Holds in memory, for a while, what the disk did not take: for sources that, unlike a device with a queue of its own,
 * do not send it again.
 */
export function keepTrying(commit: GroupCommit, { every, most, signal }: KeepTryingOptions): GroupCommit {
  let held = 0
  return {
    async add(entries) {
      for (;;) {
        try {
          return await commit.add(entries)
        } catch (error) {
          const passing = error instanceof KotisiltaError && ['store-full', 'store-failed'].includes(error.code)
          if (!passing || held >= most || signal.aborted) throw error
          held += 1
          await delay(every, undefined, { signal, ref: false }).catch(() => {})
          held -= 1
        }
      }
    },
  }
}
