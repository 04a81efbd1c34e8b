import type { Milliseconds } from '@kotisilta/contract'
import type { CommandResult } from '../../commit/commands.ts'
import type { Work } from '../../commit/work.ts'
import type { Doing } from '../commands.ts'
import { isInService } from '../flows/life-machine.ts'
import type { PeoplePorts } from '../ports.ts'
import { replayDevices } from './replay.ts'

/**
 * From a time on the device is somebody's; what waits in quarantine from then on is let in.
 * Refused: `not-found`, `step-not-possible` (nobody who has left gets devices), `device-assigned` (somebody else has it).
 */
export async function assignDevice(
  ports: PeoplePorts,
  { patient, device, profile, from, instead, by, ground }: Doing<'assign'>,
  work: Work,
): Promise<CommandResult> {
  const { query, audit, history } = ports
  const row = await query.selectFrom('patient').select('status').where('id', '=', patient).executeTakeFirst()
  if (row === undefined) return { done: false, code: 'not-found' }
  if (!isInService(row.status as 'active')) return { done: false, code: 'step-not-possible' }
  const overlapping = await running(ports, device, from)
  if (overlapping.length > 0 && (!instead || overlapping.some((each) => each.from_at > from))) {
    return { done: false, code: 'device-assigned' }
  }
  for (const each of overlapping) {
    await query.updateTable('device_assignment').set({ until_at: from }).where('id', '=', each.id).execute()
    await history.note(each.patient, by, 'device-ended', [{ field: 'device', before: device, after: null }], work.now)
    await audit.record({ staff: by.id, patient: each.patient, action: 'device-ended', detail: device }, work.now)
  }
  await query
    .insertInto('device_assignment')
    .values({ device, profile, patient, from_at: from, until_at: null, home: null })
    .execute()
  await history.note(patient, by, 'device-assigned', [{ field: 'device', before: null, after: device }], work.now)
  await audit.record({ staff: by.id, patient, action: 'device-assigned', detail: device, ground }, work.now)
  await replayDevices(ports, [device], work)
  return { done: true }
}

/** Who has the device at that time or later. */
async function running({ query }: PeoplePorts, device: string, from: Milliseconds) {
  return query
    .selectFrom('device_assignment')
    .selectAll()
    .where('device', '=', device)
    .where((where) => where.or([where('until_at', 'is', null), where('until_at', '>', from)]))
    .execute()
}

/** Refused: `not-found`, `step-not-possible` (it ended before, or would end before it began). */
export async function endAssignment(
  { query, audit, history }: PeoplePorts,
  { patient, assignment, until, by, ground }: Doing<'end-assignment'>,
  work: Work,
): Promise<CommandResult> {
  const row = await query
    .selectFrom('device_assignment')
    .selectAll()
    .where('id', '=', assignment)
    .where('patient', '=', patient)
    .executeTakeFirst()
  if (row === undefined) return { done: false, code: 'not-found' }
  if (until < row.from_at || (row.until_at !== null && row.until_at <= until)) {
    return { done: false, code: 'step-not-possible' }
  }
  await query.updateTable('device_assignment').set({ until_at: until }).where('id', '=', assignment).execute()
  await history.note(patient, by, 'device-ended', [{ field: 'device', before: row.device, after: null }], work.now)
  await audit.record({ staff: by.id, patient, action: 'device-ended', detail: row.device, ground }, work.now)
  return { done: true }
}
