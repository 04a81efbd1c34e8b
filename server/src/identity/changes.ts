import type { Role } from '@kotisilta/contract'
import type { SignInMethod } from './session-store.ts'

/** What is written in the access log about a change of identity. `staff` is who did it; empty if nobody is known. */
export interface IdentityEntry {
  staff: string
  action: string
  detail?: string
}

interface NewSession {
  id: string
  tokenHash: Uint8Array
  staff: string
  screen: Uint8Array
  method: SignInMethod
  now: number
  expiresAt: number
  needsFactor: boolean
  address: string
  agent: string
  providerSession?: string | undefined
  providerToken?: string | undefined
}

interface NewAccount {
  id: string
  username: string
  name: string
  role: Role
  passwordHash: string
  issuer: string | null
  subject: string | null
  /** Ids of the areas that the person works in; `*` is every area. */
  areas: readonly string[]
}

export type FactorKind = 'totp' | 'passkey'

/** Every change of accounts, sessions and factors; times are the machine's own. */
export type IdentityChange = { log?: IdentityEntry } & (
  | { type: 'session-opened'; session: NewSession; parks?: string | undefined; closes?: string | undefined }
  | { type: 'sessions-closed'; ids: string[] }
  | { type: 'session-used'; id: string; at: number }
  | { type: 'session-locked'; id: string; at: number }
  | {
      type: 'session-unlocked'
      id: string
      tokenHash: Uint8Array
      at: number
      verified: boolean
      parks?: string | undefined
    }
  | { type: 'session-verified'; id: string; at: number }
  | { type: 'pin-tried'; id: string; most: number }
  | { type: 'screen-set'; screen: Uint8Array; kind: string; by: string; at: number }
  | { type: 'pin-set'; staff: string; hash: string | null }
  | { type: 'noted' }
  | { type: 'account-added'; account: NewAccount; at: number }
  | {
      type: 'account-changed'
      id: string
      name?: string
      role?: Role
      areas?: readonly string[]
      disabledAt?: number | null
      passwordHash?: string
    }
  | { type: 'link-made'; staff: string; tokenHash: Uint8Array; expiresAt: number; clearsPassword: boolean; at: number }
  | { type: 'link-used'; tokenHash: Uint8Array; staff: string; passwordHash: string }
  | {
      type: 'factor-added'
      factor: NewFactor
      at: number
      recoveryCodes?: { id: string; hash: string }[] | undefined
      session: string
    }
  | { type: 'factor-used'; id: string; body: string; at: number }
  | { type: 'factor-removed'; id: string; staff: string }
  | { type: 'factors-reset'; staff: string }
  | { type: 'recovery-codes-made'; staff: string; codes: { id: string; hash: string }[] }
  | { type: 'recovery-code-used'; id: string }
  | { type: 'factor-rules-set'; roles: Role[] }
)

export interface NewFactor {
  id: string
  staff: string
  kind: FactorKind
  label: string
  credential: string | null
  body: string
}
