import fc from 'fast-check'
import { expect, it } from 'vitest'
import { packetLengths } from './packet-lengths.ts'

/** A packet with so many bytes after its fixed header. */
function packet(length: number): Uint8Array {
  const digits: number[] = []
  let rest = length
  do {
    digits.push((rest % 128) | (rest >= 128 ? 0x80 : 0))
    rest = Math.floor(rest / 128)
  } while (rest > 0)
  return Uint8Array.from([0x30, ...digits, ...new Array<number>(length).fill(0xff)])
}

it('lets packets up to the limit through and no larger ones, in whatever pieces they come', () => {
  const lengths = fc.array(fc.oneof(fc.nat(130), fc.constantFrom(127, 128, 299, 300)), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(
      lengths,
      fc.boolean(),
      fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1 }),
      (sizes, large, cuts) => {
        const stream = Buffer.concat([...sizes, ...(large ? [301] : [])].map(packet))
        const follow = packetLengths(300)
        let fault: string | undefined
        for (let at = 0, n = 0; at < stream.length && fault === undefined; n++) {
          const step = cuts[n % cuts.length] ?? 1
          fault = follow(stream.subarray(at, at + step))
          at += step
        }
        expect(fault).toBe(large ? 'packet-too-large' : undefined)
      },
    ),
  )
})

it('knows a packet to be too large from its header alone', () => {
  expect(packetLengths(65_536)(Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0x7f))).toBe('packet-too-large')
})

it('refuses a length of more than four bytes', () => {
  expect(packetLengths(2 ** 40)(Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0xff, 0x7f))).toBe('length-malformed')
})

it('lets a message of an allowed topic be larger, to its own limit, in whatever pieces it comes', () => {
  const message = (topic: string, length: number): Buffer => {
    const whole = Buffer.from(packet(length))
    const at = whole.length - length
    whole.writeUInt16BE(topic.length, at)
    whole.write(topic, at + 2)
    return whole
  }
  const faultOf = (stream: Buffer, step: number): string | undefined => {
    const follow = packetLengths(300, { most: 1_000, allowed: (topic) => topic === 'big/list' })
    for (let at = 0; at < stream.length; at += step) {
      const fault = follow(stream.subarray(at, at + step))
      if (fault !== undefined) return fault
    }
    return undefined
  }
  for (const step of [1, 7, 5_000]) {
    const small = Buffer.from(packet(300))
    expect(
      faultOf(Buffer.concat([message('big/list', 1_000), small, message('big/list', 301), small]), step),
    ).toBeUndefined()
    expect(faultOf(message('big/list', 1_001), step)).toBe('packet-too-large')
    expect(faultOf(message('big/list/not', 301), step)).toBe('packet-too-large')
    expect(faultOf(Buffer.concat([message('big/list', 400), Buffer.from(packet(301))]), step)).toBe('packet-too-large')
    const connect = message('big/list', 400)
    connect[0] = 0x10
    expect(faultOf(connect, step)).toBe('packet-too-large')
  }
})
