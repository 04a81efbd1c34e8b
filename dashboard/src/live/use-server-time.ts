import type { Milliseconds } from '@kotisilta/contract'
import { useSyncExternalStore } from 'react'
import { useLiveStore } from './live-provider.tsx'
import { serverTime } from './server-clock.ts'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/** One interval for everything on the page that shows time passing. */
function everyHalfSecond(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const each of listeners) each()
  }, 500)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/**
 * The server's time, counted on between ticks, rounded down to a whole `step`; renders again when it has passed.
 * Before the first tick it is the machine's own, for there is no other.
 */
export function useServerTime(step: Milliseconds = 1_000): Milliseconds {
  const store = useLiveStore()
  return useSyncExternalStore(everyHalfSecond, () => {
    const { clock } = store.read().feed
    const now = clock === undefined ? Date.now() : serverTime(clock, performance.now())
    return Math.floor(now / step) * step
  })
}
