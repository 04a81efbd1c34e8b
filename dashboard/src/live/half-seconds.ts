import type { Milliseconds } from '@kotisilta/contract'

/** What the clocks of this machine said at the last beat. `monotonic` is the stopwatch, which nobody can set. */
interface Beat {
  wall: Milliseconds
  monotonic: Milliseconds
}

const EVERY_MS = 500

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let beat: Beat = { wall: 0, monotonic: 0 }

const look = () => {
  beat = { wall: Date.now(), monotonic: performance.now() }
}

/** One interval for everything on the page that shows time passing. */
export function everyHalfSecond(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    look()
    for (const each of listeners) each()
  }, EVERY_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/**
 * The last beat. Between two beats time stands still: what takes long to draw, on a slow tablet or where time is told
 * faster than it passes, would else find another time each time it is done, and never be done.
 */
export function lastBeat(): Beat {
  if (timer === undefined) look()
  return beat
}
