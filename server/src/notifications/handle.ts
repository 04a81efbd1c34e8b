import { type Milliseconds, newUlid } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { CommandResult } from '../commit/commands.ts'
import type { Database } from '../database/schema.ts'
import { channelStore } from './channel-store.ts'
import { claimDue } from './claim.ts'
import type { NotificationCommand } from './command.ts'
import { type Consequences, consequences } from './consequences.ts'
import { contactStore } from './contact-store.ts'
import { queued } from './message.ts'
import { type MessageStore, messageStore } from './message-store.ts'

type Action<A> = Extract<NotificationCommand, { action: A }>

const DONE: CommandResult = { done: true }
const NOT_FOUND: CommandResult = { done: false, code: 'not-found' }

/** What the committing thread does with messages, in the transaction that it is in. */
export function notifications(query: Kysely<Database>) {
  const messages = messageStore(query)
  const contacts = contactStore(query)
  const follow = consequences(query, messages, channelStore(query))

  return async (command: NotificationCommand, now: Milliseconds): Promise<CommandResult> => {
    switch (command.action) {
      case 'claim':
        return { done: true, messages: await claimDue(query, messages, follow, new Set(command.underWay), now) }
      case 'outcome':
        return outcome(query, messages, follow, command, now)
      case 'receipt':
        return receipt(query, messages, follow, command, now)
      case 'contact-added': {
        const created = await contacts.add(command.contact, now)
        return created === undefined ? { done: false, code: 'request-invalid' } : { done: true, created }
      }
      case 'contact-removed':
        return (await contacts.remove(command.staff, command.contact)) ? DONE : NOT_FOUND
      case 'test':
        return test(query, messages, command, now)
      case 'test-confirmed':
        return confirmed(query, messages, command, now)
    }
  }
}

async function outcome(
  query: Kysely<Database>,
  messages: MessageStore,
  follow: Consequences,
  { message: id, attempt, outcome: came, receipts }: Action<'outcome'>,
  now: Milliseconds,
): Promise<CommandResult> {
  const before = await messages.find(id)
  if (before === undefined) return NOT_FOUND
  const code = came.accepted ? null : came.code
  await query
    .updateTable('message_attempt')
    .set({ ended_at: now, code })
    .where('message', '=', id)
    .where('number', '=', attempt)
    .execute()
  if (came.accepted && came.at !== undefined)
    await query.updateTable('message').set({ provider_id: came.at }).where('id', '=', id).execute()
  if (!came.accepted && came.code === 'address-gone')
    await query.deleteFrom('contact').where('id', '=', before.row.contact).where('channel', '=', 'push').execute()
  // An answer to an attempt that was given up since says nothing about the one that is under way.
  if (!came.accepted && attempt !== before.state.attempts) return DONE
  const after = await messages.apply(
    before,
    came.accepted ? { type: 'accepted', receipts } : { type: 'refused', ...came },
    now,
  )
  if (after !== before) await follow.of(after, now)
  return DONE
}

async function receipt(
  query: Kysely<Database>,
  messages: MessageStore,
  follow: Consequences,
  { channel, message: name, delivered }: Action<'receipt'>,
  now: Milliseconds,
): Promise<CommandResult> {
  const row = await query
    .selectFrom('message')
    .select('id')
    .where('channel', '=', channel)
    .where((is) => is.or([is('id', '=', name), is('provider_id', '=', name)]))
    .executeTakeFirst()
  const before = row && (await messages.find(row.id))
  if (before === undefined) return NOT_FOUND
  await query
    .insertInto('message_receipt')
    .values({ message: before.row.id, delivered: Number(delivered), first_at: now, count: 1 })
    .onConflict((conflict) =>
      conflict.columns(['message', 'delivered']).doUpdateSet((is) => ({ count: is('count', '+', 1) })),
    )
    .execute()
  const after = await messages.apply(before, { type: 'receipt', delivered }, now)
  if (after !== before) await follow.of(after, now)
  return DONE
}

async function test(
  query: Kysely<Database>,
  messages: MessageStore,
  { staff, contact, purpose }: Action<'test'>,
  now: Milliseconds,
): Promise<CommandResult> {
  let select = query.selectFrom('contact').select(['id', 'channel']).where('staff', '=', staff)
  if (contact !== null) select = select.where('id', '=', contact)
  const contacts = await select.execute()
  if (contact !== null && contacts.length === 0) return NOT_FOUND
  const { status, code, due, attempts } = queued(now, now)
  const person = { person: staff, alert: null, began: 0, round: 0, step: 0, rank: 0, priority: 'high' }
  const state = { status, code, due, attempts, provider_id: null, created_at: now, changed_at: now, body: null }
  await messages.insert(
    contacts.map(({ id, channel }) => ({ id: newUlid(now), purpose, ...person, contact: id, channel, ...state })),
  )
  return { done: true, count: contacts.length }
}

async function confirmed(
  query: Kysely<Database>,
  messages: MessageStore,
  { staff }: Action<'test-confirmed'>,
  now: Milliseconds,
): Promise<CommandResult> {
  const rows = await query
    .selectFrom('message')
    .select('id')
    .where('person', '=', staff)
    .where('purpose', 'in', ['test', 'shift-test'])
    .where('created_at', '>', now - 3_600_000)
    .execute()
  for (const { id } of rows) {
    const message = await messages.find(id)
    if (message !== undefined) await messages.apply(message, { type: 'answered' }, now)
  }
  return DONE
}
