import { decimal } from '../decimal.ts'
import type { WithheldReason } from '../decoded.ts'
import type { ByteReader } from './byte-reader.ts'

/** The values that are no number: ISO/IEEE 11073-20601, FLOAT-Type and SFLOAT-Type. */
type FloatSpecial = Extract<
  WithheldReason,
  'not-a-number' | 'not-at-this-resolution' | 'positive-infinity' | 'negative-infinity' | 'reserved-float'
>
export type MedicalFloat = number | FloatSpecial

/** Reserved with exponent 0 only: 0xF7FF is 204.7. */
const SFLOAT_SPECIALS: ReadonlyMap<number, FloatSpecial> = new Map([
  [0x07ff, 'not-a-number'],
  [0x0800, 'not-at-this-resolution'],
  [0x07fe, 'positive-infinity'],
  [0x0802, 'negative-infinity'],
  [0x0801, 'reserved-float'],
])

const FLOAT_SPECIALS: ReadonlyMap<number, FloatSpecial> = new Map([
  [0x007fffff, 'not-a-number'],
  [0x00800000, 'not-at-this-resolution'],
  [0x007ffffe, 'positive-infinity'],
  [0x00800002, 'negative-infinity'],
  [0x00800001, 'reserved-float'],
])

/** The 16-bit float of IEEE 11073: a signed exponent of 4 bits over a signed mantissa of 12. */
export function decodeSfloat(raw: number): MedicalFloat {
  return SFLOAT_SPECIALS.get(raw) ?? decimal((raw << 20) >> 20, (raw << 16) >> 28)
}

/** The 32-bit float of IEEE 11073: a signed exponent of 8 bits over a signed mantissa of 24. */
export function decodeFloat(raw: number): MedicalFloat {
  return FLOAT_SPECIALS.get(raw) ?? decimal((raw << 8) >> 8, raw >> 24)
}

export const readSfloat = (reader: ByteReader, field: string): MedicalFloat =>
  noted(reader, decodeSfloat(reader.uint16(field)))
export const readFloat = (reader: ByteReader, field: string): MedicalFloat =>
  noted(reader, decodeFloat(reader.uint32(field)))

function noted(reader: ByteReader, value: MedicalFloat): MedicalFloat {
  reader.note(value)
  return value
}

/** The nearest SFLOAT, in the finest exponent that holds it; what is too large for any becomes an infinity. */
export const encodeSfloat = (value: number): number => encode(value, { bits: 12, lowest: -8, highest: 7 })

/** The nearest FLOAT with an exponent from -6 up, which is as fine as any meter is. */
export const encodeFloat = (value: number): number => encode(value, { bits: 24, lowest: -6, highest: 127 })

function encode(value: number, { bits, lowest, highest }: { bits: number; lowest: number; highest: number }): number {
  const top = 2 ** (bits - 1)
  if (Number.isNaN(value)) return top - 1
  for (let exponent = lowest; exponent <= highest; exponent++) {
    const mantissa = Math.round(decimal(value, -exponent))
    // with exponent 0 the five mantissas furthest out are the reserved values
    const [least, most] = exponent === 0 ? [3 - top, top - 3] : [-top, top - 1]
    if (mantissa < least || mantissa > most) continue
    return (exponent & (bits === 12 ? 0xf : 0xff)) * 2 ** bits + (mantissa & (2 * top - 1))
  }
  return value > 0 ? top - 2 : top + 2
}
