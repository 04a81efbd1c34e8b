/** A person who signs in. */
export interface StaffTable {
  id: string
  username: string
  name: string
  role: string
  /** argon2id; empty where no password can be right: whoever signs in elsewhere, or has not chosen one yet. */
  password_hash: string
  created_at: number
  disabled_at: number | null
  /** Of the provider that signs this person in, and who they are there. */
  issuer: string | null
  subject: string | null
  pin_hash: string | null
  last_signed_in_at: number | null
}

export interface SessionTable {
  id: string
  token_hash: Uint8Array
  staff: string
  /** SHA-256 of the screen's own cookie. */
  screen: Uint8Array | null
  method: string
  created_at: number
  /** When the person last proved who they are in full: not by a PIN. */
  verified_at: number
  last_used_at: number
  expires_at: number
  locked_at: number | null
  wrong_pins: number
  /** 1: nothing but setting up a second factor is allowed yet. */
  needs_factor: number
  address: string
  agent: string
  /** OpenID Connect `sid`, and the sealed ID token that signing out there wants to see. */
  provider_session: string | null
  provider_token: string | null
}

export interface IdentityTables {
  staff: StaffTable
  session: SessionTable
  screen: { token_hash: Uint8Array; kind: string; set_by: string; set_at: number }
  screen_staff: { screen: Uint8Array; staff: string; last_at: number }
  staff_link: { token_hash: Uint8Array; staff: string; expires_at: number }
  staff_factor: {
    id: string
    staff: string
    kind: string
    label: string
    /** A passkey's credential id, base64url. */
    credential: string | null
    body: string
    created_at: number
    last_used_at: number | null
  }
  recovery_code: { id: string; staff: string; code_hash: string }
}
