import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Milliseconds } from '@kotisilta/contract'
import { type Finding, fault, ok } from './finding.ts'

const HOUR = 60 * 60 * 1000
const OLD = 26 * HOUR

/** Whether the newest backup is younger than a day (and two hours, for a timer that is late). */
export function backupFindings(folder: string | undefined, now: Milliseconds): Finding[] {
  if (folder === undefined) return []
  const times = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.age'))
        .map((name) => statSync(join(folder, name)).mtimeMs)
    : []
  const remedy = `Make one now and see that the timer runs: docs/operations.md, "Backups".`
  if (times.length === 0) return [fault('backups', `there is none in ${folder}`, remedy)]
  const hours = Math.round((now - Math.max(...times)) / HOUR)
  const says = `${times.length}, the newest ${hours} hours old`
  return [hours * HOUR > OLD ? fault('backups', says, remedy) : ok('backups', says)]
}
