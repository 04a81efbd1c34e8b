import { type Escalation, type EscalationCall, escalationSchema, type Milliseconds } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'

/** Where each unresolved alert stands in its chain, on disk: a restart goes on where it was. */
export function escalationStore(query: Kysely<Database>) {
  return {
    async find(alert: string): Promise<Escalation | undefined> {
      const row = await query.selectFrom('escalation').select('body').where('alert', '=', alert).executeTakeFirst()
      return row && escalationSchema.parse(JSON.parse(row.body))
    },

    /** Alerts whose moment has come, the longest overdue first. */
    async due(now: Milliseconds): Promise<string[]> {
      const rows = await query.selectFrom('escalation').select('alert').where('due', '<=', now).orderBy('due').execute()
      return rows.map(({ alert }) => alert)
    },

    /** All that are unresolved, also those of which no chain is known. */
    async unresolved(): Promise<string[]> {
      const rows = await query.selectFrom('alert').select('id').where('status', '<>', 'resolved').execute()
      return rows.map(({ id }) => id)
    },

    /** @param due when anything of this alert goes on by itself */
    async put(alert: string, escalation: Escalation, due: Milliseconds | null): Promise<void> {
      const body = JSON.stringify(escalation)
      await query
        .insertInto('escalation')
        .values({ alert, due, body })
        .onConflict((conflict) => conflict.column('alert').doUpdateSet({ due, body }))
        .execute()
    },

    async end(alert: string): Promise<void> {
      await query.deleteFrom('escalation').where('alert', '=', alert).execute()
    },

    /** @param began the alert's version in which the chain began */
    async called(
      alert: string,
      began: number,
      { round, step, people }: EscalationCall,
      at: Milliseconds,
    ): Promise<void> {
      if (people.length === 0) return
      await query
        .insertInto('alert_call')
        .values(people.map((person) => ({ alert, began, round, step, person, at })))
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
  }
}
