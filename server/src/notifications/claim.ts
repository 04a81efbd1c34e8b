import { languageSchema, type MessagePurpose, type Milliseconds } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import type { ClaimedMessage } from './command.ts'
import type { Consequences } from './consequences.ts'
import { tellDuty } from './duty-notices.ts'
import type { MessageStore, StoredMessage } from './message-store.ts'
import { isQuiet } from './quiet-hours.ts'

/** At once; the next ones are asked for when these are on their way. */
const CLAIM_MOST = 200
/** More than so many messages to one person in this time help nobody; a high alert comes all the same. */
const OFTEN_MS: Milliseconds = 10 * 60_000
const OFTEN = 12

/** Everything that is due is looked at: what is to be sent is under way from then on, and comes back. */
export async function claimDue(
  query: Kysely<Database>,
  messages: MessageStore,
  follow: Consequences,
  underWay: ReadonlySet<string>,
  now: Milliseconds,
): Promise<ClaimedMessage[]> {
  await tellDuty(query, messages, now)
  const claimed: ClaimedMessage[] = []
  for (const due of await messages.due(now, CLAIM_MOST)) {
    if (underWay.has(due.row.id)) continue
    const message = await messages.apply(due, { type: 'time' }, now)
    if (message !== due) {
      await follow.of(message, now)
      continue
    }
    const contact = await query
      .selectFrom('contact')
      .selectAll()
      .where('id', '=', message.row.contact)
      .executeTakeFirst()
    const why = contact === undefined ? undefined : await reasonAgainst(query, message, contact, now)
    if (why !== undefined) {
      await follow.of(await messages.apply(message, { type: 'put-aside', code: why }, now), now)
      continue
    }
    const under = await messages.apply(message, { type: 'attempt' }, now)
    await query
      .insertInto('message_attempt')
      .values({ message: under.row.id, number: under.state.attempts, at: now, ended_at: null, code: null })
      .execute()
    claimed.push({
      id: under.row.id,
      purpose: under.row.purpose as MessagePurpose,
      ...under.kind,
      attempt: under.state.attempts,
      alert: under.row.alert,
      since: under.row.created_at,
      language: languageSchema.catch('fi').parse(contact?.language),
      to: contact === undefined ? null : { address: contact.address, keys: contact.body },
      about: under.row.body,
    })
  }
  return claimed
}

/** Why a message is not sent; a high alert, and what somebody has asked for, always are. */
async function reasonAgainst(
  query: Kysely<Database>,
  { row, kind }: StoredMessage,
  contact: Database['contact'],
  now: Milliseconds,
): Promise<'quiet-hours' | 'on-screen' | 'too-many' | undefined> {
  const ours = ['alert', 'duty', 'glass', 'technical']
  const isOurs = ours.includes(row.purpose)
  if (kind.priority === 'high' || !isOurs) return undefined
  const seen =
    row.alert === null
      ? undefined
      : await query
          .selectFrom('alert_delivery')
          .select('version')
          .where('alert', '=', row.alert)
          .where('staff', '=', row.person)
          .executeTakeFirst()
  if (seen !== undefined) return 'on-screen'
  const { quiet_from: from, quiet_until: until } = contact
  // Mail wakes nobody: what is to be reviewed lies there in the morning.
  const isLetter = row.purpose === 'glass' && kind.channel === 'email'
  if (from !== null && until !== null && !isLetter && isQuiet({ from, until }, now)) return 'quiet-hours'
  const { count } = await query
    .selectFrom('message')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('person', '=', row.person)
    .where('created_at', '>', now - OFTEN_MS)
    .where('attempts', '>', 0)
    .executeTakeFirstOrThrow()
  return count >= OFTEN ? 'too-many' : undefined
}
