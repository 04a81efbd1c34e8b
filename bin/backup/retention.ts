import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Milliseconds } from '@kotisilta/contract'

const NAMED = /^kotisilta-\d{4}-\d{2}-\d{2}T\d{6}Z\.age$/

/** In the order of their names they are in the order of their time. */
export const backupName = (now: Milliseconds): string =>
  `kotisilta-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '')}Z.age`

/** Removes all but the newest `keep` backups that this program has named; nothing else in the folder is touched. */
export function keepNewest(folder: string, keep: number): string[] {
  const old = readdirSync(folder)
    .filter((name) => NAMED.test(name))
    .sort()
    .slice(0, -keep)
  for (const name of old) rmSync(join(folder, name))
  return old
}
