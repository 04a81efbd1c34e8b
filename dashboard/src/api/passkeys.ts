import type { WebAuthnOptions } from '@kotisilta/contract'
import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'
import { RequestFailed } from './request-failed.ts'

/** Whether this browser can work with passkeys: it wants TLS, or loopback by name. */
export const passkeysWork = (): boolean => window.isSecureContext && 'PublicKeyCredential' in window

/** The person has closed the browser's question, or has no passkey here: as if it had been wrong. */
const declined = (cause: unknown): never => {
  throw new RequestFailed('second-factor-wrong', 'no passkey', { cause })
}

/** Asks the person for their passkey. @throws RequestFailed `second-factor-wrong` */
export const answerWithPasskey = (options: WebAuthnOptions): Promise<{ id: string }> =>
  startAuthentication({ optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON }).catch(declined)

/** Lets the person make a passkey. @throws RequestFailed `second-factor-wrong` */
export const makePasskey = (options: WebAuthnOptions): Promise<{ id: string }> =>
  startRegistration({ optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON }).catch(declined)
