import { newUlid, type TechnicalAlert } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/store.ts'
import type { CommandResult } from '../commit/commands.ts'
import type { Database } from '../database/schema.ts'
import type { StepTechnical } from './command.ts'
import { type Sighting, sighted, stepped, technicalProblemOf } from './lifecycle.ts'

/** Technical alerts on disk; the committing thread alone calls it. Times are the machine's own. */
export function technicalAlertStore(query: Kysely<Database>) {
  async function save(alert: TechnicalAlert): Promise<void> {
    const { id, gateway, problem, status, lastAt } = alert
    const row = { id, gateway, problem, status, last_at: Date.parse(lastAt), body: JSON.stringify(alert) }
    const { id: _same, ...changes } = row
    await query
      .insertInto('technical_alert')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(changes))
      .execute()
  }

  return {
    async sighted(sighting: Sighting): Promise<void> {
      const problem = technicalProblemOf(sighting.code)
      if (problem === undefined) return
      const newest = await query
        .selectFrom('technical_alert')
        .select('body')
        .where('gateway', '=', sighting.gateway)
        .where('problem', '=', problem)
        .orderBy('last_at', 'desc')
        .limit(1)
        .executeTakeFirst()
      const alert = newest && (JSON.parse(newest.body) as TechnicalAlert)
      await save(sighted(alert, sighting, () => newUlid(sighting.at)))
    },

    async step({ id, step, ground, at }: StepTechnical, audit: AuditLog, now: number): Promise<CommandResult> {
      const row = await query.selectFrom('technical_alert').select('body').where('id', '=', id).executeTakeFirst()
      if (row === undefined) return { done: false, code: 'not-found' }
      const alert = JSON.parse(row.body) as TechnicalAlert
      const after = stepped(alert, step, at)
      if ('refused' in after) return { done: false, code: after.refused, ...(after.by && { by: after.by }) }
      if (after === alert) return { done: true }
      const action = `technical-alert-${step.type}` as const
      await audit.record({ staff: step.by.id, patient: null, action, detail: `${id} ${alert.gateway}`, ground }, now)
      await save(after)
      return { done: true }
    },
  }
}
