import { type FieldRead, hexOf } from '@kotisilta/device-profiles'

/** Fields whose bits each mean something. */
const OF_BITS = /flags|status|control|header/

/** One line a field: where it begins, its bytes, its name, and what it says. */
export function explainFrame(read: readonly FieldRead[], frame: Uint8Array): string[] {
  const fields = joined(read)
  const end = fields.reduce((most, { offset, hex }) => Math.max(most, offset + hex.length / 2), 0)
  const rest =
    end < frame.length ? [{ offset: end, hex: hexOf(frame.subarray(end)), field: '(no field)', says: '' }] : []
  return [...fields, ...rest].map(({ offset, hex, field, says }) =>
    [String(offset).padStart(3), hex.padEnd(14), field.padEnd(32), says].join('  ').trimEnd(),
  )
}

/** One line a value of a message, with its path. */
export function explainMessage(payload: string): string[] {
  try {
    return leavesOf(JSON.parse(payload), '')
  } catch {
    return [`the message itself  ${JSON.stringify(payload)}`]
  }
}

function leavesOf(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [`${path || 'the message itself'}  ${JSON.stringify(value)}`]
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path === '' ? key : `${path}.${key}`))
}

/** Bytes that were read one by one under the same name are one field. */
function joined(read: readonly FieldRead[]) {
  const fields: { offset: number; hex: string; field: string; says: string }[] = []
  for (const { field, offset, bytes, says } of read) {
    const hex = hexOf(bytes)
    const last = fields.at(-1)
    if (last?.field === field) {
      last.hex += hex
      last.says = says ?? ''
    } else {
      fields.push({ offset, hex, field, says: says ?? plain(field, bytes) })
    }
  }
  return fields
}

function plain(field: string, bytes: Uint8Array): string {
  if (bytes.length === 0 || bytes.length > 4) return ''
  const value = bytes.reduceRight((sum, byte) => sum * 256 + byte, 0)
  if (!OF_BITS.test(field)) return String(value)
  const set = Array.from({ length: bytes.length * 8 }, (_, bit) => bit).filter(
    (bit) => Math.floor(value / 2 ** bit) % 2,
  )
  return set.length === 0 ? 'no bit is set' : `bits ${set.join(', ')}`
}
