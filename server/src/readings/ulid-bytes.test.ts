import { newUlid } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { ulidFromBytes, ulidToBytes } from './ulid-bytes.ts'

test('a ULID survives its 16 bytes', () => {
  const ulids = ['00000000000000000000000000', '7ZZZZZZZZZZZZZZZZZZZZZZZZZ', '01JD7Z4QK2W3E5R6T7Y8V9B0NM']
  for (let index = 0; index < 500; index++) ulids.push(newUlid(index * 86_400_000))
  for (const ulid of ulids) expect(ulidFromBytes(ulidToBytes(ulid))).toBe(ulid)
})

test('bytes sort as the ULIDs do', () => {
  const [earlier, later] = [ulidToBytes(newUlid(1_000)), ulidToBytes(newUlid(2_000))]
  expect(Buffer.compare(earlier, later)).toBe(-1)
})
