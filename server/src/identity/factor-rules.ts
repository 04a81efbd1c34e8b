import type { FactorRules, Role } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Committer } from '../commit/committer.ts'
import type { Database } from '../database/schema.ts'
import { type Refused, refused } from './outcome.ts'
import type { IdentitySettings } from './settings.ts'

/** Who needs a second factor: what the configuration says for all, else what an administrator has said role by role. */
export interface SecondFactorRules {
  read(): Promise<FactorRules>
  /** Whether somebody of a role has to have one, from their next sign-in on. */
  needs(role: Role): Promise<boolean>
  /** Refused: `managed-elsewhere`, where the configuration has decided. */
  set(by: string, roles: readonly Role[]): Promise<Refused | Record<never, never>>
}

export function secondFactorRules(
  committer: Pick<Committer, 'run'>,
  query: Kysely<Database>,
  { secondFactor }: Pick<IdentitySettings, 'secondFactor'>,
): SecondFactorRules {
  const roles = async (): Promise<Role[]> => {
    const rows = await query.selectFrom('second_factor_role').select('role').orderBy('role').execute()
    return rows.map(({ role }) => role as Role)
  }
  return {
    read: async () => ({ configured: secondFactor ?? null, roles: await roles() }),
    needs: async (role) => (secondFactor === undefined ? (await roles()).includes(role) : secondFactor === 'required'),
    async set(by, wanted) {
      if (secondFactor !== undefined) return refused('managed-elsewhere')
      const log = { staff: by, action: 'second-factor-rules-changed', detail: wanted.join(' ') || 'nobody' }
      await committer.run({ type: 'identity', change: { type: 'factor-rules-set', roles: [...wanted], log } })
      return {}
    },
  }
}
