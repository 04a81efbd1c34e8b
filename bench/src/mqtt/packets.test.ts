import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CONNACK, PUBACK, packetReader } from './packet-reader.ts'
import { connectPacket, markDuplicate, publishBytes, writePublish } from './packets.ts'

describe('CONNECT', () => {
  test('is byte for byte what the standard says', () => {
    const packet = connectPacket({ clientId: 'gw-1', username: 'gw-1', password: 'tök', keepAliveSeconds: 60 })
    const expected = [
      [0x10, 28],
      [0, 4, ...Buffer.from('MQTT'), 4, 0xc2, 0, 60],
      [0, 4, ...Buffer.from('gw-1')],
      [0, 4, ...Buffer.from('gw-1')],
      [0, 4, ...Buffer.from('tök')],
    ].flat()
    expect([...packet]).toEqual(expected)
  })
})

describe('PUBLISH', () => {
  test('is byte for byte what the standard says', () => {
    const packet = Buffer.alloc(publishBytes('a/b', 'hello'))
    expect(writePublish(packet, 0, 'a/b', 'hello', 0x1234)).toBe(packet.length)
    expect([...packet]).toEqual([0x32, 12, 0, 3, ...Buffer.from('a/b'), 0x12, 0x34, ...Buffer.from('hello')])
    markDuplicate(packet, 0)
    expect(packet[0]).toBe(0x3a)
  })

  test('has a length field that grows with the payload, and is cut again where it ends', () => {
    let seen = 0
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 1, 115, 116, 16_371, 16_372, 70_000), { maxLength: 5 }), (sizes) => {
        const payloads = sizes.map((size) => 'x'.repeat(size))
        const packets = payloads.map((payload, index) => {
          const packet = Buffer.alloc(publishBytes('topic', payload))
          expect(writePublish(packet, 0, 'topic', payload, index + 1)).toBe(packet.length)
          return packet
        })
        const types: number[] = []
        packetReader((type) => types.push(type))(Buffer.concat(packets))
        expect(types).toEqual(packets.map(() => 3))
        seen += packets.length
      }),
    )
    expect(seen).toBeGreaterThan(50)
  })
})

describe('what the server answers', () => {
  const stream = Buffer.from([0x20, 2, 0, 5, 0x40, 2, 0x12, 0x34, 0xd0, 0, 0x40, 2, 0, 1])
  const expected = [
    [CONNACK, 5],
    [PUBACK, 0x1234],
    [13, 0],
    [PUBACK, 1],
  ]

  test('is read the same however the bytes are cut', () => {
    for (let cut = 0; cut <= stream.length; cut++) {
      const packets: number[][] = []
      const read = packetReader((type, value) => packets.push([type, value]))
      read(stream.subarray(0, cut))
      read(stream.subarray(cut))
      expect(packets).toEqual(expected)
    }
  })

  test('with a length of more than four bytes is an error', () => {
    expect(() => packetReader(() => {})(Buffer.from([0x30, 255, 255, 255, 255, 1]))).toThrow('four bytes')
  })
})
