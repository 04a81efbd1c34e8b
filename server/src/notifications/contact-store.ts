import { type Language, type Milliseconds, newUlid, type QuietHours } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'

export interface NewContact {
  staff: string
  channel: string
  address: string
  label: string
  language: Language
  /** What a browser's messages are sealed with, JSON. */
  keys: string | null
  quiet: QuietHours | null
}

/** Against a mistake in a loop; nobody has so many phones. */
export const CONTACTS_MOST = 10

/** On which ways somebody is reached. */
export function contactStore(query: Kysely<Database>) {
  return {
    of: (staff: string) =>
      query.selectFrom('contact').selectAll().where('staff', '=', staff).orderBy('created_at').execute(),

    /** The same address again is the same contact, as it is said now. @returns its id; undefined: there are too many */
    async add(contact: NewContact, now: Milliseconds): Promise<string | undefined> {
      const { staff, channel, address, label, language, keys: body, quiet } = contact
      const known = await query
        .selectFrom('contact')
        .select(['id', 'channel', 'address'])
        .where('staff', '=', staff)
        .execute()
      const same = known.find((each) => each.channel === channel && each.address === address)
      if (same === undefined && known.length >= CONTACTS_MOST) return undefined
      const says = { label, language, body, quiet_from: quiet?.from ?? null, quiet_until: quiet?.until ?? null }
      const id = same?.id ?? newUlid(now)
      if (same !== undefined) await query.updateTable('contact').set(says).where('id', '=', id).execute()
      else
        await query
          .insertInto('contact')
          .values({ id, staff, channel, address, ...says, created_at: now })
          .execute()
      return id
    },

    async remove(staff: string, id: string): Promise<boolean> {
      const { numDeletedRows } = await query
        .deleteFrom('contact')
        .where('id', '=', id)
        .where('staff', '=', staff)
        .executeTakeFirstOrThrow()
      return numDeletedRows > 0n
    },
  }
}
