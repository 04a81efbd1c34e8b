import type { KotisiltaError, Milliseconds } from '@kotisilta/contract'
import type { Logger } from 'pino'
import type { DiskState } from './refuge.ts'
import { storeError } from './store-error.ts'

/** A disk that has taken nothing for so long does not take anything any more. */
const PATIENCE: Milliseconds = 60_000

export interface DiskWatchOptions {
  /** The disk could not be written at the start, and is not asked any more. */
  readonly inMemory: boolean
  readonly log: Logger
  changed(): void
  /** The gateway cannot go on: begun anew, it sets a damaged file aside, and works in memory where the disk takes nothing. */
  failed?(error: KotisiltaError): void
}

/** What the disk has said of itself, and what follows from it. */
export interface DiskWatch {
  state(): DiskState
  is(now: DiskState, error?: KotisiltaError): void
  /** It did not take something. */
  failed(thrown: unknown): void
}

export function diskWatch({ inMemory, log, changed, failed }: DiskWatchOptions): DiskWatch {
  let state: DiskState = inMemory ? 'memory' : 'ok'
  let failingSince = Number.POSITIVE_INFINITY
  const complained = new Set<string>()

  function is(now: DiskState, error?: KotisiltaError): void {
    if (now !== 'failing') failingSince = Number.POSITIVE_INFINITY
    else if (error !== undefined && performance.now() - failingSince > PATIENCE) failed?.(error)
    else failingSince = Math.min(failingSince, performance.now())
    if (state === now || inMemory) return
    state = now
    changed()
  }

  return {
    state: () => state,
    is,
    failed(thrown) {
      const error = storeError(thrown)
      if (!complained.has(error.code))
        log.error({ code: error.code, reason: error.message }, 'the disk does not take it')
      complained.add(error.code)
      if (error.code === 'store-damaged') failed?.(error)
      is(error.code === 'store-full' ? 'full' : 'failing', error)
    },
  }
}
