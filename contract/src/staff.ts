import { z } from 'zod'
import { roleSchema } from './api.ts'
import { isoTimeSchema } from './identifiers.ts'

/** One place where somebody is signed in. */
export const sessionRowSchema = z.object({
  id: z.string(),
  /** The one that asks. */
  current: z.boolean(),
  address: z.string(),
  /** "Firefox, Windows"; empty if the browser does not say. */
  agent: z.string(),
  method: z.string(),
  since: isoTimeSchema,
  lastUsed: isoTimeSchema,
  locked: z.boolean(),
})
export type SessionRow = z.infer<typeof sessionRowSchema>

export const factorSchema = z.object({
  id: z.string(),
  kind: z.enum(['totp', 'passkey']),
  label: z.string(),
  since: isoTimeSchema,
  lastUsed: isoTimeSchema.nullable(),
})
export type FactorRow = z.infer<typeof factorSchema>

/** `GET /api/v1/account`: what somebody signs in with. */
export const accountSchema = z.object({
  /** Signs in with the organisation's own sign-in: password and second factor are kept there. */
  managedElsewhere: z.boolean(),
  hasPin: z.boolean(),
  factors: z.array(factorSchema),
  recoveryCodesLeft: z.int(),
  sessions: z.array(sessionRowSchema),
})
export type Account = z.infer<typeof accountSchema>

const secretText = z.string().min(1).max(200)

/** `POST /api/v1/account/confirm`: proves once more who is there, for ten minutes of changes. */
export const confirmSchema = z.object({ password: secretText })
export const changePasswordSchema = z.object({ password: secretText })
export const pinSchema = z.object({ pin: z.string().max(20) })

/** `POST /api/v1/account/totp`: the new secret, as text and as the address that a QR code holds. */
export const totpOfferSchema = z.object({ ticket: z.string(), secret: z.string(), uri: z.string() })
export type TotpOffer = z.infer<typeof totpOfferSchema>
export const totpConfirmSchema = z.object({ ticket: z.string().max(100), code: z.string().max(12) })

export const newPasskeySchema = z.object({
  label: z.string().trim().max(60),
  passkey: z.looseObject({ id: z.string().max(2_000) }),
})

/** The recovery codes, shown this once; null if there are some already. */
export const factorAddedSchema = z.object({ recoveryCodes: z.array(z.string()).nullable() })
export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) })

/** One row of `GET /api/v1/staff`. */
export const staffRowSchema = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  role: roleSchema,
  disabled: z.boolean(),
  managedElsewhere: z.boolean(),
  /** False until the one-time link has been used. */
  hasPassword: z.boolean(),
  factors: z.array(z.enum(['totp', 'passkey'])),
  sessions: z.int(),
  lastSignedIn: isoTimeSchema.nullable(),
})
export type StaffRow = z.infer<typeof staffRowSchema>

export const newStaffSchema = z.object({
  username: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^[\p{L}\p{N}._@-]+$/u, 'letters, digits, . _ @ and - only'),
  name: z.string().trim().min(1).max(100),
  role: roleSchema,
  /** Where the person works; left out, in every area. */
  areas: z.union([z.literal('every'), z.array(z.string().min(1).max(100)).max(500)]).optional(),
})

/** `PUT /api/v1/second-factor`. */
export const setFactorRulesSchema = z.strictObject({ roles: z.array(roleSchema).max(20) })
/** `GET /api/v1/second-factor`: who needs a second factor. */
export const factorRulesSchema = z.object({
  /** What the configuration says for everybody; null: nothing, and the roles count. */
  configured: z.enum(['optional', 'required']).nullable(),
  roles: z.array(roleSchema),
})
export type FactorRules = z.infer<typeof factorRulesSchema>
export type NewStaffMember = z.infer<typeof newStaffSchema>

export const changeStaffSchema = z.object({
  name: z.string().trim().min(1).max(100).optional(),
  role: roleSchema.optional(),
  disabled: z.boolean().optional(),
})
export type StaffChange = z.infer<typeof changeStaffSchema>

/** A one-time link with which somebody chooses a password; told this once. */
export const passwordLinkSchema = z.object({ path: z.string(), expiresAt: isoTimeSchema })
export type PasswordLink = z.infer<typeof passwordLinkSchema>
export const staffAddedSchema = z.object({ id: z.string(), link: passwordLinkSchema })
