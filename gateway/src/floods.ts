import type { Logger } from 'pino'

/** More names than a home has devices. */
const REMEMBERED = 200

/** Counts what devices say that say too much, since the start. */
export interface Floods {
  /** A message of the device was held back. */
  add(device: string): void
  count(): number
}

export function floodsOf({ log, changed }: { readonly log: Logger; changed(): void }): Floods {
  const known = new Set<string>()
  let count = 0
  return {
    add(device) {
      count += 1
      // One line for each device, not one for each message.
      if (!known.has(device) && known.size < REMEMBERED) {
        known.add(device)
        log.warn({ device }, 'a device says too much and is held back')
      }
      changed()
    },
    count: () => count,
  }
}
