import { Worker } from 'node:worker_threads'
import type { Milliseconds } from '@kotisilta/contract'
import type { Logger } from 'pino'
import type { DatabaseDamage } from './damage.ts'
import type { Looked } from './look-thread.ts'
import { databaseFile } from './open.ts'

const HOUR: Milliseconds = 3_600_000
/** Looked through once a day, and once an hour while something is known to be wrong: perhaps somebody has mended it. */
const EVERY: Milliseconds = 24 * HOUR
const EVERY_DAMAGED: Milliseconds = HOUR
/** A server that has just started has enough to do. */
const FIRST: Milliseconds = 15_000
const TURN: Milliseconds = 60_000

interface Ports {
  dataDir: string
  damage: DatabaseDamage
  log: Logger
}

/** Looks through the whole database once a day, in a thread of its own that gives way to everybody. */
export function startLookRounds(
  { dataDir, damage, log }: Ports,
  { first, turn }: { first: Milliseconds; turn: Milliseconds } = { first: FIRST, turn: TURN },
): { close(): Promise<void> } {
  let thread: Worker | undefined
  let begun = false

  function look(): void {
    if (thread !== undefined || !isDue()) return
    begun = true
    const looking = new Worker(new URL('./look-thread.ts', import.meta.url), {
      workerData: { file: databaseFile(dataDir) },
    })
    thread = looking
    looking.once('message', (looked: Looked) => {
      if ('failed' in looked)
        log.warn({ code: 'database-not-checked', error: looked.failed }, 'no look at the database')
      else damage.checked(looked.damage)
    })
    looking.on('error', (error: Error) =>
      log.warn({ code: 'database-not-checked', error: error.message }, 'no look at the database'),
    )
    looking.once('exit', () => {
      if (thread === looking) thread = undefined
    })
  }

  function isDue(): boolean {
    const at = damage.checkedAt()
    // What was known when the server started may have been mended meanwhile.
    if (at === undefined || (!begun && damage.known() !== undefined)) return true
    return Date.now() - at >= (damage.known() === undefined ? EVERY : EVERY_DAMAGED)
  }

  const soon = setTimeout(look, first)
  const rounds = setInterval(look, turn)
  return {
    async close() {
      clearTimeout(soon)
      clearInterval(rounds)
      await thread?.terminate()
    },
  }
}
