/** What is wrong with a stream of MQTT packets. */
export type StreamFault = 'packet-too-large' | 'length-malformed'

/**
 * Follows a stream of MQTT packets by their fixed headers (MQTT 3.1.1, 2.2): a type byte, one to four bytes of
 * length, and so many bytes more.
 *
 * @param most bytes that a packet may have after its fixed header
 * @returns a function that takes the next bytes of the stream and says what is wrong with them, if anything
 */
export function packetLengths(most: number): (chunk: Uint8Array) => StreamFault | undefined {
  /** Bytes of the present packet still to come; undefined within its fixed header. */
  let left: number | undefined
  /** Bytes of the fixed header seen. */
  let header = 0
  let length = 0

  return (chunk) => {
    for (let at = 0; at < chunk.length; ) {
      if (left !== undefined) {
        const step = Math.min(left, chunk.length - at)
        at += step
        left -= step
        if (left === 0) left = undefined
        continue
      }
      const byte = chunk[at] ?? 0
      at += 1
      header += 1
      if (header === 1) continue
      length += (byte & 0x7f) * 128 ** (header - 2)
      if (length > most) return 'packet-too-large'
      if (byte < 0x80) {
        left = length === 0 ? undefined : length
        header = 0
        length = 0
      } else if (header === 5) return 'length-malformed'
    }
    return undefined
  }
}
