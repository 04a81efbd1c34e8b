import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { KotisiltaError } from '@kotisilta/contract'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Encrypts what has to be kept and read again, AES-256-GCM. `purpose` is bound to it: what was sealed for one is of no use for another. */
export interface Seal {
  seal(text: string, purpose: string): string
  /** @throws if it was not sealed with this key and purpose, or has been changed */
  open(sealed: string, purpose: string): string
}

export const identityKeyFile = (dataDir: string): string => join(dataDir, 'identity.key')

/**
 * The seal whose key lies in the data folder, beside the database and not in it, readable by the server alone. Made at
 * the first start.
 * @throws KotisiltaError `identity-key-invalid`
 */
export function sealIn(dataDir: string): Seal {
  const file = identityKeyFile(dataDir)
  if (!existsSync(file)) writeKey(file)
  const key = readFileSync(file)
  if (key.length !== KEY_BYTES) {
    throw new KotisiltaError(
      'identity-key-invalid',
      `${file} has to hold ${KEY_BYTES} bytes. Restore it from a backup.`,
    )
  }
  return sealWith(key)
}

export function sealWith(key: Buffer): Seal {
  return {
    seal(text, purpose) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
    },
    open(sealed, purpose) {
      const bytes = Buffer.from(sealed, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      })
        .setAAD(Buffer.from(purpose))
        .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
      return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    },
  }
}

/** Whole or not at all: half a key would lock everybody's second factor away. */
function writeKey(file: string): void {
  const draft = `${file}.draft`
  const handle = openSync(draft, 'w', 0o600)
  writeSync(handle, randomBytes(KEY_BYTES))
  fsyncSync(handle)
  closeSync(handle)
  renameSync(draft, file)
}
