import type { Role } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import type { SessionTable } from './tables.ts'
import { hashToken } from './token.ts'

export { hashToken, newToken } from './token.ts'

/** How somebody proved who they are. */
export type SignInMethod =
  | 'password'
  | 'password-and-totp'
  | 'password-and-passkey'
  | 'password-and-recovery'
  | 'passkey'
  | 'oidc'

/** A session and whose it is. */
export interface SignedIn {
  /** The session's own id; not its token. */
  id: string
  staff: { id: string; username: string; name: string; role: Role }
  method: SignInMethod
  /** SHA-256 of the screen's cookie. */
  screen: Uint8Array | null
  createdAt: number
  verifiedAt: number
  lastUsedAt: number
  expiresAt: number
  locked: boolean
  wrongPins: number
  needsFactor: boolean
  address: string
  agent: string
}

const COLUMNS = [
  'session.id as session',
  'session.screen',
  'session.method',
  'session.created_at',
  'session.verified_at',
  'session.last_used_at',
  'session.expires_at',
  'session.locked_at',
  'session.wrong_pins',
  'session.needs_factor',
  'session.address',
  'session.agent',
  'staff.id',
  'staff.username',
  'staff.name',
  'staff.role',
] as const

type Row = Pick<
  SessionTable,
  | 'screen'
  | 'method'
  | 'created_at'
  | 'verified_at'
  | 'last_used_at'
  | 'expires_at'
  | 'locked_at'
  | 'wrong_pins'
  | 'needs_factor'
  | 'address'
  | 'agent'
> & { session: string; id: string; username: string; name: string; role: string }

const signedIn = (row: Row): SignedIn => ({
  id: row.session,
  staff: { id: row.id, username: row.username, name: row.name, role: row.role as Role },
  method: row.method as SignInMethod,
  screen: row.screen,
  createdAt: row.created_at,
  verifiedAt: row.verified_at,
  lastUsedAt: row.last_used_at,
  expiresAt: row.expires_at,
  locked: row.locked_at !== null,
  wrongPins: row.wrong_pins,
  needsFactor: row.needs_factor === 1,
  address: row.address,
  agent: row.agent,
})

/** Reads sessions; a session that is not locked ends when it has not been used for `idle` milliseconds. */
export function sessionStore(query: Kysely<Database>, idle: number) {
  const alive = (now: number) =>
    query
      .selectFrom('session')
      .innerJoin('staff', 'staff.id', 'session.staff')
      .select(COLUMNS)
      .where('session.expires_at', '>', now)
      .where('staff.disabled_at', 'is', null)
      .where((where) =>
        where.or([where('session.locked_at', 'is not', null), where('session.last_used_at', '>', now - idle)]),
      )

  return {
    /** Whose session it is; undefined if there is none, or it has ended, or its owner's account has. */
    async find(token: string, now: number): Promise<SignedIn | undefined> {
      const row = await alive(now).where('session.token_hash', '=', hashToken(token)).executeTakeFirst()
      return row && signedIn(row)
    },

    async byId(id: string, now: number): Promise<SignedIn | undefined> {
      const row = await alive(now).where('session.id', '=', id).executeTakeFirst()
      return row && signedIn(row)
    },

    /** Newest use first. */
    async ofStaff(staff: string, now: number): Promise<SignedIn[]> {
      const rows = await alive(now).where('session.staff', '=', staff).orderBy('session.last_used_at', 'desc').execute()
      return rows.map(signedIn)
    },

    /** Everybody who is signed in at one screen, by name. */
    async onScreen(screen: Uint8Array, now: number): Promise<SignedIn[]> {
      const rows = await alive(now).where('session.screen', '=', Buffer.from(screen)).orderBy('staff.name').execute()
      return rows.map(signedIn)
    },

    /** What the provider needs to sign this session out there as well. */
    async providerToken(id: string): Promise<string | null> {
      const row = await query.selectFrom('session').select('provider_token').where('id', '=', id).executeTakeFirst()
      return row?.provider_token ?? null
    },

    /** The sessions that a provider's back-channel logout means: one `sid`, or all of a subject. */
    async ofProvider(
      issuer: string,
      { sid, subject }: { sid?: string | undefined; subject?: string | undefined },
    ): Promise<string[]> {
      let wanted = query
        .selectFrom('session')
        .innerJoin('staff', 'staff.id', 'session.staff')
        .select('session.id')
        .where('staff.issuer', '=', issuer)
      if (sid !== undefined) wanted = wanted.where('session.provider_session', '=', sid)
      if (subject !== undefined) wanted = wanted.where('staff.subject', '=', subject)
      return (await wanted.execute()).map(({ id }) => id)
    },
  }
}

export type SessionStore = ReturnType<typeof sessionStore>
