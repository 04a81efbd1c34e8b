import type { Selectable } from 'kysely'
import type { CommandResult } from '../../commit/commands.ts'
import type { Work } from '../../commit/work.ts'
import type { Database } from '../../database/schema.ts'
import { pauseStore } from '../../plans/pause-store.ts'
import type { Doing } from '../commands.ts'
import { replayDevices } from '../devices/replay.ts'
import type { PeoplePorts } from '../ports.ts'
import type { Ended } from './take-step.ts'

/**
 * Takes the last step back, for a mistake: the person is as before, devices measure for them again, and what they
 * measured in between is let in. Alerts that were closed stay closed: whatever is still so raises them anew.
 * Refused: `step-not-possible` when there is none.
 */
export async function undoStep(
  ports: PeoplePorts,
  { patient, by, ground }: Doing<'step'>,
  row: Selectable<Database['patient']>,
  work: Work,
): Promise<CommandResult> {
  const { query, audit, history } = ports
  const last = await lastStep(ports, patient)
  if (last === undefined) return { done: false, code: 'step-not-possible' }
  const { ended } = JSON.parse(last.body) as { ended: Ended }
  await query.updateTable('life_step').set({ undone_at: work.now }).where('id', '=', last.id).execute()
  await query
    .updateTable('patient')
    .set({ status: ended.status, status_since: ended.statusSince, version: row.version + 1 })
    .where('id', '=', patient)
    .execute()
  if (ended.pause !== null) await pauseStore(query).end(ended.pause, by.id, work.now)
  if (ended.kits.length > 0) {
    await query
      .updateTable('kit')
      .set({ state: 'in-use' })
      .where('id', 'in', ended.kits)
      .where('state', '=', 'returning')
      .execute()
  }
  const devices = await reopen(ports, ended.assignments)
  await replayDevices(ports, devices, work)
  const changes = [{ field: 'status', before: row.status, after: ended.status }]
  await history.note(patient, by, 'undone', changes, work.now)
  await audit.record({ staff: by.id, patient, action: 'patient-step-undone', detail: last.step, ground }, work.now)
  return { done: true }
}

/** The last step that has not been taken back. */
export const lastStep = ({ query }: Pick<PeoplePorts, 'query'>, patient: string) =>
  query
    .selectFrom('life_step')
    .selectAll()
    .where('patient', '=', patient)
    .where('undone_at', 'is', null)
    .orderBy('id', 'desc')
    .executeTakeFirst()

/** Those whose device nobody else has got in between. */
async function reopen({ query }: PeoplePorts, assignments: readonly number[]): Promise<string[]> {
  const devices: string[] = []
  for (const id of assignments) {
    const row = await query.selectFrom('device_assignment').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const other = await query
      .selectFrom('device_assignment')
      .select('id')
      .where('device', '=', row.device)
      .where('id', '<>', id)
      .where('from_at', '>=', row.until_at ?? 0)
      .executeTakeFirst()
    if (other !== undefined) continue
    await query.updateTable('device_assignment').set({ until_at: null }).where('id', '=', id).execute()
    devices.push(row.device)
  }
  return devices
}
