import type { Clock, Milliseconds } from '@kotisilta/contract'
import type { Committer } from '../commit/committer.ts'
import type { AliveTestReader } from './reader.ts'
import { dueAttempt, type TestWindow } from './schedule.ts'

const LOOK_MS: Milliseconds = 5_000
/** Homes whose turn it is are looked for more seldom: that goes over all of them. */
const HOMES_MS: Milliseconds = 60_000
/** At once: a night has time for all. */
const AT_ONCE = 50

/** Asks each home for its test alarm when its turn has come, and ends what takes too long. @returns how to end it */
export function startAliveTests(
  { committer, reader, clock }: { committer: Committer; reader: AliveTestReader; clock: Clock },
  window: TestWindow | undefined,
): () => void {
  const attempt = (command: Parameters<Committer['run']>[0]) => void committer.run(command).catch(() => {})
  let looked = Number.NEGATIVE_INFINITY

  function look(): void {
    const now = clock.now()
    if (reader.isUnderWay()) attempt({ type: 'alive-test', action: 'end-overdue', at: Date.now() })
    if (window === undefined || Math.abs(now - looked) < HOMES_MS) return
    looked = now
    const due = reader.homes(now).flatMap(({ last, ...home }) => {
      const which = dueAttempt(home.home, last, window, now)
      return which === undefined ? [] : [{ ...home, attempt: which }]
    })
    for (const home of due.slice(0, AT_ONCE)) attempt({ type: 'alive-test', action: 'ask', ...home })
  }

  const looking = setInterval(look, LOOK_MS)
  return () => clearInterval(looking)
}
