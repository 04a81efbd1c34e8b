import { type Escalation, escalationSchema, type Milliseconds } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../../database/schema.ts'
import type { OnCallTables } from '../tables.ts'
import type { Warning } from './warning.ts'

/** Warnings on disk: a restart goes on where it was. */
export function warningStore(query: Kysely<Database>) {
  return {
    async unresolved(): Promise<Warning[]> {
      const rows = await query
        .selectFrom('duty_warning')
        .selectAll()
        .where('status', '<>', 'cleared')
        .orderBy('from_at')
        .orderBy('id')
        .execute()
      return rows.map(warningFrom)
    },

    async find(id: string): Promise<Warning | undefined> {
      const row = await query.selectFrom('duty_warning').selectAll().where('id', '=', id).executeTakeFirst()
      return row && warningFrom(row)
    },

    async due(now: Milliseconds): Promise<Warning[]> {
      const rows = await query
        .selectFrom('duty_warning')
        .selectAll()
        .where('status', '=', 'open')
        .where('due', '<=', now)
        .execute()
      return rows.map(warningFrom)
    },

    async put(warning: Warning): Promise<void> {
      const { id, kind, subject, staff, stage, status, chain } = warning
      const due = status === 'open' && chain.due !== null ? Date.parse(chain.due) : null
      const changing = {
        from_at: warning.from,
        until_at: warning.until,
        stage,
        status,
        cleared_at: warning.clearedAt,
        taken_by: warning.takenBy,
        due,
        body: JSON.stringify(chain),
      }
      await query
        .insertInto('duty_warning')
        .values({ id, kind, subject, staff, raised_at: warning.raisedAt, ...changing })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(changing))
        .execute()
    },
  }
}

function warningFrom(row: OnCallTables['duty_warning']): Warning {
  return {
    id: row.id,
    kind: row.kind as Warning['kind'],
    subject: row.subject,
    staff: row.staff,
    from: row.from_at,
    until: row.until_at,
    stage: row.stage as Warning['stage'],
    status: row.status as Warning['status'],
    raisedAt: row.raised_at,
    clearedAt: row.cleared_at,
    takenBy: row.taken_by,
    chain: escalationSchema.parse(JSON.parse(row.body)) as Escalation,
  }
}
