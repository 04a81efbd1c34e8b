import type { Milliseconds } from '@kotisilta/contract'
import type { Logger } from 'pino'
import { type GatewayClock, gatewayClock, type TimeSource } from './collect/gateway-clock.ts'
import { correctTimes, lastNumber } from './outbox/correct-times.ts'
import { lastKnownTimeIn } from './store/last-known-time.ts'
import type { Store } from './store/store.ts'

export interface KeepTimeOptions {
  readonly source: TimeSource
  readonly store: Store
  readonly log: Logger
  storeFailed(error: unknown): void
  changed(): void
}

/** How often it is looked whether the time has become known, and how often it is written down that it is. */
const LOOK: Milliseconds = 5_000
const WRITE: Milliseconds = 15 * 60_000

/** The gateway's time over its starts: written down while it is known, and put right in what waits when it becomes so. */
export function keepTime({
  source,
  store,
  log,
  storeFailed,
  changed,
}: KeepTimeOptions): GatewayClock & { close(): void } {
  const last = lastKnownTimeIn(store, storeFailed)
  const before = lastNumber(store)
  const clock = gatewayClock({
    source,
    floor: last.read(),
    stepped(by, becameKnown) {
      log.warn({ by, becameKnown }, 'the time was put right')
      if (!becameKnown) return
      try {
        log.info({ corrected: correctTimes(store, before, by) }, 'times put right that were estimated')
      } catch (error) {
        storeFailed(error)
      }
    },
    changed,
  })
  const write = (): void => {
    if (clock.isRight()) last.write(clock.now())
  }
  write()
  const timers = [setInterval(() => clock.now(), LOOK), setInterval(write, WRITE)]
  for (const timer of timers) timer.unref()
  return {
    ...clock,
    close() {
      for (const timer of timers) clearInterval(timer)
      write()
    },
  }
}
