import { type EscalationPolicy, policySchema, type Schedule, scheduleSchema } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../../database/schema.ts'
import type { Kept } from './changes.ts'

const TABLE = { schedule: 'duty_schedule', policy: 'escalation_policy' } as const

/** Who changed it, and why. */
interface Because {
  by: string | null
  reason: string
  now: number
}

/** Schedules and policies on disk, each with all its versions. */
export function keptStore(query: Kysely<Database>) {
  async function note(what: Kept, subject: string, body: string | null, { by, reason, now }: Because): Promise<number> {
    const last = await query
      .selectFrom('on_call_change')
      .select((select) => select.fn.max('version').as('version'))
      .where('what', '=', what)
      .where('subject', '=', subject)
      .executeTakeFirst()
    const version = Number(last?.version ?? 0) + 1
    await query.insertInto('on_call_change').values({ what, subject, version, at: now, by, reason, body }).execute()
    return version
  }

  const store = {
    /** 0: there is none. */
    async version(what: Kept, id: string): Promise<number> {
      const row = await query.selectFrom(TABLE[what]).select('version').where('id', '=', id).executeTakeFirst()
      return row?.version ?? 0
    },

    async schedule(id: string): Promise<Schedule | undefined> {
      const row = await query.selectFrom('duty_schedule').select('body').where('id', '=', id).executeTakeFirst()
      return row && scheduleSchema.parse(JSON.parse(row.body))
    },

    async policies(): Promise<EscalationPolicy[]> {
      const rows = await query.selectFrom('escalation_policy').select('body').execute()
      return rows.map(({ body }) => policySchema.parse(JSON.parse(body)))
    },

    /** As it was last; undefined: there never was one. */
    async last(what: Kept, id: string): Promise<Schedule | EscalationPolicy | undefined> {
      const row = await query
        .selectFrom('on_call_change')
        .select('body')
        .where('what', '=', what)
        .where('subject', '=', id)
        .where('body', 'is not', null)
        .orderBy('version', 'desc')
        .limit(1)
        .executeTakeFirst()
      if (row === undefined || row.body === null) return undefined
      const body: unknown = JSON.parse(row.body)
      return what === 'schedule' ? scheduleSchema.parse(body) : policySchema.parse(body)
    },

    /** @returns the version that it made */
    async put(what: Kept, kept: Schedule | EscalationPolicy, because: Because): Promise<number> {
      const body = JSON.stringify(kept)
      const version = await note(what, kept.id, body, because)
      const { by: changed_by, now: changed_at, reason } = because
      const row = { body, changed_at, changed_by, version, reason }
      await query
        .insertInto(TABLE[what])
        .values({ id: kept.id, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute()
      return version
    },

    async remove(what: Kept, id: string, because: Because): Promise<number> {
      await query.deleteFrom(TABLE[what]).where('id', '=', id).execute()
      return note(what, id, null, because)
    },
  }
  return store
}

export type KeptStore = ReturnType<typeof keptStore>
