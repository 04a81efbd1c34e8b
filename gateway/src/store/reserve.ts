import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs'

/** Enough for SQLite's log and what it rearranges while it makes room. */
const BYTES = 2 * 1024 * 1024

/** Room that is kept for the day on which the disk is full: without any, not even what is given up could be deleted. */
export interface Reserve {
  /** Gives the room back; false if there is none. */
  use(): boolean
  /** Takes it again, where the disk has it. */
  restore(): void
}

export function reserveAt(path: string): Reserve {
  const restore = (): void => {
    try {
      if (!existsSync(path) || statSync(path).size < BYTES) writeFileSync(path, Buffer.alloc(BYTES), { mode: 0o600 })
    } catch {
      // Half a reserve would only take the room away from what it is for.
      rmSync(path, { force: true })
    }
  }
  restore()
  return {
    use() {
      if (!existsSync(path)) return false
      rmSync(path, { force: true })
      return true
    },
    restore,
  }
}
