import type { Kysely } from 'kysely'
import type { Committer } from '../commit/committer.ts'
import type { Database } from '../database/schema.ts'
import { type AccountCare, accountCare } from './account.ts'
import { factorChecks } from './factor-checks.ts'
import { type SecondFactorRules, secondFactorRules } from './factor-rules.ts'
import { factorStore } from './factor-store.ts'
import { countGuesses } from './guesses.ts'
import { type Oidc, oidc } from './oidc.ts'
import { oidcAccounts } from './oidc-accounts.ts'
import { type Screens, screens } from './screens.ts'
import { sealIn } from './seal.ts'
import { sessionStore } from './session-store.ts'
import { type Sessions, sessions } from './sessions.ts'
import type { IdentitySettings } from './settings.ts'
import { type SignIn, signIn } from './sign-in.ts'
import { type StaffCare, staffCare } from './staff-care.ts'
import { staffStore } from './staff-store.ts'

export interface Identity {
  settings: IdentitySettings
  sessions: Sessions
  signIn: SignIn
  screens: Screens
  account: AccountCare
  staff: StaffCare
  factorRules: SecondFactorRules
  /** Undefined where no provider has been set. */
  oidc: Oidc | undefined
}

/** What is to become of a session's live feed. */
export interface FeedPorts {
  cut(session: string): void
  locked(session: string): void
  unlocked(session: string): void
}

const MINUTE = 60_000

/**
 * Who is who: everything that signs people in and keeps track of them.
 * @throws KotisiltaError `identity-key-invalid`
 */
export function startIdentity(
  committer: Committer,
  query: Kysely<Database>,
  dataDir: string,
  settings: IdentitySettings,
  feed: FeedPorts,
): Identity {
  const staff = staffStore(query)
  const factors = factorStore(query)
  const store = sessionStore(query, settings.idleMinutes * MINUTE)
  const seal = sealIn(dataDir)
  const guesses = countGuesses()
  const checks = factorChecks(committer, factors, seal)
  const factorRules = secondFactorRules(committer, query, settings)
  const opened = sessions({ committer, staff, store, settings, cut: feed.cut })
  function provider(): Oidc | undefined {
    const { oidc: own, publicUrl } = settings
    if (own === undefined || publicUrl === undefined) return undefined
    const accounts = oidcAccounts(committer, query, staff, own)
    return oidc({ settings: own, publicUrl, sessions: opened, store, accounts, seal })
  }

  return {
    settings,
    sessions: opened,
    signIn: signIn({ committer, staff, factors, checks, sessions: opened, guesses, factorRules }),
    screens: screens({ committer, staff, store, sessions: opened, factors, checks, guesses, ...feed }),
    account: accountCare({ committer, staff, store, factors, guesses, seal }),
    oidc: provider(),
    factorRules,
    staff: staffCare({ committer, staff, store, factors, cut: feed.cut }),
  }
}
