import { type DutyNotice, type Milliseconds, newUlid, type Priority } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'

export interface NewNotice {
  /** The same thing is told to nobody twice. */
  key: string
  staff: string
  kind: DutyNotice['kind']
  warning?: string
  schedule?: string
  name: string
  from: Milliseconds
  until: Milliseconds
  about?: string | null
  priority: Priority
}

/**
 * What people on the staff are to be told about duty: shown on their screens, and for whoever carries messages
 * (`sent_at` is theirs to set).
 */
export function noticeStore(query: Kysely<Database>) {
  return {
    async tell(notice: NewNotice, now: Milliseconds): Promise<void> {
      const { from, until, warning = null, schedule = null, about = null, ...rest } = notice
      await query
        .insertInto('duty_notice')
        .values({
          id: newUlid(now),
          ...rest,
          warning,
          schedule,
          about,
          from_at: from,
          until_at: until,
          at: now,
          seen_at: null,
          sent_at: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    /** Shifts that are not to be any more are not announced any more. */
    async onlyComing(keys: ReadonlySet<string>, now: Milliseconds): Promise<void> {
      const rows = await query
        .selectFrom('duty_notice')
        .select(['id', 'key'])
        .where('kind', '=', 'comes-on')
        .where('from_at', '>', now)
        .execute()
      const gone = rows.filter(({ key }) => !keys.has(key)).map(({ id }) => id)
      if (gone.length > 0) await query.deleteFrom('duty_notice').where('id', 'in', gone).execute()
    },

    /** What was wrong is so no more: whoever has not been told of it need not be. */
    async over(warning: string): Promise<void> {
      await query.deleteFrom('duty_notice').where('warning', '=', warning).where('sent_at', 'is', null).execute()
    },

    async seen(id: string, staff: string, now: Milliseconds): Promise<boolean> {
      const { numUpdatedRows } = await query
        .updateTable('duty_notice')
        .set({ seen_at: now })
        .where('id', '=', id)
        .where('staff', '=', staff)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
  }
}
