import { copyFileSync, existsSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { KotisiltaError, type Milliseconds } from '@kotisilta/contract'
import { openStore, type Store } from './store.ts'

/** Memory that looks like a disk, on every Linux. */
const IN_MEMORY = '/dev/shm'

/** How the gateway's disk is. `memory`: it cannot be written, and what comes is kept in memory until the power goes. */
export type DiskState = 'ok' | 'full' | 'failing' | 'memory'

/**
 * Opens the gateway's file, or a copy of it in memory where the disk cannot be written: a worn card makes itself read-only, and a home
 * that is still heard is worth more than a gateway that says why it does not start.
 *
 * @throws KotisiltaError what `openStore` throws, other than `store-failed`
 */
export function openSomewhere(path: string, now: Milliseconds): { readonly store: Store; readonly inMemory: boolean } {
  try {
    return { store: openStore(path, now), inMemory: false }
  } catch (error) {
    if (!(error instanceof KotisiltaError && error.code === 'store-failed') || !existsSync(IN_MEMORY)) throw error
    const folder = mkdtempSync(join(IN_MEMORY, 'kotisilta-gateway-'))
    const copy = join(folder, 'gateway.sqlite')
    for (const suffix of ['', '-wal']) if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix)
    return { store: openStore(copy, now), inMemory: true }
  }
}
