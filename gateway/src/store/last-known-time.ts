import type { Milliseconds } from '@kotisilta/contract'
import { metaOf } from './meta.ts'
import type { Store } from './store.ts'

/** When the time was last known: what a machine without a battery for its clock goes on from. */
export interface LastKnownTime {
  read(): Milliseconds
  write(now: Milliseconds): void
}

/** @param writeFailed told when the disk does not let us: a start goes on from an earlier moment then */
export function lastKnownTimeIn(store: Store, writeFailed: (error: unknown) => void): LastKnownTime {
  const meta = metaOf(store.database)
  return {
    read: () => Number(meta.read('time') ?? 0) || 0,
    write(now) {
      try {
        meta.write('time', String(now))
      } catch (error) {
        writeFailed(error)
      }
    },
  }
}
