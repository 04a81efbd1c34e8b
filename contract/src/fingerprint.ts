const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The first 100 bits of a SHA-256 as a person can compare and type them: five groups of four letters of Crockford's
 * base 32. Enough that nobody finds a second certificate with the same ones.
 */
export function fingerprintText(sha256: Uint8Array): string {
  const bits = [...sha256].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const letter = (index: number) => CROCKFORD[Number.parseInt(bits.slice(index * 5, index * 5 + 5), 2)]
  return Array.from({ length: 5 }, (_, group) => [0, 1, 2, 3].map((place) => letter(group * 4 + place)).join('')).join(
    '-',
  )
}

/** As typed: any case, any separators, O for 0, I and L for 1. */
export const sameFingerprint = (a: string, b: string): boolean => plain(a) === plain(b)

const plain = (text: string): string =>
  text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
