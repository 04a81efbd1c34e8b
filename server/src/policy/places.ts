import { newUlid } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import type { Applied } from './apply.ts'
import type { RightsChange } from './changes.ts'
import { EVERY_AREA } from './rows.ts'

type Change<Name extends RightsChange['change']> = Extract<RightsChange, { change: Name }>

/** Areas, teams, and who works where. */
export async function putArea(
  query: Kysely<Database>,
  { id, name }: Change<'put-area'>,
  now: number,
): Promise<Applied> {
  if (id === null) {
    const created = newUlid(now).toLowerCase()
    await query.insertInto('area').values({ id: created, name }).execute()
    return { patient: null, action: 'area-made', detail: `${created} ${name}`, created }
  }
  const { numUpdatedRows } = await query.updateTable('area').set({ name }).where('id', '=', id).executeTakeFirst()
  return numUpdatedRows === 0n ? 'not-found' : { patient: null, action: 'area-renamed', detail: `${id} ${name}` }
}

export async function putTeam(query: Kysely<Database>, change: Change<'put-team'>, now: number): Promise<Applied> {
  const areas = [...new Set(change.areas)]
  const members = [...new Set(change.members)]
  if (!(await allKnown(query, 'area', areas)) || !(await allKnown(query, 'staff', members))) return 'request-invalid'
  const namesake = await query.selectFrom('team').select('id').where('name', '=', change.name).executeTakeFirst()
  if (namesake !== undefined && namesake.id !== change.id) return 'request-invalid'
  const id = change.id ?? newUlid(now)
  if (change.id === null) {
    await query.insertInto('team').values({ id, name: change.name, created_at: now }).execute()
  } else {
    const renamed = await query.updateTable('team').set({ name: change.name }).where('id', '=', id).executeTakeFirst()
    if (renamed.numUpdatedRows === 0n) return 'not-found'
  }
  await query.deleteFrom('team_area').where('team', '=', id).execute()
  for (const area of areas) await query.insertInto('team_area').values({ team: id, area }).execute()
  await becomeMembers(query, id, members, now)
  const detail = `${id} ${change.name}; areas ${areas.join(' ')}; members ${members.join(' ')}`
  return { patient: null, action: change.id === null ? 'team-made' : 'team-changed', detail, created: id }
}

/** Who leaves has been a member until now: past memberships stay. */
async function becomeMembers(query: Kysely<Database>, team: string, wanted: string[], now: number): Promise<void> {
  const current = await query
    .selectFrom('team_member')
    .select(['id', 'staff'])
    .where('team', '=', team)
    .where('until_at', 'is', null)
    .execute()
  for (const { id, staff } of current) {
    if (wanted.includes(staff)) continue
    await query.updateTable('team_member').set({ until_at: now }).where('id', '=', id).execute()
  }
  for (const staff of wanted) {
    if (current.some((each) => each.staff === staff)) continue
    const row = { id: newUlid(now), team, staff, from_at: now, until_at: null }
    await query.insertInto('team_member').values(row).execute()
  }
}

export async function putReach(query: Kysely<Database>, { staff, areas }: Change<'put-reach'>): Promise<Applied> {
  const wanted = areas === 'every' ? [EVERY_AREA] : [...new Set(areas)]
  if (!(await allKnown(query, 'staff', [staff]))) return 'not-found'
  if (areas !== 'every' && !(await allKnown(query, 'area', wanted))) return 'request-invalid'
  await query.deleteFrom('staff_area').where('staff', '=', staff).execute()
  for (const area of wanted) await query.insertInto('staff_area').values({ staff, area }).execute()
  return { patient: null, action: 'reach-changed', detail: `${staff}: ${wanted.join(' ') || 'none'}` }
}

async function allKnown(query: Kysely<Database>, table: 'area' | 'staff', ids: string[]): Promise<boolean> {
  if (ids.length === 0) return true
  const rows = await query.selectFrom(table).select('id').where('id', 'in', ids).execute()
  return rows.length === ids.length
}
