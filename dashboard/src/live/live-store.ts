import { type LiveEvent, type LiveState, live, startLive } from './live-state.ts'

/** Holds the live state outside React, so that each part of the screen renders only for what it shows. */
export interface LiveStore {
  read(): LiveState
  tell(event: LiveEvent): void
  subscribe(listener: () => void): () => void
}

/** `stopwatch` gives milliseconds that only ever grow. */
export function createLiveStore(stopwatch: () => number): LiveStore {
  let state = startLive(stopwatch())
  const listeners = new Set<() => void>()
  return {
    read: () => state,
    tell(event) {
      const next = live(state, event, stopwatch())
      if (next === state) return
      state = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
