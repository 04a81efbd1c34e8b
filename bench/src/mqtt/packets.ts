/** MQTT 3.1.1 packets by hand, only those that a gateway under load needs. Clauses are those of the OASIS standard. */

/** The length field of the fixed header (2.2.3) takes one to four bytes. */
const lengthBytes = (length: number): number => (length < 128 ? 1 : length < 16_384 ? 2 : length < 2_097_152 ? 3 : 4)

function writeLength(target: Buffer, offset: number, length: number): number {
  let rest = length
  let at = offset
  do {
    const more = rest > 127 ? 128 : 0
    target[at++] = (rest & 127) | more
    rest >>= 7
  } while (rest > 0)
  return at
}

/** Two bytes of length, then the text (1.5.3). */
function writeText(target: Buffer, offset: number, text: string): number {
  const length = target.write(text, offset + 2)
  target.writeUInt16BE(length, offset)
  return offset + 2 + length
}

/** CONNECT (3.1) with a clean session, user name and password, no will. */
export function connectPacket(options: {
  clientId: string
  username: string
  password: string
  keepAliveSeconds: number
}): Buffer {
  const { clientId, username, password, keepAliveSeconds } = options
  const body = 10 + [clientId, username, password].reduce((sum, text) => sum + 2 + Buffer.byteLength(text), 0)
  const packet = Buffer.alloc(1 + lengthBytes(body) + body)
  packet[0] = 0x10
  let at = writeText(packet, writeLength(packet, 1, body), 'MQTT')
  packet[at++] = 4
  packet[at++] = 0b1100_0010
  at = packet.writeUInt16BE(keepAliveSeconds, at)
  for (const text of [clientId, username, password]) at = writeText(packet, at, text)
  return packet
}

/** DISCONNECT (3.14): nothing is published on the gateway's behalf. */
export const DISCONNECT_PACKET: Buffer = Buffer.from([0xe0, 0])

/** How many bytes a QoS 1 PUBLISH takes whose topic and payload are ASCII. */
export function publishBytes(topic: string, payload: string): number {
  const body = 2 + topic.length + 2 + payload.length
  return 1 + lengthBytes(body) + body
}

/** Writes a QoS 1 PUBLISH (3.3) with an ASCII topic and payload; returns the offset behind it. */
export function writePublish(target: Buffer, offset: number, topic: string, payload: string, packetId: number): number {
  target[offset] = 0x32
  let at = writeLength(target, offset + 1, 2 + topic.length + 2 + payload.length)
  at = target.writeUInt16BE(topic.length, at)
  at += target.write(topic, at, 'latin1')
  at = target.writeUInt16BE(packetId, at)
  return at + target.write(payload, at, 'latin1')
}

/** Marks a PUBLISH that lies at `offset` as sent again (3.3.1.1). */
export function markDuplicate(target: Buffer, offset: number): void {
  target[offset] = (target[offset] as number) | 0b1000
}
