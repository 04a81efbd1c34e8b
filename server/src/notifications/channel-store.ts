import type { Channel, DeliveryCode, Milliseconds } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import { type ChannelHealth, healthSchema, WELL, wentWell, wentWrong } from './channel-health.ts'

/** How each channel has been lately, on disk. */
export function channelStore(query: Kysely<Database>) {
  async function read(channel: Channel): Promise<ChannelHealth> {
    const row = await query
      .selectFrom('channel_health')
      .select('body')
      .where('channel', '=', channel)
      .executeTakeFirst()
    return row === undefined ? WELL : healthSchema.parse(JSON.parse(row.body))
  }

  async function save(channel: Channel, before: ChannelHealth, health: ChannelHealth): Promise<void> {
    if (health === before) return
    const values = { down_since: health.downSince, body: JSON.stringify(health) }
    await query
      .insertInto('channel_health')
      .values({ channel, ...values })
      .onConflict((conflict) => conflict.column('channel').doUpdateSet(values))
      .execute()
  }

  return {
    read,
    async well(channel: Channel, now: Milliseconds): Promise<void> {
      const before = await read(channel)
      await save(channel, before, wentWell(before, now))
    },
    /** @returns whether it is down from now on */
    async wrong(channel: Channel, contact: string, code: DeliveryCode, now: Milliseconds): Promise<boolean> {
      const before = await read(channel)
      const health = wentWrong(before, contact, code, now)
      await save(channel, before, health)
      return before.downSince === null && health.downSince !== null
    },
    async down(): Promise<Channel[]> {
      const rows = await query
        .selectFrom('channel_health')
        .select('channel')
        .where('down_since', 'is not', null)
        .execute()
      return rows.map(({ channel }) => channel as Channel)
    },
  }
}
