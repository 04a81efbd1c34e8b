import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'

export interface HeardGateway {
  gateway: string
  online: boolean
  /** Since when it is online, or is not. */
  since: number
  lastHeard: number
  /** Its last `state` message. */
  body?: string
}

/** When each gateway was last heard. */
export function gatewayStateStore(query: Kysely<Database>) {
  return {
    async heard(gateways: readonly HeardGateway[]): Promise<void> {
      for (const { gateway, online, since, lastHeard, body } of gateways) {
        const changing = { online: online ? 1 : 0, since, last_heard: lastHeard, ...(body !== undefined && { body }) }
        await query
          .insertInto('gateway_state')
          .values({ gateway, body: null, ...changing })
          .onConflict((conflict) => conflict.column('gateway').doUpdateSet(changing))
          .execute()
      }
    },
  }
}
