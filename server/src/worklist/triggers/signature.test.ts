import { TRIGGER_WINDOW_MS } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { checkSignature, signatureOf } from './signature.ts'

const NOW = 1_764_144_000_000
const SECRET = 'a secret of the two of them'
const body = Buffer.from('{"id":"1"}')
const signed = (at = NOW, of: Uint8Array = body, secret = SECRET) => ({
  timestamp: String(at),
  signature: `v1=${signatureOf(secret, String(at), of).toString('hex')}`,
  body,
})

test('a message that the holder of the secret signed just now is taken', () => {
  expect(checkSignature(SECRET, signed(), NOW)).toHaveProperty('signature')
})

test('another body, time or secret, or no signature, is refused', () => {
  const refused = { refused: 'signature-refused' }
  expect(checkSignature(SECRET, signed(NOW, Buffer.from('{"id":"2"}')), NOW)).toEqual(refused)
  expect(checkSignature(SECRET, { ...signed(), timestamp: String(NOW + 1) }, NOW)).toEqual(refused)
  expect(checkSignature(SECRET, signed(NOW, body, 'another'), NOW)).toEqual(refused)
  for (const signature of [
    undefined,
    '',
    'v1=',
    `v2=${'0'.repeat(64)}`,
    `v1=${'0'.repeat(63)}`,
    `v1=${'0'.repeat(64)}`,
  ]) {
    expect(checkSignature(SECRET, { ...signed(), signature }, NOW)).toEqual(refused)
  }
  for (const timestamp of [undefined, '', 'now', '1e12', '-1764144000000']) {
    expect(checkSignature(SECRET, { ...signed(), timestamp }, NOW)).toEqual(refused)
  }
})

test('a message is too old, or too far ahead, beyond five minutes either way', () => {
  for (const [away, known] of [
    [TRIGGER_WINDOW_MS, true],
    [TRIGGER_WINDOW_MS + 1, false],
    [-TRIGGER_WINDOW_MS, true],
    [-TRIGGER_WINDOW_MS - 1, false],
  ] as const) {
    const result = checkSignature(SECRET, signed(NOW - away), NOW)
    expect('signature' in result, String(away)).toBe(known)
    if (!known) expect(result).toEqual({ refused: 'signature-expired' })
  }
})
