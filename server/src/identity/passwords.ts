import { hash, verify } from '@node-rs/argon2'

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** NIST SP 800-63B, 5.1.1.2. */
export const SHORTEST_PASSWORD = 8

export const hashSecret = (secret: string): Promise<string> => hash(secret, ARGON2ID)

/** An empty or absent hash is nobody's, and takes as long. */
export async function secretMatches(secretHash: string | null | undefined, secret: string): Promise<boolean> {
  const known = secretHash !== undefined && secretHash !== null && secretHash !== ''
  const matches = await verify(known ? secretHash : await nobodysHash(), secret)
  return known && matches
}

let nobody: Promise<string> | undefined
function nobodysHash(): Promise<string> {
  nobody ??= hashSecret('nobody has this password')
  return nobody
}
