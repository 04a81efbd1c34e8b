import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isoTime, isoTimeSchema, type Milliseconds } from '@kotisilta/contract'
import type { Logger } from 'pino'
import { z } from 'zod'
import { databaseFile } from './open.ts'

/** How the last look through the database went; of the machine's own time. Not in backups: a restored one is another database. */
export const CHECK_FILE = 'database-check.json'

const checkSchema = z.object({
  /** Of which file: one that was restored is another. */
  file: z.string(),
  /** When the whole of it was last looked through; null: never. */
  at: isoTimeSchema.nullable(),
  damage: z.object({ since: isoTimeSchema, detail: z.string() }).nullable(),
})
type Check = z.infer<typeof checkSchema>

/** Whether SQLite has met a page that is none of its own. */
export const isDamage = (error: unknown): boolean =>
  /^SQLITE_(CORRUPT|NOTADB)/.test(String((error as { code?: unknown } | undefined)?.code))

/** What is known of damage in the server's own database, over restarts too. */
export interface DatabaseDamage {
  /** What was found, in SQLite's words; undefined: nothing is known to be wrong. */
  known(): string | undefined
  /** When the whole of it was last looked through. */
  checkedAt(): Milliseconds | undefined
  /** Somebody has met it while reading or writing. */
  met(detail: string): void
  /** The whole of it was looked through. @param detail undefined: it is whole */
  checked(detail: string | undefined): void
}

export function databaseDamage(dataDir: string, log: Logger, now: () => Milliseconds = Date.now): DatabaseDamage {
  const file = join(dataDir, CHECK_FILE)
  const { ino, birthtimeMs } = statSync(databaseFile(dataDir))
  const which = `${ino} ${birthtimeMs}`
  let check: Check = readCheck(file, which) ?? { file: which, at: null, damage: null }

  function keep(changes: Partial<Check>): void {
    check = { ...check, ...changes }
    try {
      writeFileSync(`${file}.new`, JSON.stringify(check), { mode: 0o600 })
      renameSync(`${file}.new`, file)
    } catch {
      // It is known as long as the server runs, and is found again after that.
    }
  }
  function damaged(detail: string): Check['damage'] {
    if (check.damage === null) log.error({ code: 'database-damaged', detail }, 'the database is not whole')
    return check.damage ?? { since: isoTime(now()), detail: detail.slice(0, 200) }
  }

  return {
    known: () => check.damage?.detail,
    checkedAt: () => (check.at === null ? undefined : Date.parse(check.at)),
    met(detail) {
      if (check.damage === null) keep({ damage: damaged(detail) })
    },
    checked(detail) {
      keep({ at: isoTime(now()), damage: detail === undefined ? null : damaged(detail) })
    },
  }
}

/** What cannot be read, or is about another file, says nothing. */
function readCheck(file: string, which: string): Check | undefined {
  try {
    const check = checkSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    return check.file === which ? check : undefined
  } catch {
    return undefined
  }
}
