import type { ApiScope } from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'
import { hashToken } from '../identity/session-store.ts'
import type { GatewayIdentity } from './registry.ts'

/** Whose token it is, and what it allows. */
export interface TokenBearer {
  id: string
  scopes: readonly ApiScope[]
  /** In whose home its items are measured; absent if it may bring none. */
  gateway?: GatewayIdentity
}

/** So that a person, or a scanner of leaked secrets, sees what it is. */
export const API_TOKEN_PREFIX = 'kotisilta_'

/** Integrators' tokens. Asked anew each time, so that one just revoked is refused at once. */
export function apiTokens(sqlite: SqliteDatabase.Database) {
  const find = sqlite.prepare(
    `select t.id, t.scopes, g.id as gateway, h.partition from api_token t
     left join gateway g on g.id = t.gateway left join home h on h.id = g.home
     where t.token_hash = ? and t.revoked_at is null and t.expires_at > ?`,
  )
  let used = new Map<string, number>()
  return {
    find(token: string): TokenBearer | undefined {
      if (!token.startsWith(API_TOKEN_PREFIX)) return undefined
      const now = Date.now()
      const row = find.get(hashToken(token), now) as FoundToken | undefined
      if (row === undefined) return undefined
      used.set(row.id, now)
      const { id, scopes, gateway, partition } = row
      return {
        id,
        scopes: scopes.split(' ') as ApiScope[],
        ...(gateway !== null && partition !== null && { gateway: { id: gateway, partition, trustedFrom: now } }),
      }
    },
    /** When which was last used, since the last call. */
    takeUsed(): { id: string; at: number }[] {
      const taken = [...used].map(([id, at]) => ({ id, at }))
      used = new Map()
      return taken
    },
  }
}

interface FoundToken {
  id: string
  scopes: string
  gateway: string | null
  partition: string | null
}

export type ApiTokens = ReturnType<typeof apiTokens>
