import { z } from 'zod'
import { roleSchema } from './api.ts'
import { isoTimeSchema } from './identifiers.ts'

/** What WebAuthn says, as browsers write it: the library that checks it knows its shape. */
const webAuthnSchema = z.looseObject({ id: z.string().max(2_000) })
const secretText = z.string().min(1).max(200)

/** `POST /api/v1/session`: signs in, or answers `second-factor-needed`. */
export const signInSchema = z.object({ username: z.string().min(1).max(100), password: secretText })

export const FACTOR_KINDS = ['totp', 'passkey', 'recovery-code'] as const
export type FactorKindOffered = (typeof FACTOR_KINDS)[number]

/** `GET /api/v1/sign-in`: the ways in, and what a sign-in that has begun still needs. */
export const waysInSchema = z.object({
  /** The organisation's own sign-in, by its name. */
  provider: z.object({ name: z.string() }).nullable(),
  secondFactor: z.array(z.enum(FACTOR_KINDS)).nullable(),
})
export type WaysIn = z.infer<typeof waysInSchema>

/** Why somebody whom the provider has sent back is not let in; `/sign-in?refused=...` says it. */
export const PROVIDER_REFUSALS = [
  'role-unknown',
  'area-unknown',
  'account-disabled',
  'provider-declined',
  'provider-failed',
  'provider-unreachable',
] as const
export type ProviderRefusal = (typeof PROVIDER_REFUSALS)[number]

/** `POST /api/v1/session/second-factor`. */
export const secondFactorSchema = z.union([
  z.object({ totp: z.string().max(12) }),
  z.object({ recoveryCode: z.string().max(40) }),
  z.object({ passkey: webAuthnSchema }),
])
export type SecondFactor = z.infer<typeof secondFactorSchema>

/** `POST /api/v1/session/passkey`: a passkey instead of name and password. */
export const passkeySignInSchema = z.object({ passkey: webAuthnSchema })

/** The options that a browser is to hand to WebAuthn. */
export const webAuthnOptionsSchema = z.looseObject({ challenge: z.string() })
export type WebAuthnOptions = z.infer<typeof webAuthnOptionsSchema>

/** What a screen is: it decides when it locks itself, and whether several people share it. */
export const SCREEN_KINDS = ['tablet', 'desk', 'board'] as const
export const screenKindSchema = z.enum(SCREEN_KINDS)
export type ScreenKind = z.infer<typeof screenKindSchema>

/** `GET` and `POST /api/v1/session`. */
export const sessionSchema = z.object({
  id: z.string(),
  user: z.object({ id: z.string(), username: z.string(), name: z.string(), role: roleSchema }),
  expiresAt: isoTimeSchema,
  /** Locked: until its owner is back, the server tells this screen of nobody. */
  locked: z.boolean(),
  /** A second factor has to be set up before anything else. */
  needsFactor: z.boolean(),
  screen: z.object({
    /** null: nobody has said what this screen is. */
    kind: screenKindSchema.nullable(),
    /** After how many milliseconds without a touch it locks itself; a board does not. */
    lockAfter: z.object({ tablet: z.int(), desk: z.int() }),
  }),
})
export type Session = z.infer<typeof sessionSchema>

/** `DELETE /api/v1/session` of somebody whom a provider has signed in: where to go so that they are signed out there too. */
export const signedOutSchema = z.object({ continueAt: z.string().nullable() })

/** How a parked or locked session can be opened again at its screen. */
export const UNLOCK_WAYS = ['pin', 'password', 'passkey'] as const

/** `GET /api/v1/screen`: who is signed in at this screen; needs no session but the screen's own cookie. */
export const screenSchema = z.object({
  kind: screenKindSchema.nullable(),
  people: z.array(
    z.object({
      session: z.string(),
      name: z.string(),
      role: roleSchema,
      /** Whose turn it is. */
      current: z.boolean(),
      ways: z.array(z.enum(UNLOCK_WAYS)),
    }),
  ),
})
export type ScreenPeople = z.infer<typeof screenSchema>

export const screenKindBodySchema = z.object({ kind: screenKindSchema })

/** `POST /api/v1/screen/unlock`: back to one's own session, or to another's that is parked here. */
export const unlockSchema = z.object({
  session: z.string().max(40),
  with: z.union([
    z.object({ pin: z.string().max(20) }),
    z.object({ password: secretText }),
    z.object({ passkey: webAuthnSchema }),
  ]),
})
export type Unlock = z.infer<typeof unlockSchema>
export const unlockOptionsSchema = z.object({ session: z.string().max(40) })

/** `POST /api/v1/set-password`, with the token of a one-time link. */
export const setPasswordSchema = z.object({ token: z.string().min(20).max(100), password: secretText })
