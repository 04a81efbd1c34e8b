import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { KotisiltaError } from '@kotisilta/contract'

/** A personal identity code as it lies in the database. */
export interface SealedIdentity {
  /** The same code has the same one, here and nowhere else. */
  fingerprint: Uint8Array
  sealed: Uint8Array
  masked: string
}

/** Seals personal identity codes, so that neither the database nor a copy of it tells them without the key beside it. */
export interface IdentityVault {
  seal(identity: { code: string; masked: string }): SealedIdentity
  fingerprint(code: string): Uint8Array
  /** @throws KotisiltaError `identity-key-wrong` */
  open(sealed: Uint8Array): string
}

const FILE = 'identity-code.key'
const NONCE = 12
const TAG = 16

/** The key is a file of the data folder, made at the first start; whoever loses it loses the codes, and only them. */
export function identityVault(dataDir: string): IdentityVault {
  const secret = readOrMake(join(dataDir, FILE))
  const derived = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', `kotisilta ${purpose}`, 32))
  const sealing = derived('identity code')
  const marking = derived('identity fingerprint')
  const fingerprint = (code: string): Uint8Array => createHmac('sha256', marking).update(code).digest()

  return {
    fingerprint,
    seal({ code, masked }) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce)
      const bytes = Buffer.concat([cipher.update(code, 'utf8'), cipher.final()])
      return { fingerprint: fingerprint(code), sealed: Buffer.concat([nonce, cipher.getAuthTag(), bytes]), masked }
    },
    open(sealed) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', sealing, sealed.subarray(0, NONCE))
        decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG))
        return decipher.update(sealed.subarray(NONCE + TAG), undefined, 'utf8') + decipher.final('utf8')
      } catch (cause) {
        throw new KotisiltaError('identity-key-wrong', `A personal identity code was sealed with another ${FILE}.`, {
          cause,
        })
      }
    },
  }
}

function readOrMake(file: string): Buffer {
  try {
    const handle = openSync(file, 'wx', 0o600)
    writeSync(handle, `${randomBytes(32).toString('hex')}\n`)
    fsyncSync(handle)
    closeSync(handle)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
}
