import { KotisiltaError, type Role } from '@kotisilta/contract'
import { auditLog } from '../audit/store.ts'
import type { OpenDatabase } from '../database/open.ts'
import { noteRevocations } from '../revocations/file.ts'
import { ofIdentity } from '../revocations/of-command.ts'
import { applyIdentity } from './apply.ts'
import type { IdentityChange } from './changes.ts'
import { staffStore } from './staff-store.ts'
import { hashToken, newToken } from './token.ts'

const LINK_MS = 24 * 3_600_000

interface ListedUser {
  username: string
  name: string
  role: Role
  disabled: boolean
}

/** Care of accounts beside a running server or without one; what is done is logged as done by nobody in particular. */
export function usersFromCommandLine(database: OpenDatabase) {
  const staff = staffStore(database.query)

  async function known(username: string): Promise<string> {
    const row = await staff.byName(username)
    if (row === undefined) throw new KotisiltaError('user-unknown', `There is no user ${username}.`)
    if (row.issuer !== null) throw new KotisiltaError('managed-elsewhere', `${username} signs in with the provider.`)
    return row.id
  }

  /** One transaction: the access log's chain must not be written to from two sides at once. */
  async function change(wanted: IdentityChange, now: number): Promise<void> {
    database.sqlite.exec('begin immediate')
    try {
      await applyIdentity(database.query, auditLog(database), wanted, now)
      noteRevocations(database.sqlite, ofIdentity(wanted, now))
      database.sqlite.exec('commit')
    } catch (error) {
      database.sqlite.exec('rollback')
      throw error
    }
  }

  return {
    async list(): Promise<ListedUser[]> {
      const rows = await staff.all()
      return rows.map(({ username, name, role, disabled_at }) => ({
        username,
        name,
        role: role as Role,
        disabled: disabled_at !== null,
      }))
    },
    /** @throws KotisiltaError `user-unknown`, `managed-elsewhere` */
    async disable(username: string, now: number): Promise<void> {
      const id = await known(username)
      const log = { staff: '', action: 'staff-changed', detail: `${id} disabled` }
      await change({ type: 'account-changed', id, disabledAt: now, log }, now)
    },
    /**
     * The old password is void, all sessions end.
     * @returns the path of a link that works once, for a day
     * @throws KotisiltaError `user-unknown`, `managed-elsewhere`
     */
    async resetPassword(username: string, now: number): Promise<string> {
      const id = await known(username)
      const token = newToken()
      const log = { staff: '', action: 'password-reset', detail: id }
      const link = { staff: id, tokenHash: hashToken(token), expiresAt: now + LINK_MS, clearsPassword: true, at: now }
      await change({ type: 'link-made', ...link, log }, now)
      return `/set-password#${token}`
    },
  }
}
