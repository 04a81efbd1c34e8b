import { expect, test } from 'vitest'
import { ByteReader } from './byte-reader.ts'

const reader = (...bytes: number[]) => new ByteReader(Uint8Array.from(bytes))

test('numbers are little-endian', () => {
  const four = [0x78, 0x56, 0x34, 0x92]
  expect(reader(...four).uint8('a')).toBe(0x78)
  expect(reader(...four).uint16('a')).toBe(0x5678)
  expect(reader(...four).uint24('a')).toBe(0x345678)
  expect(reader(...four).uint32('a')).toBe(0x92345678)
})

test('signed numbers are negative from the top bit on', () => {
  expect([reader(0x7f).int8('a'), reader(0x80).int8('a'), reader(0xff).int8('a')]).toEqual([127, -128, -1])
  expect([reader(0xff, 0x7f).int16('a'), reader(0x00, 0x80).int16('a')]).toEqual([32767, -32768])
})

test('a field that is not wholly there reads as 0, is named, and nothing after it is read', () => {
  const short = reader(1, 2, 3)
  expect(short.uint16('first')).toBe(0x0201)
  expect(short.uint16('second')).toBe(0)
  expect(short.uint8('third')).toBe(0)
  expect([short.missing, short.remaining]).toEqual(['second', 0])
})

test('a frame that is read to its end misses nothing', () => {
  const exact = reader(1, 2)
  exact.skip(2, 'both')
  expect([exact.missing, exact.remaining]).toEqual([undefined, 0])
})
