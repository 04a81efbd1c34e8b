import type { Committer } from '../commit/committer.ts'
import { hashToken, newToken, type SessionStore, type SignedIn } from './session-store.ts'
import type { StaffStore } from './staff-store.ts'

/**
 * Signing in and out. Sessions end by the machine's own clock: security has nothing to do with a demo's fast time.
 */
export interface Sessions {
  signIn(username: string, password: string): Promise<{ token: string; session: SignedIn } | undefined>
  signOut(token: string): Promise<void>
  find(token: string): Promise<SignedIn | undefined>
}

export function sessions(committer: Committer, staff: StaffStore, store: SessionStore, hours: number): Sessions {
  return {
    async signIn(username, password) {
      const id = await staff.authenticate(username, password)
      if (id === undefined) return undefined
      const token = newToken()
      const now = Date.now()
      const opening = { staff: id, now, expiresAt: now + Math.round(hours * 3_600_000) }
      await committer.run({ type: 'open-session', tokenHash: hashToken(token), ...opening })
      const session = await store.find(token, now)
      return session && { token, session }
    },
    async signOut(token) {
      await committer.run({ type: 'close-session', tokenHash: hashToken(token) })
    },
    find: (token) => store.find(token, Date.now()),
  }
}
