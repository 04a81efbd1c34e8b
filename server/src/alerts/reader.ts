import type { Alert } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'

export interface AlertQuery {
  status?: 'open' | 'acknowledged' | 'resolved' | 'unresolved' | undefined
  patient?: string | undefined
  limit: number
}

/** Alerts as they were last committed. */
export function alertReader(query: Kysely<Database>) {
  return {
    /** Newest first. */
    async list({ status, patient, limit }: AlertQuery): Promise<Alert[]> {
      let select = query.selectFrom('alert').select('body').orderBy('raised_at', 'desc').limit(limit)
      if (status === 'unresolved') select = select.where('status', '<>', 'resolved')
      else if (status !== undefined) select = select.where('status', '=', status)
      if (patient !== undefined) select = select.where('patient', '=', patient)
      return (await select.execute()).map(({ body }) => JSON.parse(body) as Alert)
    },

    async find(id: string): Promise<Alert | undefined> {
      const row = await query.selectFrom('alert').select('body').where('id', '=', id).executeTakeFirst()
      return row && (JSON.parse(row.body) as Alert)
    },
  }
}

export type AlertReader = ReturnType<typeof alertReader>
