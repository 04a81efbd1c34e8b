import type { CommandResultMessage, Ground } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/store.ts'
import type { CommandResult } from '../commit/commands.ts'
import type { Work } from '../commit/work.ts'
import type { Database } from '../database/schema.ts'
import { askedAtHome } from '../tasks/asked-at-home.ts'
import { takeAnswer } from './answer.ts'
import { homeCommandStore, type NewHomeCommand } from './store.ts'

export type HomeCommandWork =
  /** Something is asked of a home; it goes there as soon as the gateway can be reached. */
  | { type: 'command-home'; ask: NewHomeCommand; ground?: Ground }
  /** A gateway has answered a command. */
  | { type: 'home-answered'; gateway: string; result: CommandResultMessage }
  /** These have been handed to their gateways' connections. */
  | { type: 'home-commands-sent'; ids: readonly string[] }
  /** Nobody answers any more what is past its time. */
  | { type: 'expire-home-commands' }

/** Changed and, where a person asked, logged in one transaction. */
export async function homeCommand(
  query: Kysely<Database>,
  audit: AuditLog,
  command: HomeCommandWork,
  work: Work,
): Promise<CommandResult> {
  const store = homeCommandStore(query)
  switch (command.type) {
    case 'command-home': {
      const { ask, ground } = command
      const known = await query.selectFrom('gateway').select('id').where('id', '=', ask.gateway).executeTakeFirst()
      if (known === undefined) return { done: false, code: 'not-found' }
      await store.create(ask, work.now)
      if (ask.by !== null) {
        const entry = { staff: ask.by.id, patient: ask.patient, action: `home-${ask.command}` }
        await audit.record({ ...entry, detail: `${ask.gateway} ${ask.id}`, ground }, work.now)
      }
      return { done: true, created: ask.id }
    }
    case 'home-answered':
      await takeAnswer(query, command.gateway, command.result, work)
      return { done: true }
    case 'home-commands-sent':
      await store.sent(command.ids, work.now)
      return { done: true }
    case 'expire-home-commands':
      for (const over of await store.expire(work.now)) await askedAtHome(query, over, work.now)
      return { done: true }
  }
}
