import type { Clock, Milliseconds } from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'
import type { Logger } from 'pino'
import type { Committer } from '../commit/committer.ts'

const EVERY_MS: Milliseconds = 60_000
/** The disk, and the answer of whoever watches. */
const PATIENCE_MS: Milliseconds = 10_000
/** A step of a chain that is so much overdue is not climbing. */
const OVERDUE_MS: Milliseconds = 30_000

export interface DeadMansSwitchPorts {
  url: string
  committer: Pick<Committer, 'run'>
  sqlite: SqliteDatabase.Database
  clock: Clock
  log: Logger
}

/**
 * Tells somebody outside once a minute that all is well: that something has just been committed, and that no alert has
 * stopped climbing. Silence is the alarm: it also comes from a machine that has no power. @returns how to end it
 */
export function startDeadMansSwitch(
  { url, committer, sqlite, clock, log }: DeadMansSwitchPorts,
  every: Milliseconds = EVERY_MS,
): () => void {
  const overdue = sqlite.prepare('select count(*) from escalation where due < ?').pluck()

  async function isWell(): Promise<boolean> {
    let timer: ReturnType<typeof setTimeout> | undefined
    const tooLate = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), PATIENCE_MS)
    })
    const works = committer.run({ type: 'probe' }).then(async () => {
      await committer.run({ type: 'climb' })
      return overdue.get(clock.now() - OVERDUE_MS) === 0
    })
    const well = await Promise.race([works.catch(() => false), tooLate])
    clearTimeout(timer)
    return well
  }

  async function call(): Promise<void> {
    if (!(await isWell())) {
      log.error({ code: 'not-well' }, 'whoever watches from outside is not told that all is well')
      return
    }
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'error' })
    await response.body?.cancel()
    if (!response.ok) throw new Error(`status ${response.status}`)
  }

  const calling = () =>
    void call().catch((error: Error) =>
      log.warn({ code: 'watcher-unreachable', error: error.message }, 'nobody outside hears'),
    )
  calling()
  const calls = setInterval(calling, every)
  return () => clearInterval(calls)
}
