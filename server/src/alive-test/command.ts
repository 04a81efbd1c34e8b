import { type AliveTestResult, isoTime, type Milliseconds, newUlid } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Alerts } from '../alerts/store.ts'
import { homeCommandStore } from '../commands-to-homes/store.ts'
import type { CommandResult } from '../commit/commands.ts'
import type { Work } from '../commit/work.ts'
import type { Database } from '../database/schema.ts'
import { technicalAlertStore } from '../technical/store.ts'
import { ATTEMPTS } from './schedule.ts'

export type AliveTestCommand = { type: 'alive-test' } & (
  | { action: 'ask'; home: string; gateway: string; device: string; patient: string; attempt: number }
  /** A screen has confirmed the alert that the test has made. */
  | { action: 'proved'; alert: string; patient: string; staff: string }
  /** Those that take too long are over. `at`: the machine's own time, as everything about gateways. */
  | { action: 'end-overdue'; at: Milliseconds }
)

/** A gateway that can be reached answers within seconds. */
const ANSWER_WITHIN: Milliseconds = 2 * 60_000
/** From being asked to a screen; longer is no alarm any more. */
export const PROVED_WITHIN: Milliseconds = 3 * 60_000

/** Who ends the alert that a test has made: it is nobody's to look after. */
const SYSTEM = { id: 'system', name: 'Kotisilta' }
const DONE: CommandResult = { done: true }

/** Test alarms from homes, in the transaction that the committing thread is in. */
export async function aliveTest(
  query: Kysely<Database>,
  alerts: Alerts,
  command: AliveTestCommand,
  work: Work,
): Promise<CommandResult> {
  switch (command.action) {
    case 'ask': {
      const { home, gateway, device, patient, attempt } = command
      const id = newUlid(work.now)
      const expires = isoTime(work.now + ANSWER_WITHIN)
      const ask = { id, gateway, patient, command: 'alive-test', args: { device }, by: null, expires } as const
      await homeCommandStore(query).create(ask, work.now)
      await query
        .insertInto('alive_test')
        .values({
          command: id,
          home,
          gateway,
          attempt,
          asked_at: work.now,
          ended_at: null,
          result: null,
          confirmed_by: null,
        })
        .execute()
      return { done: true, created: id }
    }
    case 'proved': {
      await alerts.command(command.alert, { type: 'resolve', by: SYSTEM, outcome: 'technical' }, work)
      await query
        .updateTable('alive_test')
        .set({ ended_at: work.now, result: 'proved', confirmed_by: command.staff })
        .where('ended_at', 'is', null)
        .where('home', '=', query.selectFrom('patient').select('home').where('id', '=', command.patient))
        .execute()
      return DONE
    }
    case 'end-overdue':
      await endOverdue(query, alerts, command.at, work)
      return DONE
  }
}

async function endOverdue(query: Kysely<Database>, alerts: Alerts, at: Milliseconds, work: Work): Promise<void> {
  const overdue = await query
    .selectFrom('alive_test')
    .leftJoin('home_command', 'home_command.id', 'alive_test.command')
    .selectAll('alive_test')
    .select('home_command.status')
    .where('alive_test.ended_at', 'is', null)
    .where('alive_test.asked_at', '<=', work.now - PROVED_WITHIN)
    .execute()
  for (const test of overdue) {
    const unseen = await query
      .selectFrom('alert')
      .innerJoin('patient', 'patient.id', 'alert.patient')
      .select('alert.id')
      .where('patient.home', '=', test.home)
      .where('alert.problem', '=', 'test')
      .where('alert.status', '<>', 'resolved')
      .execute()
    for (const { id } of unseen) await alerts.command(id, { type: 'resolve', by: SYSTEM, outcome: 'technical' }, work)
    const result: AliveTestResult =
      unseen.length > 0 ? 'no-screen' : test.status === 'done' ? 'not-arrived' : 'not-answered'
    await query
      .updateTable('alive_test')
      .set({ ended_at: work.now, result })
      .where('command', '=', test.command)
      .execute()
    if (test.attempt < ATTEMPTS) continue
    const sighting = { gateway: test.gateway, problem: 'alive-test-missing', count: 1, at, detail: result } as const
    await technicalAlertStore(query).sighted(sighting)
  }
}
