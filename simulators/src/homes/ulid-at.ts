import type { Milliseconds } from '@kotisilta/contract'
import { mulberry32, seedOf } from '../persons/seeded.ts'

/** Crockford's base 32, as ULIDs use it. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The ULID that this moment and these words always give: history made twice is the same history. */
export function ulidAt(at: Milliseconds, ...seed: readonly (string | number)[]): string {
  const random = mulberry32(seedOf(at, ...seed))
  const time = Array.from({ length: 10 }, (_, index) => Math.floor(at / 32 ** (9 - index)) % 32)
  const rest = Array.from({ length: 16 }, () => Math.floor(random() * 32))
  return [...time, ...rest].map((digit) => DIGITS[digit]).join('')
}
