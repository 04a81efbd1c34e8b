import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Database as Sqlite } from 'better-sqlite3'
import { type Revocation, revocationSchema } from './revocation.ts'

/** One line each, only ever added to. */
export const REVOCATIONS_FILE = 'revocations.ndjson'

/**
 * Written down before the transaction in which it is done commits: if that fails, a restore takes away once more what
 * is still there, which is the safe side.
 */
export function noteRevocations(sqlite: Sqlite, revocations: readonly Revocation[]): void {
  if (revocations.length === 0 || sqlite.memory) return
  const lines = revocations.map((revocation) => `${JSON.stringify(revocation)}\n`).join('')
  appendFileSync(join(dirname(sqlite.name), REVOCATIONS_FILE), lines, { mode: 0o600, flush: true })
}

/** What a folder, or a copy kept elsewhere, remembers, oldest first. `unreadable`: lines that are none (a torn last one). */
export function readRevocations(file: string): { revocations: Revocation[]; unreadable: number } {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  const revocations: Revocation[] = []
  let unreadable = 0
  for (const line of lines) {
    if (line.trim() === '') continue
    const parsed = revocationSchema.safeParse(jsonOf(line))
    if (parsed.success) revocations.push(parsed.data)
    else unreadable++
  }
  return { revocations: revocations.sort((a, b) => a.at - b.at), unreadable }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
