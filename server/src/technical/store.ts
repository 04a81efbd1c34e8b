import { newUlid, type TechnicalAlert, type TechnicalProblem } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/store.ts'
import type { CommandResult } from '../commit/commands.ts'
import type { Database } from '../database/schema.ts'
import type { Finding } from '../gateways/changes.ts'
import type { StepTechnical } from './command.ts'
import { type Sighting, sighted, stepped, technicalProblemOf } from './lifecycle.ts'

/** Of what there is at most one unresolved alert for each problem. */
export const subjectOf = ({ gateway, channel, problem }: Pick<Sighting, 'gateway' | 'channel' | 'problem'>): string => {
  if (gateway !== null) return gateway
  return channel === undefined ? `server:${problem}` : `channel:${channel}`
}

/** Technical alerts on disk; the committing thread alone calls it. Times are the machine's own. */
export function technicalAlertStore(query: Kysely<Database>) {
  async function save(alert: TechnicalAlert): Promise<void> {
    const { id, problem, status, lastAt } = alert
    const subject = subjectOf(alert)
    const row = { id, subject, problem, status, last_at: Date.parse(lastAt), body: JSON.stringify(alert) }
    const { id: _same, ...changes } = row
    await query
      .insertInto('technical_alert')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(changes))
      .execute()
  }

  async function newest(of: Pick<Sighting, 'gateway' | 'channel' | 'problem'>): Promise<TechnicalAlert | undefined> {
    const row = await query
      .selectFrom('technical_alert')
      .select('body')
      .where('subject', '=', subjectOf(of))
      .where('problem', '=', of.problem)
      .orderBy('last_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row && (JSON.parse(row.body) as TechnicalAlert)
  }

  async function isOurs(gateway: string): Promise<boolean> {
    return (await query.selectFrom('gateway').select('id').where('id', '=', gateway).executeTakeFirst()) !== undefined
  }

  async function see(sighting: Sighting): Promise<void> {
    await save(sighted(await newest(sighting), sighting, () => newUlid(sighting.at)))
  }

  return {
    save,
    newest,
    sighted: see,

    /** What was noticed of a gateway, if a technician is alerted of such things. */
    async found({ gateway, code, count, detail, lastAt: at }: Finding): Promise<void> {
      const problem = technicalProblemOf(code)
      if (problem === undefined) return
      // Whoever is not let in has said who they are without proof; a name that nobody has here is nobody's to mend.
      if (problem === 'refused' && !(await isOurs(gateway))) return
      await see({ gateway, problem, count, detail, at })
    },

    /** The newest of each of these problems that have to do with the server itself. */
    async ofHouse(problems: readonly TechnicalProblem[]): Promise<TechnicalAlert[]> {
      const rows = await query
        .selectFrom('technical_alert')
        .select(['subject', 'body'])
        .where('problem', 'in', problems)
        .orderBy('last_at')
        .execute()
      return [...new Map(rows.map(({ subject, body }) => [subject, JSON.parse(body) as TechnicalAlert])).values()]
    },

    async step({ id, step, ground, at }: StepTechnical, audit: AuditLog, now: number): Promise<CommandResult> {
      const row = await query.selectFrom('technical_alert').select('body').where('id', '=', id).executeTakeFirst()
      if (row === undefined) return { done: false, code: 'not-found' }
      const alert = JSON.parse(row.body) as TechnicalAlert
      const after = stepped(alert, step, at)
      if ('refused' in after) return { done: false, code: after.refused, ...(after.by && { by: after.by }) }
      if (after === alert) return { done: true }
      const action = `technical-alert-${step.type}` as const
      const detail = `${id} ${subjectOf(alert)}`
      await audit.record({ staff: step.by.id, patient: null, action, detail, ground }, now)
      await save(after)
      return { done: true }
    },
  }
}

export type TechnicalAlertStore = ReturnType<typeof technicalAlertStore>
