import { isoTime, type Milliseconds } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import type { FoundWork } from './commands.ts'
import { goneWork } from './lifecycle.ts'
import { workStore } from './store.ts'

/** A cause that somebody has said is seen to is not shown again for so long, though it may still be there. */
const RESTS_MS = 24 * 3_600_000

/** What the house has found out, against what stands in the list: new causes are added, those that are over close. */
export async function reconcile(
  query: Kysely<Database>,
  { kinds, found }: { kinds: FoundWork['kind'][]; found: readonly FoundWork[] },
  now: Milliseconds,
): Promise<void> {
  const store = workStore(query)
  const standing = await store.unfinished(kinds)
  const causes = new Set(found.map(({ key }) => key))
  for (const item of standing) {
    const gone = item.key !== null && !causes.has(item.key) ? goneWork(item, isoTime(now)) : undefined
    if (gone !== undefined) await store.save(gone)
  }
  const keys = new Set(standing.map(({ key }) => key))
  const rested = await query
    .selectFrom('work_item')
    .select('key')
    .where('status', '=', 'done')
    .where('kind', 'in', kinds)
    .where('changed_at', '>', now - RESTS_MS)
    .where('body', 'not like', '%"outcome":"gone"%')
    .execute()
  for (const { key } of rested) keys.add(key)
  for (const item of found) if (!keys.has(item.key)) await store.create(item, now)
}
