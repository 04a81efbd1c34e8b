import type { Milliseconds } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../../database/schema.ts'

/** A gateway stands elsewhere from now on; what it heard before belongs to where it stood then. */
export async function moveGateway(
  query: Kysely<Database>,
  gateway: string,
  home: string,
  now: Milliseconds,
): Promise<void> {
  const before = await query.selectFrom('gateway').select('home').where('id', '=', gateway).executeTakeFirstOrThrow()
  if (before.home === home) return
  await query
    .insertInto('gateway_past_home')
    .values({ gateway, home: before.home, until_at: now })
    .onConflict((conflict) => conflict.columns(['gateway', 'until_at']).doNothing())
    .execute()
  await query.updateTable('gateway').set({ home }).where('id', '=', gateway).execute()
}
