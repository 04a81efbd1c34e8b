const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const VALUE = new Uint8Array(128)
for (let index = 0; index < ALPHABET.length; index++) VALUE[ALPHABET.charCodeAt(index)] = index

/** The 16 bytes of a ULID (26 characters of 5 bits, the first two of them zero). */
export function ulidToBytes(ulid: string): Buffer {
  const bytes = Buffer.allocUnsafe(16)
  let carry = 0
  let bits = 0
  let position = 15
  for (let index = 25; index >= 0; index--) {
    carry |= (VALUE[ulid.charCodeAt(index)] as number) << bits
    bits += 5
    if (bits >= 8 && position >= 0) {
      bytes[position--] = carry & 0xff
      carry >>>= 8
      bits -= 8
    }
  }
  return bytes
}

export function ulidFromBytes(bytes: Uint8Array): string {
  let text = ''
  let carry = 0
  let bits = 0
  for (let index = 15; index >= 0; index--) {
    carry |= (bytes[index] as number) << bits
    bits += 8
    while (bits >= 5) {
      text = ALPHABET.charAt(carry & 31) + text
      carry >>>= 5
      bits -= 5
    }
  }
  return (ALPHABET.charAt(carry & 31) + text).padStart(26, '0')
}
