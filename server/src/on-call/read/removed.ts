import { isoTime, type OnCallSettings } from '@kotisilta/contract'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../../database/schema.ts'

const SHOWN = 20

/** Schedules and policies whose newest change took them away, the last first, by the name that they had. */
export async function removedRotas(query: Kysely<Database>): Promise<OnCallSettings['removed']> {
  const rows = await query
    .selectFrom('on_call_change as gone')
    .leftJoin('staff', 'staff.id', 'gone.by')
    .select(['gone.what', 'gone.subject', 'gone.at', 'gone.reason', 'staff.name as who'])
    .select(
      sql<string | null>`(select json_extract(body, '$.name') from on_call_change before where before.what = gone.what
        and before.subject = gone.subject and before.body is not null order by version desc limit 1)`.as('name'),
    )
    .where('gone.body', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('on_call_change as later')
            .select('later.version')
            .whereRef('later.what', '=', 'gone.what')
            .whereRef('later.subject', '=', 'gone.subject')
            .whereRef('later.version', '>', 'gone.version'),
        ),
      ),
    )
    .orderBy('gone.at', 'desc')
    .limit(SHOWN)
    .execute()
  return rows.map(({ what, subject: id, at, reason, who, name }) => ({
    what: what as 'schedule' | 'policy',
    id,
    name: name ?? id,
    at: isoTime(at),
    by: who,
    reason,
  }))
}
