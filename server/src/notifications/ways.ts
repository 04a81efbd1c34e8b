import { CHANNELS, type Channel, type Milliseconds, newUlid, type Priority } from '@kotisilta/contract'
import type { Database } from '../database/schema.ts'
import { rungDue } from './ladder.ts'
import { queued } from './message.ts'
import type { MessageTable } from './tables.ts'

/** What a message is about, the same for all ways of one person. */
export type About = Pick<MessageTable, 'purpose' | 'alert' | 'began' | 'round' | 'step' | 'person' | 'body'> & {
  priority: Priority
}

/** One message for each way of a person, in the order in which they are tried. */
export function onAllWays(about: About, contacts: readonly Database['contact'][], now: Milliseconds): MessageTable[] {
  return contacts
    .filter(({ staff }) => staff === about.person)
    .sort((a, b) => placeOf(a.channel) - placeOf(b.channel) || a.created_at - b.created_at)
    .map(({ id: contact, channel }, rank) => {
      const { status, code, due, attempts } = queued(now, rungDue(rank, about.priority, now))
      const state = { status, code, due, attempts, created_at: now, changed_at: now, provider_id: null }
      return { id: newUlid(now), ...about, contact, channel, rank, ...state }
    })
}

const placeOf = (channel: string): number => CHANNELS.indexOf(channel as Channel)
