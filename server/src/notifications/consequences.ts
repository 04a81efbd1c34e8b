import { type Channel, type Milliseconds, newUlid } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import type { channelStore } from './channel-store.ts'
import { afterOne } from './ladder.ts'
import { queued } from './message.ts'
import type { MessageStore, StoredMessage } from './message-store.ts'

export interface Consequences {
  /** After a message has changed: for the person's other ways, and for the channel. */
  of(message: StoredMessage, now: Milliseconds): Promise<void>
}

/** What follows from a message that has changed. */
export function consequences(
  query: Kysely<Database>,
  messages: MessageStore,
  channels: ReturnType<typeof channelStore>,
): Consequences {
  async function ladder(message: StoredMessage, now: Milliseconds): Promise<void> {
    const rungs = (await messages.ladderOf(message.row)).map(({ row, state }) => ({
      id: row.id,
      rank: row.rank,
      state,
    }))
    const { id, rank } = message.row
    const next = afterOne(rungs, { id, rank, state: message.state }, message.kind.priority)
    for (const rung of rungs) {
      if (rung.id === next.now && rung.state.due !== null && rung.state.due > now)
        await messages.put(rung.id, { ...rung.state, due: now }, now)
      if (!next.needless.includes(rung.id)) continue
      await messages.put(rung.id, { ...rung.state, status: 'expired', code: 'told-otherwise', due: null }, now)
    }
  }

  async function health({ row, kind, state }: StoredMessage, now: Milliseconds): Promise<void> {
    const { channel } = kind
    const isGood = state.status === 'delivered' || (state.status === 'accepted' && state.due === null)
    if (isGood) return channels.well(channel, now)
    // A browser that is closed says nothing, and that is no fault of the channel.
    if (state.code === null || (channel === 'push' && state.code === 'no-receipt')) return
    if (state.status !== 'failed' && state.status !== 'queued') return
    if (await channels.wrong(channel, row.contact, state.code, now)) await tellThatDown(channel, now)
  }

  /** Whoever can mend it, on the other ways; every screen says it besides. */
  async function tellThatDown(down: Channel, now: Milliseconds): Promise<void> {
    const contacts = await query
      .selectFrom('contact')
      .innerJoin('staff', 'staff.id', 'contact.staff')
      .select(['contact.id', 'contact.staff', 'contact.channel'])
      .where('staff.role', 'in', ['technician', 'administrator'])
      .where('staff.disabled_at', 'is', null)
      .where('contact.channel', '<>', down)
      .execute()
    const { status, code, due, attempts } = queued(now, now)
    await messages.insert(
      contacts.map(({ id: contact, staff: person, channel }) => ({
        id: newUlid(now),
        purpose: 'channel-down',
        alert: null,
        began: 0,
        round: 0,
        step: 0,
        person,
        contact,
        channel,
        rank: 0,
        priority: 'high',
        status,
        code,
        due,
        attempts,
        provider_id: null,
        created_at: now,
        changed_at: now,
        body: down,
      })),
    )
  }

  return {
    async of(message, now) {
      await ladder(message, now)
      await health(message, now)
    },
  }
}
