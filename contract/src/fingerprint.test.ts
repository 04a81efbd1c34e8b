import { expect, test } from 'vitest'
import { fingerprintText, sameFingerprint } from './fingerprint.ts'

test('a fingerprint is five groups of four letters that cannot be mistaken for each other', () => {
  expect(fingerprintText(new Uint8Array(32))).toBe('0000-0000-0000-0000-0000')
  expect(fingerprintText(new Uint8Array(32).fill(255))).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ')
  // 00001 00010 00011 00100 00101: one letter for each five bits, the highest first.
  expect(fingerprintText(Uint8Array.of(0x08, 0x86, 0x42, 0x80, ...new Uint8Array(28)))).toBe('1234-5000-0000-0000-0000')
})

test('it is the same however it was typed, and another is not', () => {
  expect(sameFingerprint('o1il-0000', '0111 0000')).toBe(true)
  expect(sameFingerprint('0000-0001', '0000-0002')).toBe(false)
})
