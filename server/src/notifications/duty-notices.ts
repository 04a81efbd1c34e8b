import { type Milliseconds, prioritySchema } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import type { MessageStore } from './message-store.ts'
import { onAllWays } from './ways.ts'

/** Older ones tell nobody anything. */
const FRESH: Milliseconds = 12 * 3_600_000

/** What people are to be told about duty becomes messages; nobody's telephone rings because they come on tomorrow. */
export async function tellDuty(query: Kysely<Database>, messages: MessageStore, now: Milliseconds): Promise<void> {
  const notices = await query
    .selectFrom('duty_notice')
    .selectAll()
    .where('sent_at', 'is', null)
    .orderBy('at')
    .limit(200)
    .execute()
  for (const { id, staff: person, kind, name, from_at: from, priority: urgency, seen_at: seen, at } of notices) {
    await query.updateTable('duty_notice').set({ sent_at: now }).where('id', '=', id).execute()
    if (seen !== null || now - at > FRESH) continue
    const contacts = await query.selectFrom('contact').selectAll().where('staff', '=', person).execute()
    const priority = prioritySchema.parse(urgency)
    const fitting = contacts.filter(({ channel }) => channel !== 'voice' || priority === 'high')
    const body = JSON.stringify({ notice: id, kind, name, from })
    const about = { purpose: 'duty', alert: null, began: 0, round: 0, step: 0, person, body, priority }
    await messages.insert(onAllWays(about, fitting, now))
  }
}
