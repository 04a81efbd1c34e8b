import {
  CHANNELS,
  type Channel,
  type ChannelState,
  type ContactPoint,
  channelSchema,
  deliveryCodeSchema,
  isoTime,
  languageSchema,
  type Message,
  type Milliseconds,
  messagePurposeSchema,
  messageStatusSchema,
  type Trouble,
} from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import { channelStore } from './channel-store.ts'
import { contactStore } from './contact-store.ts'
import type { MessageTable } from './tables.ts'

const DAY: Milliseconds = 24 * 3_600_000
/** Of an alert that has climbed all night, the latest. */
const MESSAGES_MOST = 200

/** What screens show of messages and of the ways that they take. */
export function notificationReader(query: Kysely<Database>, sqlite: SqliteDatabase.Database) {
  const contacts = contactStore(query)
  const channels = channelStore(query)
  const down = sqlite.prepare('select channel from channel_health where down_since is not null').pluck()

  async function shown(rows: (MessageTable & { name: string | null })[]): Promise<Message[]> {
    if (rows.length === 0) return []
    const ids = rows.map(({ id }) => id)
    const attempts = await query
      .selectFrom('message_attempt')
      .selectAll()
      .where('message', 'in', ids)
      .orderBy('number')
      .execute()
    return rows.map((row) => ({
      id: row.id,
      purpose: messagePurposeSchema.parse(row.purpose),
      person: { id: row.person, name: row.name ?? row.person },
      channel: channelSchema.parse(row.channel),
      status: messageStatusSchema.parse(row.status),
      code: deliveryCodeSchema.nullable().parse(row.code),
      at: isoTime(row.changed_at),
      createdAt: isoTime(row.created_at),
      attempts: attempts
        .filter(({ message }) => message === row.id)
        .map(({ at, ended_at, code }) => ({
          at: isoTime(at),
          endedAt: ended_at === null ? null : isoTime(ended_at),
          code: deliveryCodeSchema.nullable().parse(code),
        })),
    }))
  }

  const messages = () =>
    query
      .selectFrom('message')
      .leftJoin('staff', 'staff.id', 'message.person')
      .selectAll('message')
      .select('staff.name')
      .orderBy('message.created_at', 'desc')
      .orderBy('message.id', 'desc')

  return {
    /** Oldest first. */
    async ofAlert(alert: string): Promise<Message[]> {
      const rows = await messages().where('message.alert', '=', alert).limit(MESSAGES_MOST).execute()
      return shown(rows.toReversed())
    },

    async contactsOf(staff: string): Promise<ContactPoint[]> {
      const rows = await contacts.of(staff)
      const tests = await messages()
        .where('message.person', '=', staff)
        .where('message.purpose', '<>', 'alert')
        .limit(100)
        .execute()
      return Promise.all(
        rows.map(async (row): Promise<ContactPoint> => {
          const [lastTest] = await shown(tests.filter(({ contact }) => contact === row.id).slice(0, 1))
          const { quiet_from: from, quiet_until: until } = row
          return {
            id: row.id,
            channel: channelSchema.parse(row.channel),
            label: row.label,
            language: languageSchema.parse(row.language),
            quiet: from === null || until === null ? null : { from, until },
            since: isoTime(row.created_at),
            lastTest: lastTest ?? null,
          }
        }),
      )
    },

    async channels(configured: ReadonlySet<Channel>, now: Milliseconds): Promise<ChannelState[]> {
      const counts = await query
        .selectFrom('message')
        .select(['channel', 'status'])
        .select((select) => select.fn.countAll<number>().as('count'))
        .where('created_at', '>', now - DAY)
        .groupBy(['channel', 'status'])
        .execute()
      return Promise.all(
        CHANNELS.map(async (channel): Promise<ChannelState> => {
          const health = await channels.read(channel)
          const failure = health.failures.at(-1)
          const own = counts.filter((each) => each.channel === channel)
          const total = (rows: typeof own) => rows.reduce((sum, { count }) => sum + count, 0)
          return {
            channel,
            configured: configured.has(channel),
            downSince: health.downSince === null ? null : isoTime(health.downSince),
            lastGood: health.lastGood === null ? null : isoTime(health.lastGood),
            lastFailure: failure === undefined ? null : { at: isoTime(failure.at), code: failure.code },
            messages: total(own),
            failed: total(own.filter(({ status }) => status === 'failed')),
          }
        }),
      )
    },

    /** Which ways are down, as screens say it. */
    troubles: (configured: ReadonlySet<Channel>): Trouble[] =>
      (down.all() as Channel[])
        .filter((channel) => configured.has(channel))
        .map((channel) => `${channel}-down` as const),
  }
}

export type NotificationReader = ReturnType<typeof notificationReader>
