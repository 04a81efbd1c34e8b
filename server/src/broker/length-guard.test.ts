import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packetScanner } from './length-guard.ts'

const LARGEST = 1_000

function packet(type: number, length: number): Buffer {
  const header = [type << 4]
  let rest = length
  do {
    const byte = rest % 128
    rest = Math.floor(rest / 128)
    header.push(rest > 0 ? byte | 0x80 : byte)
  } while (rest > 0)
  return Buffer.concat([Buffer.from(header), Buffer.alloc(length, 0x30)])
}

test('packets within the limit pass, however the stream is cut into chunks', () => {
  const stream = Buffer.concat([packet(1, 60), packet(3, 127), packet(3, 128), packet(12, 0), packet(3, LARGEST)])
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: stream.length })), (cuts) => {
      const scan = packetScanner(LARGEST)
      const edges = [0, ...cuts.sort((a, b) => a - b), stream.length]
      for (let index = 1; index < edges.length; index++) {
        expect(scan(stream.subarray(edges[index - 1], edges[index]))).toBeUndefined()
      }
    }),
  )
})

test('one byte more than the limit is refused at its header', () => {
  const scan = packetScanner(LARGEST)
  scan(packet(1, 60))
  expect(scan(packet(3, LARGEST + 1).subarray(0, 3))).toBe('packet-too-large')
})

test('bytes that are not a CONNECT are refused at the first', () => {
  expect(packetScanner(LARGEST)(Buffer.from('GET / HTTP/1.1\r\n'))).toBe('first-packet-not-connect')
})

test('a CONNECT of 10 MB is refused at its header', () => {
  expect(packetScanner(LARGEST)(packet(1, 10_000_000).subarray(0, 5))).toBe('packet-too-large')
})

test('a length of more than four bytes is malformed', () => {
  const scan = packetScanner(Number.MAX_SAFE_INTEGER)
  scan(packet(1, 60))
  expect(scan(Buffer.from([0x30, 0x80, 0x80, 0x80, 0x80]))).toBe('length-malformed')
})
