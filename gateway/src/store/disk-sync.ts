import { closeSync, fdatasync, openSync } from 'node:fs'
import { promisify } from 'node:util'

const sync = promisify(fdatasync)

/** Brings a file from the page cache to the disk, without anybody waiting for it but whoever asks. */
export interface DiskSync {
  /** Resolves when what was written before this call is on the disk. Rejects when the disk does not take it. */
  synced(): Promise<void>
  close(): void
}

/**
 * A sync of an SD card may take seconds, in which nothing else may stand still: so it is done beside the event loop, and what is asked
 * for while one runs shares the next one.
 *
 * @param path exists from the first `synced` on
 * @param flush for tests: as slow or as faulty as a card
 */
export function diskSync(path: string, flush: (descriptor: number) => Promise<void> = sync): DiskSync {
  let descriptor: number | undefined
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined

  async function run(): Promise<void> {
    descriptor ??= openSync(path, 'r')
    await flush(descriptor)
  }

  function begin(): Promise<void> {
    const mine = run().finally(() => {
      if (running === mine) running = undefined
    })
    running = mine
    return mine
  }

  return {
    synced() {
      if (running === undefined) return begin()
      next ??= running
        .catch(() => {})
        .then(() => {
          next = undefined
          return begin()
        })
      return next
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor)
      descriptor = undefined
    },
  }
}
