import type { Clock } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Committer } from '../commit/committer.ts'
import type { Database } from '../database/schema.ts'
import type { GatewayPresence } from '../gateways/presence.ts'
import type { PatientReader } from '../patients/reader.ts'
import { reviewsDue, technicalWork } from './found.ts'

/** How late a broken promise can be told. */
const PROMISES_MS = 2_000
const FOUND_MS = 60_000

interface Ports {
  query: Kysely<Database>
  read: { clock: Clock; presence: GatewayPresence; patients: PatientReader }
  committer: Pick<Committer, 'run'>
}

/** What the worklist does because time has passed. @returns how to end */
export function startWorkRounds({ query, read, committer }: Ports): () => void {
  const { clock, presence, patients } = read
  const started = clock.now()

  async function lookRound(): Promise<void> {
    const now = clock.now()
    const technical = await technicalWork({ query, presence, homes: patients.homes }, now, started)
    const found = [...(await reviewsDue(query, now)), ...technical]
    await committer.run({ type: 'worklist', change: 'found', kinds: ['plan-review', 'technical'], found })
  }

  // What cannot be committed now is tried again with the next round; the committer's owner hears why.
  const rounds = [
    setInterval(() => void committer.run({ type: 'worklist', change: 'promises-due' }).catch(() => {}), PROMISES_MS),
    setInterval(() => void lookRound().catch(() => {}), FOUND_MS),
  ]
  return () => {
    for (const round of rounds) clearInterval(round)
  }
}
