import { type DecodeError, failed } from '../decoded.ts'
import { frameParser } from '../frame/frame-decoder.ts'
import { UNKNOWN_USER } from './user-id.ts'

const CONSENT = 2
const RESPONSE = 32

/** User Index, 2A9A (User Data Service 1.1): whose data are open on this connection; undefined for nobody's. */
export const parseUserIndex = frameParser<{ readonly userIndex?: number }>((reader) => {
  const userIndex = reader.uint8('user index')
  return { value: userIndex === UNKNOWN_USER ? {} : { userIndex } }
})

export type UserControlOutcome = 'success' | 'not-supported' | 'parameter-invalid' | 'failed' | 'not-authorised'

const OUTCOMES: Readonly<Record<number, UserControlOutcome>> = {
  1: 'success',
  2: 'not-supported',
  3: 'parameter-invalid',
  4: 'failed',
  5: 'not-authorised',
}

/** What a device answers on its User Control Point, 2A9F. */
export const parseUserControlAnswer = frameParser<{ request: number; outcome: UserControlOutcome }>((reader) => {
  const op = reader.uint8('op code')
  const request = reader.uint8('request op code')
  const code = reader.uint8('response value')
  reader.bytes(reader.remaining, 'response parameter')
  if (op !== RESPONSE) return failed('frame-malformed', `op code ${op} is no answer`)
  return { value: { request, outcome: OUTCOMES[code] ?? 'failed' } }
})

/**
 * What is wrong with a device's answer to `userConsent`; undefined if it has opened the user's data, or if this is no such
 * answer. A refusal is a well-formed frame, and yet somebody has to see to it: nothing comes of this user until the code is right.
 */
export function consentFault(characteristic: string, frame: Uint8Array): { readonly error: DecodeError } | undefined {
  if (characteristic !== '2a9f') return undefined
  const answer = parseUserControlAnswer(frame)
  if ('error' in answer || answer.value.request !== CONSENT || answer.value.outcome === 'success') return undefined
  const { outcome } = answer.value
  return failed(
    'consent-refused',
    `the device does not open its user's data: ${outcome}; check the user's number and code`,
  )
}

/** Asks for the data of one of the device's users, with the code that was set when that user was made (0 to 9999). */
export const userConsent = (userIndex: number, consentCode: number): Uint8Array =>
  Uint8Array.of(CONSENT, userIndex, consentCode & 0xff, consentCode >> 8)
