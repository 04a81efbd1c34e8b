import type { Alert } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'

export interface AlertQuery {
  status?: 'open' | 'acknowledged' | 'resolved' | 'unresolved' | undefined
  patient?: string | undefined
  limit: number
}

const PAGE = 1_000

/** Alerts as they were last committed. */
export function alertReader(query: Kysely<Database>) {
  return {
    /** Newest first, of those patients whom the one who asks may see. */
    async list({ status, patient, limit }: AlertQuery, sees: (patient: string) => boolean): Promise<Alert[]> {
      let select = query.selectFrom('alert').select(['patient', 'body']).orderBy('raised_at', 'desc').orderBy('id')
      if (status === 'unresolved') select = select.where('status', '<>', 'resolved')
      else if (status !== undefined) select = select.where('status', '=', status)
      if (patient !== undefined) select = select.where('patient', '=', patient)
      const seen: Alert[] = []
      for (let offset = 0; ; offset += PAGE) {
        const page = await select.limit(PAGE).offset(offset).execute()
        for (const row of page) {
          if (sees(row.patient)) seen.push(JSON.parse(row.body) as Alert)
          if (seen.length === limit) return seen
        }
        if (page.length < PAGE) return seen
      }
    },

    async find(id: string): Promise<Alert | undefined> {
      const row = await query.selectFrom('alert').select('body').where('id', '=', id).executeTakeFirst()
      return row && (JSON.parse(row.body) as Alert)
    },
  }
}

export type AlertReader = ReturnType<typeof alertReader>
