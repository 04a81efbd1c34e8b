import {
  type Account,
  accountSchema,
  type FactorRules,
  factorAddedSchema,
  factorRulesSchema,
  type NewStaffMember,
  type PasswordLink,
  passwordLinkSchema,
  type Role,
  recoveryCodesSchema,
  type ScreenKind,
  type ScreenPeople,
  type SecondFactor,
  type Session,
  type SessionRow,
  type StaffChange,
  type StaffRow,
  screenSchema,
  sessionRowSchema,
  sessionSchema,
  staffAddedSchema,
  staffRowSchema,
  type TotpOffer,
  totpOfferSchema,
  type Unlock,
  type WaysIn,
  type WebAuthnOptions,
  waysInSchema,
  webAuthnOptionsSchema,
} from '@kotisilta/contract'
import { request } from './request.ts'

const part = encodeURIComponent
const post = (body?: object) => ({ method: 'POST', ...(body !== undefined && { body }) }) as const

export const getWaysIn = (): Promise<WaysIn> => request('/api/v1/sign-in', waysInSchema)

export const giveSecondFactor = (factor: SecondFactor): Promise<Session> =>
  request('/api/v1/session/second-factor', sessionSchema, post(factor))

export const askPasskey = (): Promise<WebAuthnOptions> =>
  request('/api/v1/session/passkey-options', webAuthnOptionsSchema, post())

export const signInByPasskey = (passkey: { id: string }): Promise<Session> =>
  request('/api/v1/session/passkey', sessionSchema, post({ passkey }))

export const choosePassword = (token: string, password: string): Promise<void> =>
  request('/api/v1/set-password', undefined, post({ token, password }))

export const getScreen = (): Promise<ScreenPeople> => request('/api/v1/screen', screenSchema)
export const setScreenKind = (kind: ScreenKind): Promise<void> =>
  request('/api/v1/screen', undefined, { method: 'PUT', body: { kind } })
export const lockScreen = (): Promise<void> => request('/api/v1/screen/lock', undefined, post())
export const unlockScreen = (unlock: Unlock): Promise<Session> =>
  request('/api/v1/screen/unlock', sessionSchema, post(unlock))
export const askPasskeyOf = (session: string): Promise<WebAuthnOptions> =>
  request('/api/v1/screen/unlock-options', webAuthnOptionsSchema, post({ session }))

export const getAccount = (): Promise<Account> => request('/api/v1/account', accountSchema)
export const confirmIdentity = (password: string): Promise<void> =>
  request('/api/v1/account/confirm', undefined, post({ password }))
export const changePassword = (password: string): Promise<void> =>
  request('/api/v1/account/password', undefined, { method: 'PUT', body: { password } })
export const setPin = (pin: string): Promise<void> =>
  request('/api/v1/account/pin', undefined, { method: 'PUT', body: { pin } })
export const removePin = (): Promise<void> => request('/api/v1/account/pin', undefined, { method: 'DELETE' })
export const offerTotp = (): Promise<TotpOffer> => request('/api/v1/account/totp', totpOfferSchema, post())
export const addTotp = (ticket: string, code: string) =>
  request('/api/v1/account/totp/confirm', factorAddedSchema, post({ ticket, code }))
export const offerPasskey = (): Promise<WebAuthnOptions> =>
  request('/api/v1/account/passkey-options', webAuthnOptionsSchema, post())
export const addPasskey = (label: string, passkey: { id: string }) =>
  request('/api/v1/account/passkeys', factorAddedSchema, post({ label, passkey }))
export const newRecoveryCodes = () => request('/api/v1/account/recovery-codes', recoveryCodesSchema, post())
export const removeFactor = (id: string): Promise<void> =>
  request(`/api/v1/account/factors/${part(id)}`, undefined, { method: 'DELETE' })
export const endSession = (id: string): Promise<void> =>
  request(`/api/v1/account/sessions/${part(id)}`, undefined, { method: 'DELETE' })
export const endOtherSessions = (): Promise<void> =>
  request('/api/v1/account/sessions', undefined, { method: 'DELETE' })

export const getStaff = (): Promise<StaffRow[]> => request('/api/v1/staff', staffRowSchema.array())
export const addStaff = (member: NewStaffMember) => request('/api/v1/staff', staffAddedSchema, post(member))
export const getFactorRules = (): Promise<FactorRules> => request('/api/v1/second-factor', factorRulesSchema)
export const setFactorRules = (roles: Role[]): Promise<void> =>
  request('/api/v1/second-factor', undefined, { method: 'PUT', body: { roles } })
export const changeStaff = (id: string, change: StaffChange): Promise<void> =>
  request(`/api/v1/staff/${part(id)}`, undefined, { method: 'PATCH', body: change })
export const resetPassword = (id: string): Promise<PasswordLink> =>
  request(`/api/v1/staff/${part(id)}/reset-password`, passwordLinkSchema, post())
export const resetFactors = (id: string): Promise<void> =>
  request(`/api/v1/staff/${part(id)}/reset-factors`, undefined, post())
export const getSessionsOf = (id: string): Promise<SessionRow[]> =>
  request(`/api/v1/staff/${part(id)}/sessions`, sessionRowSchema.array())
export const endSessionsOf = (id: string): Promise<void> =>
  request(`/api/v1/staff/${part(id)}/sessions`, undefined, { method: 'DELETE' })
