import type { GatewayFindingCode } from '@kotisilta/contract'

/**
 * What is changed about gateways, their certificates and integrators' tokens. Times are the machine's own and come
 * with the change: security has nothing to do with a demo's clock.
 */
export type GatewayChange =
  | { kind: 'added'; gateway: string; home: string; tokenHash: Uint8Array; at: number }
  | { kind: 'code-offered'; gateway: string; codeHash: Uint8Array; by: string; at: number; expiresAt: number }
  /** The code is used up by this key, and the key has its certificate. */
  | { kind: 'enrolled'; codeHash: Uint8Array; certificate: CertificateRow; tokenHash: Uint8Array }
  | { kind: 'renewed'; certificate: CertificateRow }
  | { kind: 'revoked'; gateway: string; tokenHash: Uint8Array; at: number }
  | { kind: 'found'; findings: Finding[] }
  | { kind: 'finding-seen'; gateway: string; code: string }
  | { kind: 'token-made'; token: ApiTokenRow }
  | { kind: 'token-revoked'; id: string; at: number }
  | { kind: 'tokens-used'; used: { id: string; at: number }[] }

export interface CertificateRow {
  serial: string
  gateway: string
  issuedAt: number
  notAfter: number
  /** SHA-256 of the public key. */
  keyHash: Uint8Array
}

export interface Finding {
  gateway: string
  code: GatewayFindingCode
  count: number
  firstAt: number
  lastAt: number
  detail: string
}

export interface ApiTokenRow {
  id: string
  name: string
  tokenHash: Uint8Array
  scopes: string[]
  gateway: string | null
  areas: 'every' | readonly string[]
  at: number
  by: string
  expiresAt: number
}
