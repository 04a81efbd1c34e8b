import { randomBytes } from 'node:crypto'
import type { Milliseconds } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import { erasePerson } from '../people/erasure/erase.ts'
import { putReach, putTeam } from '../policy/places.ts'
import { EVERY_AREA } from '../policy/rows.ts'
import type { Revocation } from './revocation.ts'

/**
 * Takes away once more what a restored database does not know to be gone, oldest first, in the transaction that it is
 * in. What is not there (made after the backup) is nobody's to use anyway.
 */
export async function reapply(query: Kysely<Database>, revocation: Revocation, now: Milliseconds): Promise<void> {
  const { id, at } = revocation
  const set = (values: Partial<Database['staff']>) =>
    query.updateTable('staff').set(values).where('id', '=', id).execute()

  switch (revocation.kind) {
    case 'gateway':
      await query
        .updateTable('gateway')
        .set({ revoked_at: at, token_hash: randomBytes(32) })
        .where('id', '=', id)
        .execute()
      return
    case 'token':
      await query.updateTable('api_token').set({ revoked_at: at }).where('id', '=', id).execute()
      return
    case 'account': {
      const { role, disabled, areas } = revocation
      if (role !== undefined) await set({ role })
      if (disabled !== undefined) await set({ disabled_at: disabled ? at : null })
      if (areas === undefined) return
      // An area that was made after the backup is not there to work in.
      const known = await knownOf(query, 'area', areas)
      await putReach(query, { change: 'put-reach', staff: id, areas: areas.includes(EVERY_AREA) ? 'every' : known })
      return
    }
    case 'password':
      await set({ password_hash: '' })
      return
    case 'factor':
      await query.deleteFrom('staff_factor').where('id', '=', id).execute()
      return
    case 'factors':
      await query.deleteFrom('staff_factor').where('staff', '=', id).execute()
      await query.deleteFrom('recovery_code').where('staff', '=', id).execute()
      await set({ pin_hash: null })
      return
    case 'recovery-code':
      await query.deleteFrom('recovery_code').where('id', '=', id).execute()
      return
    case 'recovery-codes':
      await query.deleteFrom('recovery_code').where('staff', '=', id).execute()
      return
    case 'consent':
    case 'care-relationship':
      await query
        .updateTable(revocation.kind === 'consent' ? 'consent' : 'care_relationship')
        .set({ until_at: at, ended_by: 'restore' })
        .where('id', '=', id)
        .where((where) => where.or([where('until_at', 'is', null), where('until_at', '>', at)]))
        .execute()
      return
    case 'team': {
      const team = await query.selectFrom('team').select('name').where('id', '=', id).executeTakeFirst()
      if (team === undefined) return
      const areas = await knownOf(query, 'area', revocation.areas)
      const members = await knownOf(query, 'staff', revocation.members)
      await putTeam(query, { change: 'put-team', id, name: team.name, areas, members }, now)
      return
    }
    case 'erased': {
      const person = await query.selectFrom('patient').select('id').where('id', '=', id).executeTakeFirst()
      if (person !== undefined) await erasePerson(query, id, `${revocation.ground}, again after a restore`, now)
    }
  }
}

async function knownOf(query: Kysely<Database>, table: 'area' | 'staff', ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await query.selectFrom(table).select('id').where('id', 'in', ids).execute()
  return rows.map((row) => row.id)
}
