import { type Actor, type Alert, isoTime, type Milliseconds, type RelativeCalls } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../../database/schema.ts'

/** What was asked so long ago is not a question any more. */
const SHOWN: Milliseconds = 12 * 3_600_000

/** What a relative is asked: that there is something, with whom, and nothing of what it is. */
export function relativeCallReader(query: Kysely<Database>) {
  return {
    /** @param about whom the relative may be asked about at this moment, as the policy says */
    async calls(account: string, about: readonly Actor[], now: Milliseconds): Promise<RelativeCalls> {
      const agreed = await query
        .selectFrom('answering_relative')
        .select('since')
        .where('account', '=', account)
        .executeTakeFirst()
      const rows = await query
        .selectFrom('alert_call')
        .innerJoin('alert', 'alert.id', 'alert_call.alert')
        .select(['alert.body', (select) => select.fn.max('alert_call.at').as('at')])
        .where('person', '=', account)
        .where('alert_call.at', '>', now - SHOWN)
        .groupBy(['alert.id', 'alert.body'])
        .orderBy('at', 'desc')
        .execute()
      const calls = rows.flatMap(({ body, at }) => {
        const alert = JSON.parse(body) as Alert
        const patient = about.find(({ id }) => id === alert.patient.id)
        if (patient === undefined) return []
        const ended = alert.status === 'resolved'
        return [
          { alert: alert.id, patient, at: isoTime(Number(at)), answer: answerOf(alert, account, Number(at)), ended },
        ]
      })
      return { about: [...about], agreed: agreed !== undefined, calls }
    },

    /** When somebody was last called about an alert; undefined: never. */
    async calledAt(alert: string, person: string): Promise<Milliseconds | undefined> {
      const row = await query
        .selectFrom('alert_call')
        .select((select) => select.fn.max('at').as('at'))
        .where('alert', '=', alert)
        .where('person', '=', person)
        .executeTakeFirst()
      return row?.at == null ? undefined : Number(row.at)
    },
  }
}

/** What a relative last answered to the last time that they were asked. */
export function answerOf({ history }: Alert, account: string, since: Milliseconds): 'goes' | 'cannot' | null {
  const answer = history.findLast(
    ({ event, by, at }) => event === 'answered' && by?.id === account && Date.parse(at) >= since,
  )
  if (answer === undefined) return null
  return answer.goes === true ? 'goes' : 'cannot'
}
