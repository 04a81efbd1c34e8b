export const CONNACK = 2
export const PUBACK = 4

/** What a server sends: `value` is the packet id of a PUBACK, the return code of a CONNACK, else 0. */
export type OnPacket = (type: number, value: number) => void

/** Cuts a byte stream into packets; what is incomplete waits for the next piece. */
export function packetReader(onPacket: OnPacket): (chunk: Buffer) => void {
  let rest: Buffer | undefined
  return (chunk) => {
    const bytes = rest === undefined ? chunk : Buffer.concat([rest, chunk])
    let at = 0
    for (;;) {
      const end = packetEnd(bytes, at)
      if (end === undefined) break
      const type = (bytes[at] as number) >> 4
      const value = type === PUBACK ? bytes.readUInt16BE(end - 2) : type === CONNACK ? (bytes[end - 1] as number) : 0
      onPacket(type, value)
      at = end
    }
    rest = at < bytes.length ? bytes.subarray(at) : undefined
  }
}

function packetEnd(bytes: Buffer, start: number): number | undefined {
  let length = 0
  for (let place = 0; place < 4; place++) {
    const byte = bytes[start + 1 + place]
    if (byte === undefined) return undefined
    length |= (byte & 127) << (7 * place)
    if (byte < 128) {
      const end = start + 2 + place + length
      return end <= bytes.length ? end : undefined
    }
  }
  throw new Error('a packet length of more than four bytes')
}
