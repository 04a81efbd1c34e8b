import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeFloat, decodeSfloat, encodeFloat, encodeSfloat, type MedicalFloat } from './medical-float.ts'

const SFLOATS: readonly (readonly [raw: number, value: MedicalFloat])[] = [
  [0x0000, 0],
  [0x0001, 1],
  [0x0072, 114],
  [0x0fff, -1],
  [0x07fd, 2045],
  [0x0803, -2045],
  [0x07ff, 'not-a-number'],
  [0x0800, 'not-at-this-resolution'],
  [0x07fe, 'positive-infinity'],
  [0x0802, 'negative-infinity'],
  [0x0801, 'reserved-float'],
  [0xf7ff, 204.7],
  [0xf800, -204.8],
  [0x17ff, 20470],
  [0xf16e, 36.6],
  [0xe001, 0.01],
  [0x8001, 1e-8],
  [0x87ff, 0.00002047],
  [0x7001, 1e7],
  [0x7800, -2.048e10],
  [0xffff, -0.1],
  [0x8fff, -1e-8],
]

const FLOATS: readonly (readonly [raw: number, value: MedicalFloat])[] = [
  [0x00000000, 0],
  [0x00000001, 1],
  [0x00ffffff, -1],
  [0x007ffffd, 8388605],
  [0x00800003, -8388605],
  [0x007fffff, 'not-a-number'],
  [0x00800000, 'not-at-this-resolution'],
  [0x007ffffe, 'positive-infinity'],
  [0x00800002, 'negative-infinity'],
  [0x00800001, 'reserved-float'],
  [0xff7fffff, 838860.7],
  [0xff00016e, 36.6],
  [0xfe000e15, 36.05],
  [0xff0003ec, 100.4],
  [0xfeffe9c3, -56.93],
  [0xfe001e2d, 77.25],
  [0x7f000001, 1e127],
  [0x80000001, 1e-128],
  [0x01000004, 40],
]

describe('SFLOAT', () => {
  test('there are cases for every reserved value, both signs and both ends of the exponent', () => {
    expect(SFLOATS.length).toBe(22)
    expect(SFLOATS.filter(([, value]) => typeof value === 'string').length).toBe(5)
  })

  test.each(SFLOATS)('%i is %s', (raw, value) => {
    expect(decodeSfloat(raw)).toBe(value)
  })

  test('all 65,536 decode: five to a reason, the others to the decimal number that they spell', () => {
    let reasons = 0
    for (let raw = 0; raw <= 0xffff; raw++) {
      const value = decodeSfloat(raw)
      if (typeof value === 'string') {
        reasons += 1
        continue
      }
      const mantissa = (raw & 0xfff) - (raw & 0x800 ? 0x1000 : 0)
      const exponent = (raw >> 12) - (raw >> 12 > 7 ? 16 : 0)
      if (value !== Number(`${mantissa}e${exponent}`))
        expect(value, String(raw)).toBe(Number(`${mantissa}e${exponent}`))
    }
    expect(reasons).toBe(5)
  })

  test('encoding and decoding gives back every value that an SFLOAT can have', () => {
    let numbers = 0
    for (let raw = 0; raw <= 0xffff; raw++) {
      const value = decodeSfloat(raw)
      if (typeof value === 'string') continue
      numbers += 1
      const back = decodeSfloat(encodeSfloat(value))
      if (back !== value) expect(back, String(raw)).toBe(value)
    }
    expect(numbers).toBe(65531)
  })

  test('what is no number, or too large, becomes its reserved value', () => {
    expect(decodeSfloat(encodeSfloat(Number.NaN))).toBe('not-a-number')
    expect(decodeSfloat(encodeSfloat(Number.POSITIVE_INFINITY))).toBe('positive-infinity')
    expect(decodeSfloat(encodeSfloat(-1e12))).toBe('negative-infinity')
  })
})

describe('FLOAT', () => {
  test('there are cases for every reserved value, both signs and both ends of the exponent', () => {
    expect(FLOATS.length).toBe(19)
    expect(FLOATS.filter(([, value]) => typeof value === 'string').length).toBe(5)
  })

  test.each(FLOATS)('%i is %s', (raw, value) => {
    expect(decodeFloat(raw)).toBe(value)
  })

  test('encoding and decoding gives back any temperature, to the thousandth', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999, max: 999_999 }), (thousandths) => {
        expect(decodeFloat(encodeFloat(thousandths / 1000))).toBe(thousandths / 1000)
      }),
    )
  })

  test('any four bytes are a finite number or a reason', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (raw) => {
        const value = decodeFloat(raw)
        expect(typeof value === 'string' || Number.isFinite(value)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})
