import type { CommandMessage, CommandResultMessage, HomeCommand, Milliseconds } from '@kotisilta/contract'
import { homeCommandSchema, isoTime } from '@kotisilta/contract'
import type { Kysely, Selectable } from 'kysely'
import type { Database } from '../database/schema.ts'
import { answered, isOver, type Standing } from './lifecycle.ts'

type Row = Selectable<Database['home_command']>

/** What is asked of which gateway, about whom, and by whom; `by` null: by the system itself. */
export interface NewHomeCommand extends CommandMessage {
  readonly gateway: string
  readonly patient: string | null
  /** The staff's task that it is for, which then shows what became of it. */
  readonly task?: string
  readonly by: { readonly id: string; readonly name: string } | null
}

/** How a command now stands, and for which task it was sent. */
export interface Told {
  readonly command: HomeCommand
  readonly task: string | null
}

/** Commands to homes on disk; the committing thread alone calls what writes. */
export function homeCommandStore(query: Kysely<Database>) {
  const find = (id: string) => query.selectFrom('home_command').selectAll().where('id', '=', id).executeTakeFirst()

  return {
    find,

    /** The same id again changes nothing. */
    async create(
      { id, gateway, patient, task, command, args, by, expires }: NewHomeCommand,
      now: Milliseconds,
    ): Promise<void> {
      const row: Row = {
        id,
        gateway,
        patient,
        task: task ?? null,
        command,
        args: JSON.stringify(args),
        status: 'waiting',
        code: null,
        device: null,
        by: by?.id ?? null,
        by_name: by?.name ?? null,
        created_at: now,
        sent_at: null,
        ended_at: null,
        expires_at: Date.parse(expires),
      }
      await query
        .insertInto('home_command')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute()
    },

    /** The gateway's broker connection has taken it. */
    async sent(ids: readonly string[], now: Milliseconds): Promise<void> {
      await query
        .updateTable('home_command')
        .set({ status: 'sent', sent_at: now })
        .where('id', 'in', [...ids])
        .where('status', '=', 'waiting')
        .execute()
    },

    /** @returns the command as it now stands, if the answer changes anything; `unasked`: of that gateway nothing was */
    async answer(
      gateway: string,
      result: CommandResultMessage,
      now: Milliseconds,
    ): Promise<Told | 'unasked' | undefined> {
      const row = await find(result.id)
      if (row === undefined || row.gateway !== gateway) return 'unasked'
      const next = answered(standingOf(row), result, now)
      if (next === undefined) return undefined
      const device = result.device ?? null
      const changed = { status: next.status, ended_at: next.endedAt, code: result.code, device }
      await query.updateTable('home_command').set(changed).where('id', '=', row.id).execute()
      return { command: asCommand({ ...row, ...changed }), task: row.task }
    },

    /** The staff's task that has come of it. */
    async belongsTo(id: string, task: string): Promise<void> {
      await query.updateTable('home_command').set({ task }).where('id', '=', id).execute()
    },

    /** Ends what nobody will answer any more. @returns those */
    async expire(now: Milliseconds): Promise<Told[]> {
      const rows = await query.selectFrom('home_command').selectAll().where('ended_at', 'is', null).execute()
      const over = rows.filter((row) => isOver({ ...standingOf(row), expiresAt: row.expires_at }, now))
      for (const row of over) {
        Object.assign(row, { status: 'expired', ended_at: now })
        await query
          .updateTable('home_command')
          .set({ status: 'expired', ended_at: now })
          .where('id', '=', row.id)
          .execute()
      }
      return over.map((row) => ({ command: asCommand(row), task: row.task }))
    },
  }
}

const standingOf = ({ status, ended_at }: Row): Standing => ({
  status: status as Standing['status'],
  endedAt: ended_at,
})

export function asCommand(row: Row): HomeCommand {
  const { id, gateway, patient, command, args, status, code, device, by, by_name } = row
  return homeCommandSchema.parse({
    id,
    gateway,
    patient,
    command,
    args: JSON.parse(args),
    status,
    code,
    device,
    by: by === null ? null : { id: by, name: by_name ?? '' },
    createdAt: isoTime(row.created_at),
    sentAt: row.sent_at === null ? null : isoTime(row.sent_at),
    endedAt: row.ended_at === null ? null : isoTime(row.ended_at),
    expires: isoTime(row.expires_at),
  })
}
