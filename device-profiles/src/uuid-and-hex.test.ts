import { expect, test } from 'vitest'
import { bytesOf, hexOf } from './hex.ts'
import { shortUuid } from './uuid.ts'

test('a SIG number is the same in every spelling', () => {
  for (const spelling of ['2a9d', '2A9D', '0x2A9D', '0X2a9d', '00002A9D-0000-1000-8000-00805F9B34FB']) {
    expect(shortUuid(spelling)).toBe('2a9d')
  }
})

test("a vendor's own UUID stays whole, in lower case", () => {
  expect(shortUuid('0000FFF0-0000-1000-8000-00805F9B34FC')).toBe('0000fff0-0000-1000-8000-00805f9b34fc')
})

test('hex is read with and without its usual ornaments', () => {
  for (const text of ['00b036', '00B036', '0x00b036', '00 b0 36', '00:B0:36', '00-b0-36', ' 00b036\n']) {
    expect(bytesOf(text), text).toEqual(Uint8Array.of(0, 0xb0, 0x36))
  }
  expect(bytesOf('')).toEqual(new Uint8Array())
})

test('what is no hex is none', () => {
  for (const text of ['0', '00b', 'zz', '0x0', '00x0', '+1', '1_0', 'ä0', '١٢'])
    expect(bytesOf(text), text).toBeUndefined()
})

test('hex goes there and back for every byte', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
  expect(bytesOf(hexOf(bytes))).toEqual(bytes)
})
