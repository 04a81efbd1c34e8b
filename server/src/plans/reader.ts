import type { Milliseconds, Plan } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import { pauseStore } from './pause-store.ts'
import { plansInForce } from './plans-in-force.ts'

/** Plans as people look at them. */
export function planReader(query: Kysely<Database>) {
  const pauses = pauseStore(query)
  return {
    /** What judges now; the group's plan for whoever has none. */
    async inForce(patient: string, now: Milliseconds): Promise<Plan> {
      const versions = await query
        .selectFrom('plan_version')
        .select(['valid_from as from', 'valid_until as until', 'plan'])
        .where('patient', '=', patient)
        .orderBy('version', 'desc')
        .execute()
      const given = (await pauses.of(patient)).filter(({ from, until }) => from < until)
      return plansInForce(
        versions,
        given.map(({ from, until, reason }) => ({ from, until, reason })),
      ).at(now)
    },
  }
}
