import { createCipheriv } from 'node:crypto'

const PRODUCT = Buffer.from('d53b', 'hex')

/**
 * What an S400 scale advertises of a weighing (service data fe95): a MiBeacon of version 5, sealed with AES-CCM under its bind key. The layout is that
 * of xiaomi-ble (Apache-2.0).
 * @param counter differs for each weighing, and only grows
 */
export function sealedWeight(address: string, bindKey: string, kilograms: number, counter: number): Uint8Array {
  const object = Buffer.alloc(12)
  object.writeUInt16LE(0x6e16, 0)
  object.writeUInt8(9, 2)
  object.writeUInt32LE(Math.round(kilograms * 10), 4)
  const low = counter & 0xff
  const high = [(counter >>> 8) & 0xff, (counter >>> 16) & 0xff, 0]
  const nonce = Uint8Array.of(...Buffer.from(address, 'hex').toReversed(), ...PRODUCT, low, ...high)
  const cipher = createCipheriv('aes-128-ccm', Buffer.from(bindKey, 'hex'), nonce, { authTagLength: 4 })
  cipher.setAAD(Uint8Array.of(0x11), { plaintextLength: object.length })
  const hidden = cipher.update(object)
  cipher.final()
  return Uint8Array.of(0x48, 0x59, ...PRODUCT, low, ...hidden, ...high, ...cipher.getAuthTag())
}
