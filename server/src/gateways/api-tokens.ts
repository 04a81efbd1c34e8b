import type { ApiScope } from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'
import { hashToken } from '../identity/session-store.ts'
import { EVERY_AREA } from '../policy/rows.ts'
import type { GatewayIdentity } from './registry.ts'

/** Whose token it is, and what it allows. */
export interface TokenBearer {
  id: string
  name: string
  scopes: readonly ApiScope[]
  areas: 'every' | ReadonlySet<string>
  expiresAt: number
  /** In whose home its items are measured; absent if it may bring none. */
  gateway?: GatewayIdentity
}

/** Who did it, as the access log names a token. */
export const tokenInLog = (id: string): string => `token:${id}`

/** So that a person, or a scanner of leaked secrets, sees what it is. */
export const API_TOKEN_PREFIX = 'kotisilta_'

/** Integrators' tokens. Asked anew each time, so that one just revoked is refused at once. */
export function apiTokens(sqlite: SqliteDatabase.Database) {
  const find = sqlite.prepare(
    `select t.id, t.name, t.scopes, t.areas, t.expires_at as "expiresAt", g.id as gateway, h.partition from api_token t
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
      const { id, name, scopes, expiresAt, gateway, partition } = row
      return {
        id,
        name,
        scopes: scopes.split(' ') as ApiScope[],
        areas: areasFrom(row.areas),
        expiresAt,
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

/** As they lie in the table. */
export function areasFrom(text: string): 'every' | ReadonlySet<string> {
  return text === EVERY_AREA ? 'every' : new Set(text.split(' ').filter((id) => id !== ''))
}

interface FoundToken {
  id: string
  name: string
  scopes: string
  areas: string
  expiresAt: number
  gateway: string | null
  partition: string | null
}

export type ApiTokens = ReturnType<typeof apiTokens>
