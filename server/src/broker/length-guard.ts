import type { Socket } from 'node:net'

/** Closed codes of what the guard closes a connection for. */
export type GuardCode = 'first-packet-not-connect' | 'packet-too-large' | 'length-malformed'

/** A CONNECT carries a client id, a topic and payload for the will, a name and a token. */
const CONNECT_BYTES = 8 * 1024

const CONNECT = 1

/**
 * Watches the fixed headers of a connection's packets (MQTT 3.1.1, 2.2) and closes it before anybody buffers a
 * packet that is too large, or bytes that are no MQTT. It reads along with the broker and holds nothing back.
 *
 * @param largest most bytes in a packet after the fixed header
 */
export function guardLengths(socket: Socket, largest: number, refused: (code: GuardCode) => void): void {
  const scanner = packetScanner(largest)
  socket.on('data', (chunk: Buffer) => {
    const code = scanner(chunk)
    if (code === undefined) return
    // Afterwards nobody knows any more from where it came.
    refused(code)
    socket.destroy()
  })
}

/** @returns a function that is given the stream chunk by chunk and says what is wrong with it, if anything */
export function packetScanner(largest: number): (chunk: Uint8Array) => GuardCode | undefined {
  let seenConnect = false
  /** Bytes of the current packet's body still to come. */
  let body = 0
  let inLength = false
  let length = 0
  let shift = 0

  return (chunk) => {
    let position = 0
    while (position < chunk.length) {
      if (body > 0) {
        const step = Math.min(body, chunk.length - position)
        body -= step
        position += step
        continue
      }
      const byte = chunk[position++] as number
      if (!inLength) {
        if (!seenConnect && byte >> 4 !== CONNECT) return 'first-packet-not-connect'
        inLength = true
        length = 0
        shift = 0
        continue
      }
      length += (byte & 0x7f) << shift
      shift += 7
      if (byte & 0x80) {
        if (shift > 21) return 'length-malformed'
        continue
      }
      if (length > (seenConnect ? largest : CONNECT_BYTES)) return 'packet-too-large'
      seenConnect = true
      inLength = false
      body = length
    }
    return undefined
  }
}
