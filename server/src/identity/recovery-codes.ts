import { randomInt } from 'node:crypto'
import { newUlid } from '@kotisilta/contract'
import { hashSecret, secretMatches } from './passwords.ts'

const COUNT = 8
const LENGTH = 12
/** Without what is read as something else: 0 and O, 1 and I and L. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

/** Codes for the day on which the phone is lost: shown once, each good once, kept as argon2id. */
export async function newRecoveryCodes(
  now: number,
): Promise<{ shown: string[]; kept: { id: string; hash: string }[] }> {
  const codes = Array.from({ length: COUNT }, () =>
    Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join(''),
  )
  const kept = await Promise.all(codes.map(async (code) => ({ id: newUlid(now), hash: await hashSecret(code) })))
  return { shown: codes.map((code) => (code.match(/.{4}/g) as string[]).join('-')), kept }
}

/** Which of the kept codes this is, however it was written. */
export async function matchingRecoveryCode(
  kept: readonly { id: string; code_hash: string }[],
  written: string,
): Promise<string | undefined> {
  const code = written.toUpperCase().replace(/[^A-Z0-9]/g, '')
  if (code.length !== LENGTH) return undefined
  const matches = await Promise.all(kept.map(({ code_hash }) => secretMatches(code_hash, code)))
  return kept[matches.indexOf(true)]?.id
}
