import type { Clock, Milliseconds } from '@kotisilta/contract'
import type { Committer } from '../commit/committer.ts'
import type { InstallationTestReader } from './reader.ts'

const LOOK: Milliseconds = 1_000

/** Ends installation tests whose time is over, also those that nobody was there to end. @returns how to stop looking */
export function startInstallationTests({
  clock,
  committer,
  reader,
}: {
  readonly clock: Clock
  readonly committer: Committer
  readonly reader: InstallationTestReader
}): () => void {
  const looking = setInterval(() => {
    if (!reader.isOverdue(clock.now())) return
    committer.run({ type: 'installation-test', action: 'end-overdue' }).catch(() => {})
  }, LOOK)
  return () => clearInterval(looking)
}
