import { createHash, randomBytes } from 'node:crypto'
import type { Role } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'

/** A session's or a gateway's token is kept only as its SHA-256: it is random, so nothing slower is needed. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

export const newToken = (): string => randomBytes(32).toString('base64url')

export interface SignedIn {
  staff: { id: string; username: string; name: string; role: Role }
  expiresAt: number
}

export function sessionStore(query: Kysely<Database>) {
  return {
    async open(session: { tokenHash: Uint8Array; staff: string; now: number; expiresAt: number }): Promise<void> {
      await query.deleteFrom('session').where('expires_at', '<', session.now).execute()
      await query
        .insertInto('session')
        .values({
          token_hash: Buffer.from(session.tokenHash),
          staff: session.staff,
          created_at: session.now,
          expires_at: session.expiresAt,
        })
        .execute()
    },

    async close(tokenHash: Uint8Array): Promise<void> {
      await query.deleteFrom('session').where('token_hash', '=', Buffer.from(tokenHash)).execute()
    },

    /** Whose session it is; undefined if there is none, or it has ended, or its owner's account has. */
    async find(token: string, now: number): Promise<SignedIn | undefined> {
      const row = await query
        .selectFrom('session')
        .innerJoin('staff', 'staff.id', 'session.staff')
        .select(['staff.id', 'staff.username', 'staff.name', 'staff.role', 'session.expires_at'])
        .where('session.token_hash', '=', hashToken(token))
        .where('session.expires_at', '>', now)
        .where('staff.disabled_at', 'is', null)
        .executeTakeFirst()
      if (row === undefined) return undefined
      const { expires_at, ...staff } = row
      return { staff: { ...staff, role: staff.role as Role }, expiresAt: expires_at }
    },
  }
}

export type SessionStore = ReturnType<typeof sessionStore>
