import {
  channelSchema,
  type DeliveryCode,
  type MessageStatus,
  type Milliseconds,
  prioritySchema,
} from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import { after, type MessageEvent, type MessageKind, type MessageState } from './message.ts'
import type { MessageTable } from './tables.ts'

export interface StoredMessage {
  row: MessageTable
  kind: MessageKind
  state: MessageState
}

const fromRow = (row: MessageTable): StoredMessage => ({
  row,
  kind: { channel: channelSchema.parse(row.channel), priority: prioritySchema.parse(row.priority) },
  state: {
    status: row.status as MessageStatus,
    code: row.code as DeliveryCode | null,
    due: row.due,
    attempts: row.attempts,
    createdAt: row.created_at,
  },
})

/** Messages on disk, changed only through the machine. */
export function messageStore(query: Kysely<Database>) {
  const all = () => query.selectFrom('message').selectAll()

  async function put(id: string, { status, code, due, attempts }: MessageState, now: Milliseconds): Promise<void> {
    await query
      .updateTable('message')
      .set({ status, code, due, attempts, changed_at: now })
      .where('id', '=', id)
      .execute()
  }

  return {
    put,

    /** @returns the message as it is now; the same object if nothing has changed */
    async apply(message: StoredMessage, event: MessageEvent, now: Milliseconds): Promise<StoredMessage> {
      const state = after(message.state, event, message.kind, now)
      if (state === message.state) return message
      await put(message.row.id, state, now)
      return { ...message, state }
    },

    async find(id: string): Promise<StoredMessage | undefined> {
      const row = await all().where('id', '=', id).executeTakeFirst()
      return row && fromRow(row)
    },

    async due(now: Milliseconds, limit: number): Promise<StoredMessage[]> {
      const rows = await all().where('due', '<=', now).orderBy('due').limit(limit).execute()
      return rows.map(fromRow)
    },

    async ofAlert(alert: string): Promise<StoredMessage[]> {
      return (await all().where('alert', '=', alert).execute()).map(fromRow)
    },

    /** Of a technical alert, which stands in the text: the column is for alerts about people. */
    async ofTechnical(alert: string): Promise<StoredMessage[]> {
      const rows = await all().where('purpose', '=', 'technical').where('body', 'like', `${alert} %`).execute()
      return rows.map(fromRow)
    },

    /** All ways of the person whom this message is for, of the same call. */
    async ladderOf({ purpose, alert, began, round, step, person, body }: MessageTable): Promise<StoredMessage[]> {
      if (purpose === 'duty' || purpose === 'glass' || purpose === 'technical') {
        const same = await all()
          .where('person', '=', person)
          .where('purpose', '=', purpose)
          .where('body', '=', body)
          .execute()
        return same.map(fromRow)
      }
      if (alert === null) return []
      const rows = await all()
        .where('alert', '=', alert)
        .where('began', '=', began)
        .where('round', '=', round)
        .where('step', '=', step)
        .where('person', '=', person)
        .execute()
      return rows.map(fromRow)
    },

    async insert(rows: MessageTable[]): Promise<void> {
      if (rows.length === 0) return
      await query
        .insertInto('message')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
  }
}

export type MessageStore = ReturnType<typeof messageStore>
