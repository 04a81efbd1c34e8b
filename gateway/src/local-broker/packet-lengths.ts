/** What is wrong with a stream of MQTT packets. */
export type StreamFault = 'packet-too-large' | 'length-malformed'

/** Messages that may be larger than others. */
export interface LargerMessages {
  readonly most: number
  /** Asked as soon as the topic of a large message is known. */
  allowed(topic: string): boolean
}

const PUBLISH = 3
/** A longer topic has no large message. */
const TOPIC_BYTES = 256

/**
 * Follows a stream of MQTT packets by their fixed headers (MQTT 3.1.1, 2.2): a type byte, one to four bytes of
 * length, and so many bytes more.
 *
 * @param most bytes that a packet may have after its fixed header
 * @param larger what a message may have whose topic is allowed to
 * @returns a function that takes the next bytes of the stream and says what is wrong with them, if anything
 */
export function packetLengths(most: number, larger?: LargerMessages): (chunk: Uint8Array) => StreamFault | undefined {
  /** Bytes of the present packet still to come; undefined within its fixed header. */
  let left: number | undefined
  /** Bytes of the fixed header seen. */
  let header = 0
  let length = 0
  let type = 0
  /** The first bytes of a large message, until its topic is known. */
  let head: number[] | undefined

  /** Whether the topic in `head` forbids so large a message; undefined while it is not known. */
  function forbidden(bytes: readonly number[]): boolean | undefined {
    const [high, low] = bytes
    if (high === undefined || low === undefined) return undefined
    const size = high * 256 + low
    if (size > TOPIC_BYTES) return true
    if (bytes.length < 2 + size) return undefined
    return !larger?.allowed(Buffer.from(bytes.slice(2)).toString())
  }

  return (chunk) => {
    for (let at = 0; at < chunk.length; ) {
      if (head !== undefined) {
        head.push(chunk[at] ?? 0)
        at += 1
        length -= 1
        const verdict = forbidden(head)
        if (verdict === true || length === 0) return 'packet-too-large'
        if (verdict === undefined) continue
        head = undefined
        left = length
        length = 0
        continue
      }
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
      if (header === 1) {
        type = byte >> 4
        continue
      }
      length += (byte & 0x7f) * 128 ** (header - 2)
      if (length > (type === PUBLISH && larger !== undefined ? larger.most : most)) return 'packet-too-large'
      if (byte < 0x80) {
        header = 0
        if (length > most) {
          head = []
          continue
        }
        left = length === 0 ? undefined : length
        length = 0
      } else if (header === 5) return 'length-malformed'
    }
    return undefined
  }
}
