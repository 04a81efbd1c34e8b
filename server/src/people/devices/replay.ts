import type { Work } from '../../commit/work.ts'
import type { PeoplePorts } from '../ports.ts'

/** Things in quarantine that one change may let in; what is beyond waits for the button. */
const MOST = 5_000

/** Lets in what waits in quarantine from these devices and belongs to somebody now, with its own time. @returns how many */
export async function replayDevices(
  { query, ingest }: PeoplePorts,
  devices: readonly string[],
  work: Work,
): Promise<number> {
  if (devices.length === 0) return 0
  // Who is who has just changed.
  ingest.lookAround(work.now)
  const waiting = await query
    .selectFrom('quarantine')
    .select('id')
    .where('device', 'in', [...devices])
    .where('code', 'in', ['device-unknown', 'device-unassigned'])
    .where('replayed_at', 'is', null)
    .orderBy('at')
    .limit(MOST)
    .execute()
  let replayed = 0
  for (const { id } of waiting) if ((await ingest.replay(id, work)) === 'replayed') replayed++
  return replayed
}
