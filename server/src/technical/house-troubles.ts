import type { Channel, HOUSE_PROBLEMS, Milliseconds } from '@kotisilta/contract'
import type { LastBackup } from './last-backup.ts'

/** Something that is wrong with the server itself, as long as it is found. */
export interface HouseTrouble {
  problem: (typeof HOUSE_PROBLEMS)[number]
  channel?: Channel
  detail: string
}

const HOUR: Milliseconds = 3_600_000
/** A day, and two hours for a timer that is late: as `kotisilta doctor` has it. */
const BACKUP_OLD: Milliseconds = 26 * HOUR

/** What is wrong now. @param backup how the last one went; undefined: none was ever made from here, which `doctor` tells */
export function houseTroubles(
  backup: LastBackup | undefined,
  down: readonly Channel[],
  now: Milliseconds,
): HouseTrouble[] {
  const found: HouseTrouble[] = down.map((channel) => ({ problem: 'channel-down', channel, detail: channel }))
  if (backup === undefined) return found
  const { code, good } = backup
  if (code === 'database-damaged') found.push({ problem: 'database-damaged', detail: code })
  const isOld = good === null || now - Date.parse(good) > BACKUP_OLD
  if (code !== null || isOld) found.push({ problem: 'backup-failed', detail: code ?? `the newest is of ${good}` })
  return found
}
