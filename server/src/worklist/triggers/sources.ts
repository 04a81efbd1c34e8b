import type { Kysely } from 'kysely'
import type { Database } from '../../database/schema.ts'
import type { Seal } from '../../identity/seal.ts'
import { sourceStore } from './source-store.ts'

/** What the secret of a service is sealed for: of no use for another. */
export const sourcePurpose = (id: string): string => `trigger source ${id}`

/** Services that may tell, as the routes need them. */
export function triggerSources(query: Kysely<Database>, seal: Seal) {
  return {
    sources: sourceStore(query),
    seal,
    async areaExists(id: string): Promise<boolean> {
      return (await query.selectFrom('area').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
    },
  }
}

export type TriggerSources = ReturnType<typeof triggerSources>
