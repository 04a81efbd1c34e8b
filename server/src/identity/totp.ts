import { generateSecret, generateURI, verify } from 'otplib'
import { z } from 'zod'
import type { Seal } from './seal.ts'

/** What is kept of an authenticator app: its secret, sealed, and the last step (of 30 s) whose code was taken. */
const bodySchema = z.object({ secret: z.string(), lastStep: z.int() })

/** RFC 6238, 5.2: one step back, for what was typed while it changed. */
const TOLERANCE_SECONDS = 30

const ISSUER = 'Kotisilta'

export const newTotp = (username: string): { secret: string; uri: string } => {
  const secret = generateSecret()
  return { secret, uri: generateURI({ issuer: ISSUER, label: username, secret }) }
}

const purposeOf = (factor: string): string => `totp ${factor}`

export const sealTotp = (seal: Seal, factor: string, secret: string, lastStep: number): string =>
  JSON.stringify({ secret: seal.seal(secret, purposeOf(factor)), lastStep })

/** The step whose code this is; undefined if it is wrong, or no newer than `after`: a code counts once. */
export async function totpStep(secret: string, code: string, now: number, after?: number): Promise<number | undefined> {
  if (!/^\d{6}$/.test(code)) return undefined
  const epoch = Math.floor(now / 1000)
  const result = await verify({
    secret,
    token: code,
    epoch,
    epochTolerance: TOLERANCE_SECONDS,
    ...(after !== undefined && after >= 0 && { afterTimeStep: after }),
  })
  return result.valid && 'timeStep' in result ? result.timeStep : undefined
}

/** What is to be kept after a right code; undefined if it is wrong. */
export async function checkTotp(
  seal: Seal,
  factor: { id: string; body: string },
  code: string,
  now: number,
): Promise<string | undefined> {
  const { secret, lastStep } = bodySchema.parse(JSON.parse(factor.body))
  const open = seal.open(secret, purposeOf(factor.id))
  const step = await totpStep(open, code, now, lastStep)
  return step === undefined ? undefined : JSON.stringify({ secret, lastStep: step })
}
