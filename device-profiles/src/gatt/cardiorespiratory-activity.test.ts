import { describe, expect, test } from 'vitest'
import { frameOf } from '../../test/captures.ts'
import { decodeCardiorespiratoryNow } from './cardiorespiratory-activity.ts'

/** Session 1, an hour after it began, message 7. */
const BEGINNING = '01000000100e000007000000'

function said(header: string, flags: number, fields: string): unknown {
  const flagBytes = [flags & 0xff, flags >> 8].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const decoded = decodeCardiorespiratoryNow(frameOf(`${header}${flagBytes}${BEGINNING}${fields}`))
  return 'error' in decoded
    ? decoded.error.code
    : decoded.items.map((item) => 'value' in item && [item.kind, item.value])
}

/** The fields in the order of their flags, each with bytes of its own. */
const FIELDS = ['23', '48', '5503', '3c', '2800', '10', '0e']
const HEART_RATE = 1 << 1
const RESPIRATION = 1 << 5

describe('heart and breath of an activity monitor', () => {
  test('are found behind every combination of the fields before them, and only where they are promised', () => {
    for (let flags = 0; flags < 1 << FIELDS.length; flags++) {
      const fields = FIELDS.filter((_field, bit) => flags & (1 << bit)).join('')
      const expected = [
        ...(flags & HEART_RATE ? [['heart-rate', 72]] : []),
        ...(flags & RESPIRATION ? [['respiratory-rate', 16]] : []),
      ]
      expect(said('80', flags, fields), String(flags)).toEqual(expected)
      if (fields !== '') expect(said('80', flags, fields.slice(0, -2)), String(flags)).toBe('frame-too-short')
    }
  })

  test('say the same whatever the reserved flags and the one for being worn are', () => {
    for (let bit = FIELDS.length; bit < 16; bit++)
      expect(said('80', HEART_RATE | RESPIRATION | (1 << bit), '4810')).toEqual([
        ['heart-rate', 72],
        ['respiratory-rate', 16],
      ])
  })

  test('come from a first segment only as far as it is sure to hold them', () => {
    for (const header of ['81', '82', 'ff']) {
      expect(said(header, 0x7f, '234855033c')).toEqual([['heart-rate', 72]])
      expect(said(header, HEART_RATE, '')).toBe('frame-too-short')
    }
  })

  test('never come from a segment that continues a message', () => {
    for (let header = 0; header < 0x80; header++)
      expect(said(header.toString(16).padStart(2, '0'), HEART_RATE | RESPIRATION, '4810')).toEqual([])
  })
})
