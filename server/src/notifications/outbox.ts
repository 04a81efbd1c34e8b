import {
  type Alert,
  CHANNELS,
  type Channel,
  type EscalationCall,
  type Milliseconds,
  newUlid,
} from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import { rungDue } from './ladder.ts'
import { queued } from './message.ts'
import { messageStore } from './message-store.ts'
import type { MessageTable } from './tables.ts'

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
      // A test of the way from a home never calls anybody.
      if (people.length === 0 || alert.problem === 'test') return
      const contacts = await query.selectFrom('contact').selectAll().where('staff', 'in', people).execute()
      if (contacts.length === 0) return
      for (const before of await messages.ofAlert(alert.id)) {
        if (people.includes(before.row.person) && before.state.status === 'queued')
          await messages.apply(before, { type: 'put-aside', code: 'called-anew' }, now)
      }
      const rows = people.flatMap((person) =>
        contacts
          .filter(({ staff }) => staff === person)
          .sort((a, b) => placeOf(a.channel) - placeOf(b.channel) || a.created_at - b.created_at)
          .map(({ id: contact, channel }, rank): MessageTable => {
            const { status, code, due, attempts } = queued(now, rungDue(rank, alert.priority, now))
            const call = { alert: alert.id, began, round, step, person }
            const state = { status, code, due, attempts, created_at: now, changed_at: now, provider_id: null }
            const { priority } = alert
            return {
              id: newUlid(now),
              purpose: 'alert',
              ...call,
              contact,
              channel,
              rank,
              priority,
              ...state,
              body: null,
            }
          }),
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

const placeOf = (channel: string): number => CHANNELS.indexOf(channel as Channel)
