import { type Clock, isoTime, type Milliseconds } from '@kotisilta/contract'
import type { Logger } from 'pino'
import { metaOf } from './store/meta.ts'
import type { Store } from './store/store.ts'

/** While the home's devices are tried, the server hears at once how each of them is. */
const TELL: Milliseconds = 3_000
const KEY = 'test-until'

/**
 * The time in which a technician tries the devices of the home. What is a test and what is an alarm the server alone decides: here
 * it only makes the gateway quicker. It ends by itself, over a restart too.
 */
export interface TestMode {
  /** When it ends; undefined: it is not on. */
  until(): string | undefined
  /** @returns whether it is on now */
  set(until: Milliseconds): boolean
  close(): void
}

export function testMode({
  store,
  clock,
  log,
  storeFailed,
  changed,
}: {
  readonly store: Store
  readonly clock: Clock
  readonly log: Pick<Logger, 'info'>
  storeFailed(error: unknown): void
  changed(): void
}): TestMode {
  const meta = metaOf(store.database)
  let until = Number(meta.read(KEY) ?? 0) || 0
  let telling: NodeJS.Timeout | undefined
  const isOn = (): boolean => clock.now() < until

  function watch(): void {
    clearInterval(telling)
    if (!isOn()) return
    telling = setInterval(() => {
      if (!isOn()) {
        clearInterval(telling)
        log.info('the devices are not tried any more')
      }
      changed()
    }, TELL)
    telling.unref()
  }

  watch()
  return {
    until: () => (isOn() ? isoTime(until) : undefined),
    set(next) {
      until = next
      try {
        meta.write(KEY, String(next))
      } catch (error) {
        storeFailed(error)
      }
      log.info({ until: isoTime(next) }, isOn() ? 'the devices are being tried' : 'the devices are not tried any more')
      watch()
      changed()
      return isOn()
    },
    close: () => clearInterval(telling),
  }
}
