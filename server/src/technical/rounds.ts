import type { Channel, Clock } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Committer } from '../commit/committer.ts'
import type { DatabaseDamage } from '../database/damage.ts'
import type { Database } from '../database/schema.ts'
import { houseTroubles } from './house-troubles.ts'
import { readLastBackup } from './last-backup.ts'

/** How late the next step of a technical alert's chain can be. */
const CLIMB_MS = 2_000
/** How late it can be noticed that a channel is down or that a backup failed. */
const LOOK_MS = 10_000

interface Ports {
  query: Kysely<Database>
  committer: Pick<Committer, 'run'>
  clock: Clock
  dataDir: string
  damage: Pick<DatabaseDamage, 'known'>
  log: Logger
}

/** What is done about machines because time has passed. @returns how to end */
export function startTechnicalRounds({ query, committer, clock, dataDir, damage, log }: Ports): () => void {
  async function look(): Promise<void> {
    const down = await query
      .selectFrom('channel_health')
      .select('channel')
      .where('down_since', 'is not', null)
      .execute()
    const channels = down.map(({ channel }) => channel as Channel)
    const found = houseTroubles({ backup: lastBackup(), down: channels, damage: damage.known() }, clock.now())
    await committer.run({ type: 'house-troubles', found, at: Date.now() })
  }

  /** A file that cannot be read says nothing good: as if it had failed. */
  function lastBackup() {
    try {
      return readLastBackup(dataDir)
    } catch (error) {
      log.warn({ code: 'last-backup-unreadable', error: (error as Error).message }, 'how the last backup went')
      return { at: new Date(0).toISOString(), code: 'last-backup-unreadable', good: null }
    }
  }

  // What cannot be committed now is tried again with the next round; the committer's owner hears why.
  const attempt = (work: Promise<unknown>) => void work.catch(() => {})
  attempt(look())
  const rounds = [
    setInterval(() => attempt(committer.run({ type: 'climb-technical' })), CLIMB_MS),
    setInterval(() => attempt(look()), LOOK_MS),
  ]
  return () => {
    for (const round of rounds) clearInterval(round)
  }
}
