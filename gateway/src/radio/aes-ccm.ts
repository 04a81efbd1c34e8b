import { createDecipheriv } from 'node:crypto'
import type { AesCcm } from '@kotisilta/device-profiles'

/** Node's own cipher behind the port of the profiles. */
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
