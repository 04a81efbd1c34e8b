import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'

export interface Delivery {
  alert: string
  version: number
  /** The socket that has confirmed it. */
  screen: string
  staff: string
}

/** Which screens have proved that they have which version of an alert. */
export function deliveryStore(query: Kysely<Database>) {
  return {
    async confirm(deliveries: readonly Delivery[], now: number): Promise<void> {
      await query
        .insertInto('alert_delivery')
        .values(deliveries.map(({ alert, version, screen, staff }) => ({ alert, version, screen, staff, at: now })))
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
  }
}
