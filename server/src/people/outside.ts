import { type Milliseconds, newUlid, readPersonalIdentity } from '@kotisilta/contract'
import type { IdentityVault, SealedIdentity } from './identity-vault.ts'

/** A code as it was typed, sealed; null where there is none; `identity-invalid` where it is no code. */
export function sealedFrom(text: string | null, vault: IdentityVault): SealedIdentity | null | 'identity-invalid' {
  if (text === null || text.trim() === '') return null
  const identity = readPersonalIdentity(text)
  return typeof identity === 'string' ? 'identity-invalid' : vault.seal(identity)
}

/** The year of birth that a code tells; undefined if it is none. */
export function birthYearIn(text: string | null): number | undefined {
  const identity = text === null ? 'identity-form' : readPersonalIdentity(text)
  return typeof identity === 'string' ? undefined : Number(identity.born.slice(0, 4))
}

export const newPatientId = (now: Milliseconds): string => `p-${newUlid(now).toLowerCase()}`
