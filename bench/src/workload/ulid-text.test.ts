import { ulidSchema } from '@kotisilta/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from './random.ts'
import { ulidSource } from './ulid-text.ts'

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const timeOf = (ulid: string): number =>
  [...ulid.slice(0, 10)].reduce((sum, digit) => sum * 32 + DIGITS.indexOf(digit), 0)

test('a ULID is well formed and carries its moment', () => {
  const newUlid = ulidSource(seededRandom(1))
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), (at) => {
      const ulid = newUlid(at)
      expect(ulidSchema.safeParse(ulid).success).toBe(true)
      expect(timeOf(ulid)).toBe(at)
    }),
  )
})

test('no two ULIDs of one millisecond are the same', () => {
  const newUlid = ulidSource(seededRandom(1))
  const all = new Set(Array.from({ length: 100_000 }, () => newUlid(1_795_237_800_000)))
  expect(all.size).toBe(100_000)
})
