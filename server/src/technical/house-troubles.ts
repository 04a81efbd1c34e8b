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

/** What is known of the server itself. */
export interface HouseFacts {
  /** How the last one went; undefined: none was ever made from here, which `doctor` tells. */
  backup: LastBackup | undefined
  /** Ways on which nobody is reached. */
  down: readonly Channel[]
  /** What was met that is no page of the database; undefined: nothing. */
  damage: string | undefined
}

/** What is wrong now. */
export function houseTroubles({ backup, down, damage }: HouseFacts, now: Milliseconds): HouseTrouble[] {
  const found: HouseTrouble[] = down.map((channel) => ({ problem: 'channel-down', channel, detail: channel }))
  const met = damage ?? (backup?.code === 'database-damaged' ? backup.code : undefined)
  if (met !== undefined) found.push({ problem: 'database-damaged', detail: met })
  if (backup === undefined) return found
  const { code, good } = backup
  const isOld = good === null || now - Date.parse(good) > BACKUP_OLD
  if (code !== null || isOld) found.push({ problem: 'backup-failed', detail: code ?? `the newest is of ${good}` })
  return found
}
