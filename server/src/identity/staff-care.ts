import {
  isoTime,
  type NewStaffMember,
  newUlid,
  type PasswordLink,
  type Role,
  type StaffChange,
  type StaffRow,
} from '@kotisilta/contract'
import type { Committer } from '../commit/committer.ts'
import { EVERY_AREA } from '../policy/rows.ts'
import type { IdentityEntry } from './changes.ts'
import type { FactorStore } from './factor-store.ts'
import { type Refused, refused } from './outcome.ts'
import { passwordFault } from './password-fault.ts'
import { hashSecret } from './passwords.ts'
import { hashToken, newToken, type SessionStore, type SignedIn } from './session-store.ts'
import type { StaffStore } from './staff-store.ts'

/** Long enough for a letter to a colleague on leave over the weekend. */
const LINK_MS = 72 * 3_600_000

type Done = Refused | Record<never, never>

/** What an administrator does with others' accounts. `by` is who does it. */
export interface StaffCare {
  list(): Promise<StaffRow[]>
  add(by: string, member: NewStaffMember): Promise<Refused | { id: string; link: PasswordLink }>
  change(by: string, id: string, change: StaffChange): Promise<Done>
  /** A new one-time link; the password until now is gone. */
  resetPassword(by: string, id: string): Promise<Refused | PasswordLink>
  resetFactors(by: string, id: string): Promise<Done>
  sessionsOf(id: string): Promise<SignedIn[]>
  /** With the token of a one-time link. */
  choosePassword(token: string, password: string): Promise<Done>
}

export interface StaffPorts {
  committer: Committer
  staff: StaffStore
  store: SessionStore
  factors: FactorStore
  cut(session: string): void
}

export function staffCare({ committer, staff, store, factors, cut }: StaffPorts): StaffCare {
  const sessionsOf = (id: string) => store.ofStaff(id, Date.now())

  /** Everything that the sessions of somebody have open ends once `work` is done. */
  async function cutting<T>(id: string, work: () => Promise<T>): Promise<T> {
    const open = await sessionsOf(id)
    const result = await work()
    for (const session of open) cut(session.id)
    return result
  }

  async function makeLink(id: string, clearsPassword: boolean, log: IdentityEntry): Promise<PasswordLink> {
    const token = newToken()
    const at = Date.now()
    const expiresAt = at + LINK_MS
    const change = {
      type: 'link-made',
      staff: id,
      tokenHash: hashToken(token),
      expiresAt,
      clearsPassword,
      at,
      log,
    } as const
    await committer.run({ type: 'identity', change })
    // After the #, so that it is in no server's log.
    return { path: `/set-password#${token}`, expiresAt: isoTime(expiresAt) }
  }

  /** Whether somebody who may manage accounts is left when this one no longer may. */
  async function othersManage(id: string): Promise<boolean> {
    return (await staff.all()).some((row) => row.id !== id && row.role === 'administrator' && row.disabled_at === null)
  }

  return {
    sessionsOf,
    async list() {
      const now = Date.now()
      return Promise.all(
        (await staff.all()).map(async (row) => ({
          id: row.id,
          username: row.username,
          name: row.name,
          role: row.role as Role,
          disabled: row.disabled_at !== null,
          managedElsewhere: row.issuer !== null,
          hasPassword: row.password_hash !== '',
          factors: (await factors.of(row.id)).map(({ kind }) => kind),
          sessions: (await store.ofStaff(row.id, now)).length,
          lastSignedIn: row.last_signed_in_at === null ? null : isoTime(row.last_signed_in_at),
        })),
      )
    },
    async add(by, { username, name, role, areas = 'every' }) {
      const at = Date.now()
      const id = newUlid(at)
      const worksIn = areas === 'every' ? [EVERY_AREA] : [...new Set(areas)]
      const account = { id, username, name, role, passwordHash: '', issuer: null, subject: null, areas: worksIn }
      const log = { staff: by, action: 'staff-added', detail: `${id} ${role}: ${worksIn.join(' ') || 'no areas'}` }
      const result = await committer.run({ type: 'identity', change: { type: 'account-added', account, at, log } })
      if (!result.done) return refused(result.code)
      return { id, link: await makeLink(id, false, { staff: by, action: 'password-link-made', detail: id }) }
    },
    async change(by, id, { name, role, disabled }) {
      const row = await staff.row(id)
      if (row === undefined) return refused('not-found')
      if (row.issuer !== null && (name !== undefined || (role !== undefined && role !== row.role)))
        return refused('managed-elsewhere')
      const loses = disabled === true || (role !== undefined && role !== 'administrator')
      if (row.role === 'administrator' && row.disabled_at === null && loses && !(await othersManage(id))) {
        return refused('last-administrator')
      }
      const what = [
        name === undefined || name === row.name ? undefined : 'name',
        role === undefined || role === row.role ? undefined : `role ${row.role} ${role}`,
        disabled === undefined ? undefined : disabled ? 'disabled' : 'enabled',
      ].filter((part) => part !== undefined)
      const change = {
        type: 'account-changed',
        id,
        ...(name !== undefined && { name }),
        ...(role !== undefined && { role }),
        ...(disabled !== undefined && { disabledAt: disabled ? Date.now() : null }),
        log: { staff: by, action: 'staff-changed', detail: `${id} ${what.join(', ')}` },
      } as const
      const run = () => committer.run({ type: 'identity', change })
      // Whoever has another role now comes back with it: the feed asks anew.
      await (disabled === true || role !== undefined ? cutting(id, run) : run())
      return {}
    },
    async resetPassword(by, id) {
      const row = await staff.row(id)
      if (row === undefined) return refused('not-found')
      if (row.issuer !== null) return refused('managed-elsewhere')
      return cutting(id, () => makeLink(id, true, { staff: by, action: 'password-reset', detail: id }))
    },
    async resetFactors(by, id) {
      if ((await staff.row(id)) === undefined) return refused('not-found')
      const log = { staff: by, action: 'factors-reset', detail: id }
      await cutting(id, () => committer.run({ type: 'identity', change: { type: 'factors-reset', staff: id, log } }))
      return {}
    },
    async choosePassword(token, password) {
      const tokenHash = hashToken(token)
      const row = await staff.link(tokenHash, Date.now())
      if (row === undefined) return refused('link-invalid')
      const fault = await passwordFault(password, [row.username, row.name])
      if (fault !== undefined) return refused(fault)
      const passwordHash = await hashSecret(password)
      const log = { staff: row.id, action: 'password-chosen' }
      const result = await committer.run({
        type: 'identity',
        change: { type: 'link-used', tokenHash, staff: row.id, passwordHash, log },
      })
      return result.done ? {} : refused(result.code)
    },
  }
}
