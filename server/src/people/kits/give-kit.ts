import type { CommandResult } from '../../commit/commands.ts'
import type { Work } from '../../commit/work.ts'
import type { Doing } from '../commands.ts'
import { assignDevice } from '../devices/assign.ts'
import { newHomeIdIn } from '../home-id.ts'
import type { PeoplePorts } from '../ports.ts'
import { moveGateway } from './move-gateway.ts'

/**
 * A kit that is ready goes to somebody: its gateway stands in their home, its devices are theirs from now on.
 * Refused: `not-found`, `kit-not-ready`, `kit-other-partition` (another gateway stands there, in another partition),
 * and what assigning a device refuses.
 */
export async function giveKit(
  ports: PeoplePorts,
  { kit: id, patient, by }: Doing<'give-kit'>,
  work: Work,
): Promise<CommandResult> {
  const { query, history } = ports
  const kit = await query.selectFrom('kit').selectAll().where('id', '=', id).executeTakeFirst()
  const person = await query.selectFrom('patient').select('home').where('id', '=', patient).executeTakeFirst()
  if (kit === undefined || person === undefined) return { done: false, code: 'not-found' }
  if (kit.state !== 'ready') return { done: false, code: 'kit-not-ready' }
  const home = await homeFor(ports, person.home, kit.gateway)
  if (home === undefined) return { done: false, code: 'kit-other-partition' }

  const devices = await query.selectFrom('kit_device').selectAll().where('kit', '=', id).execute()
  await moveGateway(query, kit.gateway, home, work.now)
  await query.updateTable('kit').set({ state: 'in-use' }).where('id', '=', id).execute()
  await query.deleteFrom('kit_step').where('kit', '=', id).execute()
  await history.note(patient, by, 'kit-given', [{ field: 'kit', before: null, after: kit.label }], work.now)
  for (const { device, profile } of devices) {
    const assigned = await assignDevice(
      ports,
      { type: 'people', does: 'assign', by, patient, device, profile, from: work.now, instead: false },
      work,
    )
    if (!assigned.done) throw new Error(`a device of a kit that was ready is somebody's: ${assigned.code}`)
  }
  return { done: true }
}

/**
 * The person's home, if the gateway's topics fit it. A home without a gateway becomes another one that they fit, and
 * what was measured in the one before stays there.
 */
async function homeFor({ query }: PeoplePorts, current: string, gateway: string): Promise<string | undefined> {
  const home = await query.selectFrom('home').selectAll().where('id', '=', current).executeTakeFirstOrThrow()
  const { partition } = await query
    .selectFrom('gateway')
    .innerJoin('home', 'home.id', 'gateway.home')
    .select('home.partition')
    .where('gateway.id', '=', gateway)
    .executeTakeFirstOrThrow()
  if (home.partition === partition) return current
  const other = await query.selectFrom('gateway').select('id').where('home', '=', current).executeTakeFirst()
  if (other !== undefined) return undefined
  const next = newHomeIdIn(partition)
  await query.insertInto('home').values({ id: next, area: home.area, partition }).execute()
  const people = query.selectFrom('patient').select('id').where('home', '=', current)
  await query
    .updateTable('device_assignment')
    .set({ home: current })
    .where('home', 'is', null)
    .where('patient', 'in', people)
    .execute()
  await query.updateTable('patient').set({ home: next }).where('home', '=', current).execute()
  return next
}
