import type SqliteDatabase from 'better-sqlite3'

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
export function gatewayStateStore(sqlite: SqliteDatabase.Database) {
  // Of a whole region at once, every few seconds: one statement, prepared once.
  const put = sqlite.prepare<[string, number, number, number, string | null]>(
    `insert into gateway_state(gateway, online, since, last_heard, body) values(?,?,?,?,?)
     on conflict(gateway) do update set online = excluded.online, since = excluded.since,
       last_heard = excluded.last_heard, body = coalesce(excluded.body, body)`,
  )
  return {
    heard(gateways: readonly HeardGateway[]): void {
      for (const { gateway, online, since, lastHeard, body = null } of gateways)
        put.run(gateway, online ? 1 : 0, since, lastHeard, body)
    },
  }
}
