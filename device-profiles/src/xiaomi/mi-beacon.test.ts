import { createCipheriv } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aesCcm } from '../../test/aes-ccm.ts'
import { frameOf } from '../../test/captures.ts'
import { decodeS400 } from './scale-s400.ts'

const ADDRESS = '8cd0b2f6beef'
const KEY = frameOf('0728974d657a4b60964c1b1677f35f7c')
const known = { address: ADDRESS, bindKey: KEY, aesCcm }

/** Seals an object as the scale does. */
function sealed(object: Uint8Array, counter: number, key = KEY): Uint8Array {
  const product = frameOf('d53b')
  const low = counter & 0xff
  const high = Uint8Array.of((counter >>> 8) & 0xff, (counter >>> 16) & 0xff, (counter >>> 24) & 0xff)
  const nonce = Uint8Array.of(...frameOf(ADDRESS).toReversed(), ...product, low, ...high)
  const cipher = createCipheriv('aes-128-ccm', key, nonce, { authTagLength: 4 })
  cipher.setAAD(Uint8Array.of(0x11), { plaintextLength: object.length })
  const hidden = cipher.update(object)
  cipher.final()
  return Uint8Array.of(0x48, 0x59, ...product, low, ...hidden, ...high, ...cipher.getAuthTag())
}

/** 70 kg and no more. */
const SEVENTY = frameOf('166e0901bc02000000000000')
const code = (decoded: object): unknown => ('error' in decoded ? (decoded.error as { code: string }).code : decoded)

describe('a sealed MiBeacon', () => {
  test('bad input 19: under the wrong bind key, or from another address, is nothing but that', () => {
    const frame = sealed(SEVENTY, 7)
    expect(decodeS400(frame, known)).toMatchObject({ items: [{ value: 70 }], counter: 7 })
    expect(code(decodeS400(frame, { ...known, bindKey: new Uint8Array(16) }))).toBe('bind-key-wrong')
    expect(code(decodeS400(frame, { ...known, address: '8cd0b2f6beee' }))).toBe('bind-key-wrong')
    expect(code(decodeS400(frame, { ...known, bindKey: new Uint8Array(15) }))).toBe('bind-key-missing')
    expect(code(decodeS400(frame))).toBe('bind-key-missing')
  })

  test('bad input 19: with a counter that was passed is a replay; with the same it is the same advertisement again', () => {
    const frame = sealed(SEVENTY, 0x0100)
    expect(decodeS400(frame, { ...known, lastCounter: 0xff })).toMatchObject({ counter: 0x0100 })
    expect(decodeS400(frame, { ...known, lastCounter: 0x0100 })).toMatchObject({ counter: 0x0100 })
    expect(code(decodeS400(frame, { ...known, lastCounter: 0x0109 }))).toBe('counter-replayed')
  })

  test('that came a little late is genuine, and does not set the counter back', () => {
    const late = { ...known, lastCounter: 0x0108 }
    expect(decodeS400(sealed(SEVENTY, 0x0100), late)).toMatchObject({ items: [{ value: 70 }], counter: 0x0108 })
  })

  test('counts on over the end of its one byte', () => {
    expect(decodeS400(sealed(SEVENTY, 0x01_02_03_04), known)).toMatchObject({ counter: 0x01_02_03_04 })
    expect(decodeS400(sealed(SEVENTY, 0xff_ff_ff_ff), known)).toMatchObject({ counter: 0xff_ff_ff_ff })
  })

  test('with another object in it says nothing that is an item', () => {
    expect(decodeS400(sealed(frameOf('0a100164'), 9), known)).toEqual({ items: [], counter: 9 })
    expect(decodeS400(sealed(frameOf('166e0901'), 9), known)).toEqual({ items: [], counter: 9 })
  })

  test('with any one bit changed is no measurement', () => {
    const frame = sealed(SEVENTY, 7)
    fc.assert(
      fc.property(fc.nat(frame.length * 8 - 1), (bit) => {
        const changed = Uint8Array.from(frame)
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const decoded = decodeS400(changed, known)
        // bits of the frame control are not sealed; whatever they do, no other number comes of it
        if ('error' in decoded || decoded.items.length === 0) return
        expect(decoded.items).toMatchObject([{ value: 70 }])
      }),
      { numRuns: 400 },
    )
  })

  test('gives back the weight that was put in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2047 }), fc.integer({ min: 1, max: 126 }), (mass, rate) => {
        const packed = (mass | (rate << 11)) >>> 0
        const values = [packed & 0xff, (packed >>> 8) & 0xff, (packed >>> 16) & 0xff, packed >>> 24]
        const object = Uint8Array.of(0x16, 0x6e, 9, 2, ...values, 0, 0, 0, 0)
        expect(decodeS400(sealed(object, 1), known)).toMatchObject({
          items: [
            { kind: 'body-weight', value: mass / 10, subject: { userIndex: 2 } },
            { kind: 'heart-rate', value: rate + 50 },
          ],
        })
      }),
    )
  })
})
