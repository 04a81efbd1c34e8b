import { expect, test } from 'vitest'
import {
  deviceIdSchema,
  gatewayIdSchema,
  isoTimeSchema,
  newUlid,
  PARTITIONS,
  partitionOf,
  ulidSchema,
} from './identifiers.ts'

// Landon Curt Noll's published values of FNV-1a (32 bit), modulo 64.
test.each([
  ['', '05'],
  ['a', '44'],
  ['foobar', '40'],
])('the partition of "%s" is %s', (home, partition) => {
  expect(partitionOf(home)).toBe(partition)
})

test('homes are spread over all partitions, also those with letters beyond ASCII', () => {
  const seen = new Set(Array.from({ length: 2_000 }, (_, index) => partitionOf(`koti-ä-${index}`)))
  expect(seen.size).toBe(PARTITIONS)
  for (const partition of seen) expect(partition).toMatch(/^([0-5]\d|6[0-3])$/)
})

test('ULIDs of one process sort in the order in which they were made', () => {
  const made = Array.from({ length: 1_000 }, () => newUlid(1_795_000_000_000))
  expect(new Set(made).size).toBe(1_000)
  expect([...made].sort()).toEqual(made)
  for (const ulid of made) expect(ulidSchema.safeParse(ulid).success).toBe(true)
})

test.each([
  [ulidSchema, '8ZZZZZZZZZZZZZZZZZZZZZZZZZ'],
  [ulidSchema, '01jd7z4qk2w3e5r6t7y8v9b0nm'],
  [gatewayIdSchema, 'GW-1'],
  [gatewayIdSchema, 'a'.repeat(41)],
  [gatewayIdSchema, 'gw/1'],
  [deviceIdSchema, 'ble'],
  [deviceIdSchema, 'ble:C80F'],
  [deviceIdSchema, 'ble:a b'],
  [isoTimeSchema, '2026-11-21T05:10:00Z'],
  [isoTimeSchema, '2026-11-21T05:10:00.000+02:00'],
  [isoTimeSchema, '2026-02-30T25:10:00.000Z'],
])('what is not of the form is refused: %#', (schema, text) => {
  expect(schema.safeParse(text).success).toBe(false)
})
