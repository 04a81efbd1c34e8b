import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { z } from 'zod'
import type { Factor } from './factor-store.ts'

/** Where a browser thinks it is: a passkey works there and nowhere else. */
export interface Site {
  origin: string
  host: string
}

/** What is kept of a passkey: nothing secret. */
const bodySchema = z.object({
  publicKey: z.string(),
  counter: z.int(),
  transports: z.array(z.string()).optional(),
})

const NAME = 'Kotisilta'

/** What the browser is asked to make a passkey with. The person proves themselves to it by its own PIN or finger. */
export const registrationOptions = (
  site: Site,
  staff: { id: string; username: string; name: string },
  known: Factor[],
) =>
  generateRegistrationOptions({
    rpName: NAME,
    rpID: site.host,
    userName: staff.username,
    userDisplayName: staff.name,
    userID: new Uint8Array(Buffer.from(staff.id)),
    attestationType: 'none',
    excludeCredentials: known.flatMap(({ credential }) => (credential === null ? [] : [{ id: credential }])),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  })

/** What is kept of the new passkey; undefined if it was not made for this challenge, here. */
export async function checkRegistration(
  site: Site,
  challenge: string,
  response: object,
): Promise<{ credential: string; body: string } | undefined> {
  const verified = await verifyRegistrationResponse({
    response: response as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.host,
  }).catch(() => undefined)
  if (verified?.verified !== true) return undefined
  const { id, publicKey, counter, transports } = verified.registrationInfo.credential
  const body = { publicKey: Buffer.from(publicKey).toString('base64url'), counter, ...(transports && { transports }) }
  return { credential: id, body: JSON.stringify(body) }
}

/** Asks for one of `known`, or for any that the browser has for this place. */
export const authenticationOptions = (site: Site, known?: Factor[]) =>
  generateAuthenticationOptions({
    rpID: site.host,
    userVerification: 'required',
    ...(known !== undefined && {
      allowCredentials: known.flatMap(({ credential, body }) => {
        const { transports } = bodySchema.parse(JSON.parse(body))
        return credential === null ? [] : [{ id: credential, ...(transports && { transports }) }]
      }),
    }),
  })

/** What is to be kept after a right answer; undefined if it is none to this challenge, here, by this passkey. */
export async function checkAuthentication(
  site: Site,
  challenge: string,
  factor: Factor,
  response: object,
): Promise<string | undefined> {
  const kept = bodySchema.parse(JSON.parse(factor.body))
  const verified = await verifyAuthenticationResponse({
    response: response as AuthenticationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.host,
    credential: {
      id: factor.credential ?? '',
      publicKey: new Uint8Array(Buffer.from(kept.publicKey, 'base64url')),
      counter: kept.counter,
    },
  }).catch(() => undefined)
  if (verified?.verified !== true) return undefined
  return JSON.stringify({ ...kept, counter: verified.authenticationInfo.newCounter })
}
