const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

export function hexOf(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += PAIRS[byte]
  return hex
}

/** Bytes written in hex, in any case, with or without `0x` and with spaces, colons or dashes between pairs; undefined for anything else. */
export function bytesOf(hex: string): Uint8Array | undefined {
  const digits = /[^0-9a-f]/.test(hex) ? hex.toLowerCase().replace(/^0x|[\s:-]/g, '') : hex
  if (digits.length % 2 !== 0 || /[^0-9a-f]/.test(digits)) return undefined
  const bytes = new Uint8Array(digits.length / 2)
  for (let index = 0; index < bytes.length; index++)
    bytes[index] = Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16)
  return bytes
}
