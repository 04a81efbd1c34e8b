import { connect, type Socket } from 'node:net'

type Text = string | Buffer

/** MQTT 3.1.1 by hand, so that a test can say what no client library would. */
export class MqttSocket {
  readonly #socket: Socket
  #received = Buffer.alloc(0)
  #ended = false

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk])
    })
    socket.on('error', () => {})
    socket.once('close', () => {
      this.#ended = true
    })
  }

  static open(port: number): Promise<MqttSocket> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new MqttSocket(socket)))
      socket.once('error', reject)
    })
  }

  write(bytes: Buffer): void {
    if (!this.#ended) this.#socket.write(bytes)
  }

  /** @returns the CONNACK's return code; -1 if the connection ended without one */
  async connect(options: {
    clientId?: Text
    username?: Text
    password?: Text
    clean?: boolean
    keepalive?: number
    will?: { topic: string; payload: string; retain?: boolean }
  }): Promise<number> {
    const { clientId = '', username, password, clean = true, keepalive = 60, will } = options
    const flags =
      (username === undefined ? 0 : 0x80) |
      (password === undefined ? 0 : 0x40) |
      (will === undefined ? 0 : 0x0c) |
      (will?.retain ? 0x20 : 0) |
      (clean ? 0x02 : 0)
    const head = Buffer.concat([field('MQTT'), Buffer.of(4, flags, keepalive >> 8, keepalive & 0xff)])
    const fields = [clientId, ...(will === undefined ? [] : [will.topic, will.payload]), username, password]
    this.write(
      packet(0x10, Buffer.concat([head, ...fields.flatMap((each) => (each === undefined ? [] : [field(each)]))])),
    )
    const answer = await this.next()
    return answer === 'ended' ? -1 : (answer.body[1] as number)
  }

  publish(topic: Text, payload: Text, id = 1): void {
    this.write(packet(0x32, Buffer.concat([field(topic), Buffer.of(id >> 8, id & 0xff), Buffer.from(payload)])))
  }

  /** @returns the acknowledged packet's id */
  async puback(): Promise<number> {
    const answer = await this.next()
    return answer === 'ended' || answer.type !== 4 ? -1 : answer.body.readUInt16BE(0)
  }

  /** @returns the granted QoS, 0x80 for a refusal, `ended` if the connection did */
  async subscribe(filter: Text, qos = 1): Promise<number | 'ended'> {
    this.write(packet(0x82, Buffer.concat([Buffer.of(0, 9), field(filter), Buffer.of(qos)])))
    const answer = await this.next()
    return answer === 'ended' ? answer : (answer.body[2] as number)
  }

  /** The next packet that comes. */
  async next(timeout = 15_000): Promise<{ type: number; flags: number; body: Buffer } | 'ended'> {
    const end = Date.now() + timeout
    for (;;) {
      const [first, length] = this.#received
      if (first !== undefined && length !== undefined && length < 128 && this.#received.length >= 2 + length) {
        const body = this.#received.subarray(2, 2 + length)
        this.#received = this.#received.subarray(2 + length)
        return { type: first >> 4, flags: first & 0x0f, body }
      }
      if (this.#ended) return 'ended'
      if (Date.now() > end) throw new Error(`nothing came within ${timeout} ms`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  /** Resolves once the server has ended the connection. */
  async ended(timeout = 15_000): Promise<void> {
    const end = Date.now() + timeout
    while (!this.#ended) {
      if (Date.now() > end) throw new Error(`the connection was still there after ${timeout} ms`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  destroy(): void {
    this.#socket.destroy()
  }

  close(): void {
    this.destroy()
  }
}

function field(text: Text): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([Buffer.of(bytes.length >> 8, bytes.length & 0xff), bytes])
}

function packet(header: number, body: Buffer): Buffer {
  const length: number[] = []
  let rest = body.length
  do {
    const byte = rest % 128
    rest = Math.floor(rest / 128)
    length.push(rest > 0 ? byte | 0x80 : byte)
  } while (rest > 0)
  return Buffer.concat([Buffer.of(header, ...length), body])
}
