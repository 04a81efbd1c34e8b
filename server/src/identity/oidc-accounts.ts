import { newUlid, type ProviderRefusal } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Committer } from '../commit/committer.ts'
import type { Database } from '../database/schema.ts'
import { EVERY_AREA } from '../policy/rows.ts'
import { areasFor, claimAt, roleFor, textsIn } from './claims.ts'
import type { OidcSettings } from './settings.ts'
import type { StaffStore } from './staff-store.ts'

type Claims = Readonly<Record<string, unknown>> & { sub: string }

/** The accounts of those whom the provider signs in: made at the first sign-in, and as the provider says at each. */
export interface OidcAccounts {
  admit(claims: Claims): Promise<{ noEntry: ProviderRefusal } | { id: string }>
}

export function oidcAccounts(
  committer: Committer,
  query: Kysely<Database>,
  staff: StaffStore,
  settings: OidcSettings,
): OidcAccounts {
  const issuer = settings.issuer.href

  async function areasOf(claims: Claims): Promise<string[]> {
    if (settings.areaClaim === EVERY_AREA) return [EVERY_AREA]
    const known = await query.selectFrom('area').select(['id', 'name']).execute()
    return areasFor(textsIn(claimAt(claims, settings.areaClaim)), known)
  }

  /** As the provider calls this person, unless somebody here is called so. */
  async function usernameOf(claims: Claims): Promise<string> {
    const [wanted = claims.sub] = textsIn([claims.preferred_username, claims.email])
    return (await staff.byName(wanted)) === undefined ? wanted : `${wanted} ${settings.issuer.hostname} ${claims.sub}`
  }

  return {
    async admit(claims) {
      const role = roleFor(textsIn(claimAt(claims, settings.roleClaim)), settings.roles)
      if (role === undefined) return { noEntry: 'role-unknown' }
      const areas = await areasOf(claims)
      if (areas.length === 0) return { noEntry: 'area-unknown' }
      const [given] = textsIn(claims.name)
      const row = await staff.bySubject(issuer, claims.sub)
      if (row?.disabled_at != null) return { noEntry: 'account-disabled' }
      if (row !== undefined) {
        const { id } = row
        const log = { staff: id, action: 'account-from-provider', detail: role }
        const change = { type: 'account-changed', id, name: given ?? row.name, role, areas, log } as const
        await committer.run({ type: 'identity', change })
        return { id }
      }
      const at = Date.now()
      const username = await usernameOf(claims)
      const account = { id: newUlid(at), username, name: given ?? username, role, areas }
      const added = { ...account, passwordHash: '', issuer, subject: claims.sub }
      const log = { staff: account.id, action: 'account-from-provider', detail: role }
      const result = await committer.run({
        type: 'identity',
        change: { type: 'account-added', account: added, at, log },
      })
      return result.done ? { id: account.id } : { noEntry: 'provider-failed' }
    },
  }
}
