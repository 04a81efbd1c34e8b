import { isoTime, type Milliseconds, type TriggerSource } from '@kotisilta/contract'
import type { Kysely, Selectable } from 'kysely'
import type { Database } from '../../database/schema.ts'

type Row = Selectable<Database['trigger_source']>

/** Services that may tell of something, and what they have told. */
export function sourceStore(query: Kysely<Database>) {
  return {
    async add(
      { id, name, areas, secret, by }: { id: string; name: string; areas: string; secret: string; by: string },
      now: Milliseconds,
    ): Promise<void> {
      const rest = { created_at: now, created_by: by, last_used_at: null, revoked_at: null }
      await query
        .insertInto('trigger_source')
        .values({ id, name, areas, secret, ...rest })
        .execute()
    },

    async rotate(id: string, secret: string): Promise<boolean> {
      const { numUpdatedRows } = await query
        .updateTable('trigger_source')
        .set({ secret })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },

    async revoke(id: string, now: Milliseconds): Promise<boolean> {
      const { numUpdatedRows } = await query
        .updateTable('trigger_source')
        .set({ revoked_at: now })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },

    async list(): Promise<TriggerSource[]> {
      const rows = await query.selectFrom('trigger_source').selectAll().orderBy('created_at', 'desc').execute()
      return rows.map(shown)
    },

    /** One that may still tell. */
    async find(id: string): Promise<(TriggerSource & { secret: string }) | undefined> {
      const row = await query
        .selectFrom('trigger_source')
        .selectAll()
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst()
      return row && { ...shown(row), secret: row.secret }
    },

    async knowsSignature(signature: Uint8Array): Promise<boolean> {
      const row = await query
        .selectFrom('trigger_taken')
        .select('item')
        .where('signature', '=', signature)
        .executeTakeFirst()
      return row !== undefined
    },

    async itemOf(source: string, event: string): Promise<string | undefined> {
      const row = await query
        .selectFrom('trigger_taken')
        .select('item')
        .where('source', '=', source)
        .where('event', '=', event)
        .executeTakeFirst()
      return row?.item
    },

    async taken(
      row: { source: string; event: string; signature: Uint8Array; item: string },
      now: Milliseconds,
    ): Promise<void> {
      await query
        .insertInto('trigger_taken')
        .values({ ...row, at: now })
        .execute()
      await query.updateTable('trigger_source').set({ last_used_at: now }).where('id', '=', row.source).execute()
    },
  }
}

const orNull = (at: number | null): string | null => (at === null ? null : isoTime(at))

const shown = ({ id, name, areas, created_at, last_used_at, revoked_at }: Row): TriggerSource => ({
  id,
  name,
  areas: areas === 'every' ? 'every' : (JSON.parse(areas) as string[]),
  createdAt: isoTime(created_at),
  lastUsedAt: orNull(last_used_at),
  revokedAt: orNull(revoked_at),
})
