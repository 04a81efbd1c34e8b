import { KIT_STEPS, newUlid } from '@kotisilta/contract'
import type { CommandResult } from '../../commit/commands.ts'
import type { Work } from '../../commit/work.ts'
import type { Doing } from '../commands.ts'
import { newHomeIdIn } from '../home-id.ts'
import type { PeoplePorts } from '../ports.ts'
import { moveGateway } from './move-gateway.ts'

/** Refused: `not-found` (no such gateway), `kit-known` (the gateway is in a kit, or the label is another's). */
export async function newKit(
  { query, audit }: PeoplePorts,
  { label, gateway, devices, by, ground }: Doing<'new-kit'>,
  work: Work,
): Promise<CommandResult> {
  const stands = await query.selectFrom('gateway').select('home').where('id', '=', gateway).executeTakeFirst()
  if (stands === undefined) return { done: false, code: 'not-found' }
  const other = await query
    .selectFrom('kit')
    .select('id')
    .where((where) => where.or([where('gateway', '=', gateway), where('label', '=', label)]))
    .executeTakeFirst()
  if (other !== undefined) return { done: false, code: 'kit-known' }
  const lived = await query
    .selectFrom('patient')
    .select('id')
    .where('home', '=', stands.home)
    .where('status', 'in', ['active', 'hospital'])
    .executeTakeFirst()
  const id = newUlid(work.now)
  const state = lived === undefined ? 'in-check' : 'in-use'
  await query.insertInto('kit').values({ id, label, gateway, state, created_at: work.now }).execute()
  for (const each of devices)
    await query
      .insertInto('kit_device')
      .values({ kit: id, ...each })
      .execute()
  await audit.record({ staff: by.id, patient: null, action: 'kit-added', detail: `${id} ${gateway}`, ground }, work.now)
  return { done: true, created: id }
}

/**
 * One thing of the list has been done, in its order. With the first the gateway stands in store: it is told of no
 * devices any more. With the last the kit is ready.
 * Refused: `not-found`, `step-not-possible` (not its turn), `kit-still-assigned` (a device is still somebody's).
 */
export async function kitStep(
  { query, audit }: PeoplePorts,
  { kit: id, step, by, ground }: Doing<'kit-step'>,
  work: Work,
): Promise<CommandResult> {
  const kit = await query.selectFrom('kit').selectAll().where('id', '=', id).executeTakeFirst()
  if (kit === undefined) return { done: false, code: 'not-found' }
  const done = await query.selectFrom('kit_step').select('step').where('kit', '=', id).execute()
  const place = KIT_STEPS.indexOf(step)
  const turn = kit.state !== 'ready' && place === done.length
  if (!turn) return { done: false, code: 'step-not-possible' }

  if (step === 'returned') {
    const assigned = await query
      .selectFrom('kit_device')
      .innerJoin('device_assignment', 'device_assignment.device', 'kit_device.device')
      .select('device_assignment.id')
      .where('kit', '=', id)
      .where((where) => where.or([where('until_at', 'is', null), where('until_at', '>', work.now)]))
      .executeTakeFirst()
    if (assigned !== undefined) return { done: false, code: 'kit-still-assigned' }
    await intoStore(query, kit.gateway, work.now)
  }
  await query.insertInto('kit_step').values({ kit: id, step, at: work.now, by: by.id, by_name: by.name }).execute()
  const state = place === KIT_STEPS.length - 1 ? 'ready' : 'in-check'
  await query.updateTable('kit').set({ state }).where('id', '=', id).execute()
  await audit.record({ staff: by.id, patient: null, action: `kit-${step}`, detail: id, ground }, work.now)
  return { done: true }
}

/** A home in which nobody lives, in the same partition and area. */
async function intoStore(query: PeoplePorts['query'], gateway: string, now: number): Promise<void> {
  const { partition, area } = await query
    .selectFrom('gateway')
    .innerJoin('home', 'home.id', 'gateway.home')
    .select(['home.partition', 'home.area'])
    .where('gateway.id', '=', gateway)
    .executeTakeFirstOrThrow()
  const store = newHomeIdIn(partition)
  await query.insertInto('home').values({ id: store, area, partition }).execute()
  await moveGateway(query, gateway, store, now)
}
