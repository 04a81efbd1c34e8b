import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { frameOf } from '../../test/captures.ts'
import { profileById } from '../catalogue.ts'
import { decodeRecord } from '../decode.ts'
import { hexOf } from '../hex.ts'
import { OMRON_BEGIN, OMRON_END, type OmronParts, omronPartArrived, omronReadRequest } from './memory.ts'
import { HEM_7322T_MEMORY } from './record.ts'

const sum = (bytes: Uint8Array): number => bytes.reduce((all, byte) => all ^ byte, 0)

/** An answer with so much data, in the parts in which a monitor sends it. */
function answer(address: number, data: Uint8Array): Uint8Array[] {
  const head = [data.length + 8, 0x81, 0x00, address >> 8, address & 0xff, data.length, ...data, 0]
  const whole = Uint8Array.of(...head, sum(Uint8Array.from(head)))
  return Array.from({ length: Math.ceil(whole.length / 16) }, (_, part) => whole.subarray(part * 16, part * 16 + 16))
}

function arrive(parts: readonly (readonly [place: number, part: Uint8Array])[]) {
  let before: OmronParts = []
  let step = omronPartArrived(before, 9, new Uint8Array())
  for (const [place, part] of parts) {
    step = omronPartArrived(before, place, part)
    before = step.parts
  }
  return step
}

describe("reading an Omron monitor's memory", () => {
  test('requests carry a checksum that cancels their bytes out', () => {
    for (const request of [OMRON_BEGIN, OMRON_END, omronReadRequest(0x02ac, 14)]) {
      expect(sum(request)).toBe(0)
      expect(request[0]).toBe(request.length)
    }
    expect(hexOf(omronReadRequest(0x02ac, 14))).toBe('08010002ac0e00a9')
  })

  test('a packet is put together from its parts, in whatever order they come', () => {
    const record = frameOf('505f1a482c000000000000000000')
    const [first, second] = answer(0x02ac, record) as [Uint8Array, Uint8Array]
    for (const order of [
      [
        [0, first],
        [1, second],
      ],
      [
        [1, second],
        [0, first],
      ],
    ] as const) {
      const { packet, parts } = arrive(order)
      expect(parts).toEqual([])
      expect(packet).toEqual({ type: '8100', address: 0x02ac, data: record })
    }
    expect(arrive([[0, first]]).packet).toBeUndefined()
  })

  test('bad input 18: a packet whose checksum is wrong is none', () => {
    const [first, second] = answer(0x02ac, new Uint8Array(14)) as [Uint8Array, Uint8Array]
    const damaged = Uint8Array.from(second)
    damaged[0] = 1
    const step = arrive([
      [0, first],
      [1, damaged],
    ])
    expect(step.error?.code).toBe('checksum-wrong')
    expect(step).toMatchObject({ parts: [] })
    expect(step.packet).toBeUndefined()
  })

  test('a length that cannot be is refused at once, a part that is too short with the last of them', () => {
    expect(arrive([[0, Uint8Array.of(7)]]).error?.code).toBe('frame-malformed')
    expect(arrive([[0, Uint8Array.of(65)]]).error?.code).toBe('frame-malformed')
    expect(arrive([[0, Uint8Array.of(16, 0x81)]]).error?.code).toBe('frame-too-short')
  })

  test('any bytes at any place are a step', () => {
    const part = fc.tuple(fc.nat(4), fc.uint8Array({ maxLength: 20 }))
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const { packet, error } = arrive(parts)
        if (packet !== undefined) expect(packet.data.length).toBeLessThanOrEqual(56)
        if (error !== undefined) expect(error.message).not.toBe('')
      }),
      { numRuns: 500 },
    )
  })

  test('two people have a hundred records each', () => {
    const [one = 0, two = 0] = HEM_7322T_MEMORY.first
    expect(two - one).toBe(HEM_7322T_MEMORY.records * HEM_7322T_MEMORY.size)
  })

  test('only a profile with records decodes one', () => {
    const scale = profileById('sig-weight-scale')
    const decoded = scale && decodeRecord(new Uint8Array(14), scale)
    expect(decoded).toMatchObject({ error: { code: 'no-decoder' } })
  })
})
