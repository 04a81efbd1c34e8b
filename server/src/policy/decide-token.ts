import { type ApiScope, type Milliseconds, PERSONAL_SCOPES } from '@kotisilta/contract'
import type { Decision } from './decide.ts'
import type { Concerned } from './facts.ts'

/** Another system that asks, by the token that it was given. */
export interface TokenSubject {
  readonly id: string
  readonly scopes: readonly ApiScope[]
  /** Areas whose people it was given; `every`: the whole region. */
  readonly areas: 'every' | ReadonlySet<string>
  readonly expiresAt: Milliseconds
}

/**
 * What a token may do: what its scopes say, and with people's data only within its areas. A person elsewhere is told
 * like somebody who does not exist, as it is with staff.
 * @param patient whose data it is; undefined for work that concerns nobody in particular
 * @param concerned what is known of that person; undefined for somebody unknown
 */
export function decideToken(
  token: TokenSubject,
  scope: ApiScope,
  patient: string | undefined,
  concerned: Concerned | undefined,
  now: Milliseconds,
): Decision {
  if (now >= token.expiresAt || !token.scopes.includes(scope)) return { allowed: false, code: 'not-allowed' }
  const isPersonal = (PERSONAL_SCOPES as readonly ApiScope[]).includes(scope)
  if (isPersonal && patient !== undefined) {
    const isTheirs = concerned !== undefined && (token.areas === 'every' || token.areas.has(concerned.area))
    if (!isTheirs) return { allowed: false, code: 'not-found' }
  }
  return { allowed: true, ground: 'integration' }
}
