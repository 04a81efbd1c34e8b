import { createDecipheriv } from 'node:crypto'
import type { AesCcm } from '../src/index.ts'

/** The cipher that profiles are given where they run: here node's own. */
export const aesCcm: AesCcm = ({ key, nonce, additional, cipherText, tag }) => {
  try {
    const decipher = createDecipheriv('aes-128-ccm', key, nonce, { authTagLength: tag.length })
    decipher.setAuthTag(tag)
    decipher.setAAD(additional, { plaintextLength: cipherText.length })
    const plain = decipher.update(cipherText)
    decipher.final()
    return plain
  } catch {
    return undefined
  }
}
