import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const FILE = 'access-log.set-aside'

/** Looks that cannot be read, or at which the log stumbles, as they stand in the journal: kept for a human. */
export function setAside(dataDir: string, lines: readonly string[]): void {
  if (lines.length === 0) return
  appendFileSync(join(dataDir, FILE), lines.map((line) => `${line}\n`).join(''), { mode: 0o600, flush: true })
}

/** @returns how many there are */
export function readSetAside(dataDir: string): number {
  const path = join(dataDir, FILE)
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0
}
