import { statfsSync } from 'node:fs'
import type { Trouble } from '@kotisilta/contract'

/** With less room than this the next batch may not fit, though a small write still might. */
const RESERVE_BYTES = 1 << 20

/** Whether readings can be stored, as far as is known: from commits that failed, and from the room on the disk. */
export class StorageHealth {
  readonly #dataDir: string
  #failed: Trouble | undefined
  #low = false

  constructor(dataDir: string) {
    this.#dataDir = dataDir
  }

  /** @returns whether this is news */
  failed(code: Trouble): boolean {
    const news = this.#failed === undefined
    this.#failed = code
    return news
  }

  /** A commit that held items proves it; one without does only if there is room. @returns whether this is news */
  committed(items: number): boolean {
    if (this.#failed === undefined || (items === 0 && this.hasNoRoom())) return false
    this.#failed = undefined
    return true
  }

  /** Looks at the disk. */
  hasNoRoom(): boolean {
    const { bavail, bsize } = statfsSync(this.#dataDir)
    this.#low = bavail * bsize < RESERVE_BYTES
    return this.#low
  }

  troubles(): Trouble[] {
    if (this.#failed !== undefined) return [this.#failed]
    return this.#low ? ['storage-full'] : []
  }
}
