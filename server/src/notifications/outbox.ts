import type { Alert, EscalationCall, Milliseconds } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import { messageStore } from './message-store.ts'
import { onAllWays } from './ways.ts'

/** What turns calls into messages, in the transaction in which somebody is called: both are on disk, or neither. */
export interface Outbox {
  /** @param began the alert's version in which its chain began */
  called(alert: Alert, began: number, call: EscalationCall, now: Milliseconds): Promise<void>
  /** Somebody has taken the alert. `stops`: enough of them have. */
  taken(alert: string, by: readonly string[], stops: boolean, now: Milliseconds): Promise<void>
}

export function outbox(query: Kysely<Database>): Outbox {
  const messages = messageStore(query)
  return {
    async called(alert, began, { round, step, people }, now) {
      if (people.length === 0) return
      const contacts = await query.selectFrom('contact').selectAll().where('staff', 'in', people).execute()
      if (contacts.length === 0) return
      for (const before of await messages.ofAlert(alert.id)) {
        if (people.includes(before.row.person) && before.state.status === 'queued')
          await messages.apply(before, { type: 'put-aside', code: 'called-anew' }, now)
      }
      const { id, priority } = alert
      const rows = people.flatMap((person) =>
        onAllWays({ purpose: 'alert', alert: id, began, round, step, person, body: null, priority }, contacts, now),
      )
      await messages.insert(rows)
    },

    async taken(alert, by, stops, now) {
      for (const message of await messages.ofAlert(alert)) {
        const has = by.includes(message.row.person)
        const answered = has ? await messages.apply(message, { type: 'answered' }, now) : message
        if (stops || has) await messages.apply(answered, { type: 'put-aside', code: 'taken' }, now)
      }
    },
  }
}
