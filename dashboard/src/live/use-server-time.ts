import type { Milliseconds } from '@kotisilta/contract'
import { useSyncExternalStore } from 'react'
import { everyHalfSecond, lastBeat } from './half-seconds.ts'
import { useLiveStore } from './live-provider.tsx'
import { serverTime } from './server-clock.ts'

/**
 * The server's time, counted on between ticks, rounded down to a whole `step`; renders again when it has passed.
 * Before the first tick it is the machine's own, for there is no other.
 */
export function useServerTime(step: Milliseconds = 1_000): Milliseconds {
  const store = useLiveStore()
  return useSyncExternalStore(everyHalfSecond, () => {
    const { clock } = store.read().feed
    const { wall, monotonic } = lastBeat()
    const now = clock === undefined ? wall : serverTime(clock, monotonic)
    return Math.floor(now / step) * step
  })
}
