import type { Random } from './random.ts'

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Every pair of Crockford digits, by its 10 bits. */
const PAIRS: readonly string[] = Array.from(
  { length: 1024 },
  (_, bits) => `${DIGITS[bits >> 5] as string}${DIGITS[bits & 31] as string}`,
)

const pair = (bits: number): string => PAIRS[bits & 1023] as string
const fourPairs = (high: number, low: number): string => pair(high >> 10) + pair(high) + pair(low >> 10) + pair(low)

/**
 * ULIDs that cost little and are unique within one source: the moment given, 40 random bits, a count of 40 bits.
 * Like those of many gateways together they are in no order within one millisecond.
 */
export function ulidSource(random: Random): (at: number) => string {
  let count = 0
  let lastAt = Number.NaN
  let time = ''
  return (at) => {
    if (at !== lastAt) {
      lastAt = at
      time = timeText(at)
    }
    count++
    const bits = Math.floor(random() * 0x1_0000_0000)
    return time + fourPairs(bits >>> 16, bits & 0xffff) + fourPairs(Math.floor(count / 0x10_0000), count % 0x10_0000)
  }
}

function timeText(at: number): string {
  return fourPairs(Math.floor(at / 2 ** 30), Math.floor(at / 2 ** 10) % 2 ** 20) + pair(at % 1024)
}
