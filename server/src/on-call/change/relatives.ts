import type { Kysely } from 'kysely'
import type { Database } from '../../database/schema.ts'

/** A relative can be asked to go and look, or not any more: by their own word, whatever the client has agreed to. */
export async function answerCalls(
  query: Kysely<Database>,
  agreed: boolean,
  { by: account, now: since }: { by: string; now: number },
): Promise<void> {
  if (!agreed) await query.deleteFrom('answering_relative').where('account', '=', account).execute()
  else
    await query
      .insertInto('answering_relative')
      .values({ account, since })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}
