import {
  type Actor,
  type Alert,
  type Handover,
  type HandoverLine,
  type HandoverSheet,
  isoTime,
  type Milliseconds,
  type PauseReason,
  TASK_KINDS,
} from '@kotisilta/contract'
import type { Kysely, Selectable } from 'kysely'
import type { Database } from '../database/schema.ts'
import type { Board } from '../realtime/board.ts'
import type { QueueAsker, WorkReader } from '../worklist/reader.ts'

const DAY: Milliseconds = 24 * 3_600_000
const SHOWN = 50

interface Ports {
  query: Kysely<Database>
  board: Pick<Board, 'unresolved'>
  worklist: Pick<WorkReader, 'queue'>
}

/** What the next shift has to know, and how shifts have been handed over. */
export function handoverReader({ query, board, worklist }: Ports) {
  async function pauses(sees: QueueAsker['sees'], now: Milliseconds): Promise<HandoverSheet['pauses']> {
    const rows = await query
      .selectFrom('plan_pause')
      .innerJoin('patient', 'patient.id', 'plan_pause.patient')
      .select(['patient.id', 'patient.name', 'from_at', 'until_at', 'reason', 'note'])
      .where('ended_at', 'is', null)
      .where('until_at', '>', now)
      .where('from_at', '<', now + DAY)
      .orderBy('until_at')
      .execute()
    return rows
      .filter(({ id }) => sees(id))
      .map(({ id, name, from_at, until_at, reason, note }) => ({
        patient: { id, name },
        from: isoTime(from_at),
        until: isoTime(until_at),
        reason: reason as PauseReason,
        note,
      }))
  }

  async function withLines(rows: readonly Selectable<Database['handover']>[], sees: QueueAsker['sees']) {
    if (rows.length === 0) return []
    const lines = await query
      .selectFrom('handover_line')
      .leftJoin('patient', 'patient.id', 'handover_line.patient')
      .selectAll('handover_line')
      .select('patient.name')
      .where(
        'handover',
        'in',
        rows.map(({ id }) => id),
      )
      .orderBy('line')
      .execute()
    const by = Map.groupBy(lines, ({ handover }) => handover)
    return rows.map((row): Handover => {
      const own = (by.get(row.id) ?? []).filter(({ patient }) => patient === null || sees(patient))
      return { ...shownHandover(row), lines: own.map(shownLine) }
    })
  }

  return {
    async sheet(asker: QueueAsker, now: Milliseconds): Promise<HandoverSheet> {
      const queue = await worklist.queue(asker, now)
      const alerts = new Map(board.unresolved().map((alert) => [alert.id, alert]))
      return {
        madeAt: isoTime(now),
        alerts: queue.flatMap(({ kind, id }) => {
          const alert = kind === 'alert' ? alerts.get(id) : undefined
          return alert === undefined ? [] : [shownAlert(alert)]
        }),
        promises: queue.filter(({ kind }) => kind === 'call-back' || kind === 'trigger'),
        tasks: queue.filter(({ kind }) => (TASK_KINDS as readonly string[]).includes(kind)),
        pauses: await pauses(asker.sees, now),
      }
    },

    /** Somebody on the staff who is still there. */
    async colleague(id: string): Promise<Actor | undefined> {
      return query
        .selectFrom('staff')
        .select(['id', 'name'])
        .where('id', '=', id)
        .where('disabled_at', 'is', null)
        .executeTakeFirst()
    },

    /** Newest first, with those lines that whoever asks may see. */
    async list(sees: QueueAsker['sees']): Promise<Handover[]> {
      const rows = await query.selectFrom('handover').selectAll().orderBy('at', 'desc').limit(SHOWN).execute()
      return withLines(rows, sees)
    },

    /** How many wait to be received by somebody: meant for them or for whoever comes, and not of their own giving. */
    async waitingFor(id: string): Promise<number> {
      const { waiting } = await query
        .selectFrom('handover')
        .select(({ fn }) => fn.countAll<number>().as('waiting'))
        .where('status', '=', 'offered')
        .where('giver', '!=', id)
        .where(({ eb, or }) => or([eb('meant', 'is', null), eb('meant', '=', id)]))
        .executeTakeFirstOrThrow()
      return waiting
    },

    async find(id: string, sees: QueueAsker['sees']): Promise<Handover | undefined> {
      const rows = await query.selectFrom('handover').selectAll().where('id', '=', id).execute()
      return (await withLines(rows, sees))[0]
    },
  }
}

export type HandoverReader = ReturnType<typeof handoverReader>

function shownAlert(alert: Alert): HandoverSheet['alerts'][number] {
  const { id, patient, priority, status, words, raisedAt, owner, snoozedUntil = null } = alert
  return { id, patient, priority, status, words, raisedAt, owner, snoozedUntil }
}

const shownHandover = (row: Selectable<Database['handover']>): Omit<Handover, 'lines'> => ({
  id: row.id,
  from: { id: row.giver, name: row.giver_name },
  to: row.meant === null ? null : { id: row.meant, name: row.meant_name ?? row.meant },
  at: isoTime(row.at),
  status: row.status as Handover['status'],
  receivedAt: row.received_at === null ? null : isoTime(row.received_at),
  receivedBy: row.receiver === null ? null : { id: row.receiver, name: row.receiver_name ?? row.receiver },
})

function shownLine(row: Selectable<Database['handover_line']> & { name: string | null }): HandoverLine {
  const { line, kind, ref, patient, state, body, name } = row
  return {
    line,
    kind: kind as HandoverLine['kind'],
    ref,
    patient: patient === null ? null : { id: patient, name: name ?? patient },
    state: state as HandoverLine['state'],
    ...(JSON.parse(body) as Pick<HandoverLine, 'words' | 'text' | 'priority' | 'due'>),
  }
}
