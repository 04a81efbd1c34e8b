import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isoTime, isoTimeSchema, type Milliseconds } from '@kotisilta/contract'
import { z } from 'zod'

const FILE = 'last-backup.json'
const lastBackupSchema = z.object({
  at: isoTimeSchema,
  /** Why it failed; null: it went well. */
  code: z.string().nullable(),
  /** When one last went well; null: never. */
  good: isoTimeSchema.nullable(),
})
export type LastBackup = z.infer<typeof lastBackupSchema>

/** How the last backup of a data folder went; undefined: none was ever tried from here. */
export function readLastBackup(dataDir: string): LastBackup | undefined {
  let text: string
  try {
    text = readFileSync(join(dataDir, FILE), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  return lastBackupSchema.parse(JSON.parse(text))
}

/** For the server, which is another process: it tells whoever can mend it. @param code why it failed; null: it went well */
export function noteBackup(dataDir: string, code: string | null, now: Milliseconds): void {
  const at = isoTime(now)
  const good = code === null ? at : (readLastBackup(dataDir)?.good ?? null)
  const path = join(dataDir, FILE)
  writeFileSync(`${path}.new`, JSON.stringify({ at, code, good } satisfies LastBackup), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
