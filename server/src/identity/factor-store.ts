import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import type { FactorKind, NewFactor } from './changes.ts'

export interface Factor extends NewFactor {
  createdAt: number
  lastUsedAt: number | null
}

type Row = Database['staff_factor']

const factor = (row: Row): Factor => ({
  id: row.id,
  staff: row.staff,
  kind: row.kind as FactorKind,
  label: row.label,
  credential: row.credential,
  body: row.body,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
})

/** Reads what people prove themselves with beside a password. */
export function factorStore(query: Kysely<Database>) {
  return {
    async of(staff: string): Promise<Factor[]> {
      const rows = await query.selectFrom('staff_factor').selectAll().where('staff', '=', staff).orderBy('id').execute()
      return rows.map(factor)
    },
    async byCredential(credential: string): Promise<Factor | undefined> {
      const row = await query
        .selectFrom('staff_factor')
        .selectAll()
        .where('credential', '=', credential)
        .executeTakeFirst()
      return row && factor(row)
    },
    recoveryCodes: (staff: string): Promise<{ id: string; code_hash: string }[]> =>
      query.selectFrom('recovery_code').select(['id', 'code_hash']).where('staff', '=', staff).execute(),
  }
}

export type FactorStore = ReturnType<typeof factorStore>
