import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { CHECK_FILE, REVOCATIONS_FILE } from '@kotisilta/server'
import { DATABASE } from './manifest.ts'

/** What is made anew at each start, or is the database itself, which is copied in its own way. */
const NOT_COPIED = new Set([
  // It is about what a backup cannot know; a copy lies beside the backups.
  REVOCATIONS_FILE,
  // It is about this very file.
  CHECK_FILE,
  DATABASE,
  `${DATABASE}-wal`,
  `${DATABASE}-shm`,
  `${DATABASE}-journal`,
])
const NOT_COPIED_LIKE = /^(server\.lock.*|\..*|restored.*\.json|before-restore-.*|.*\.unfinished|.*\.age)$/

/** Files that lie beside the database (keys, settings), by their name below the folder. */
export function filesBeside(dataDir: string): { name: string; path: string; size: number }[] {
  const entries = readdirSync(dataDir, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      return { name: path.slice(join(dataDir, '/').length), path, size: statSync(path).size }
    })
    .filter(({ name }) => !NOT_COPIED.has(name) && !NOT_COPIED_LIKE.test(name.split('/')[0] as string))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}
