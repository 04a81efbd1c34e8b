import { type Clock, KotisiltaError, type Milliseconds } from '@kotisilta/contract'
import { memoryOutbox } from '../outbox/memory-outbox.ts'
import type { Outbox, OutboxEntry } from '../outbox/outbox.ts'

/** A device that is not told within this that its call has arrived calls again. */
const PATIENCE: Milliseconds = 30_000

/** The way of alarms that the disk does not take. */
export interface Express {
  readonly outbox: Outbox
  /** Resolves when the server has them all; rejects when that takes too long, though they stay on their way. */
  add(entries: readonly OutboxEntry[]): Promise<void>
}

/** @param appended something is to be sent */
export function express(clock: Clock, appended: () => void): Express {
  const waiting = new Map<string, () => void>()
  const outbox = memoryOutbox(clock.now(), (body) => {
    waiting.get(body)?.()
    waiting.delete(body)
  })

  function arrival(body: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const late = (): void => reject(new KotisiltaError('store-failed', 'neither the disk nor the server has taken it'))
    const timer = setTimeout(late, PATIENCE)
    timer.unref()
    waiting.set(body, resolve)
    return promise.finally(() => clearTimeout(timer))
  }

  return {
    outbox,
    async add(entries) {
      outbox.append(entries)
      const all = Promise.all(entries.map(({ body }) => arrival(body)))
      appended()
      await all
    },
  }
}
