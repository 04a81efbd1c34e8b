import { connect, type Socket } from 'node:net'
import { CONNACK, PUBACK, packetReader } from '../mqtt/packet-reader.ts'
import { connectPacket, DISCONNECT_PACKET, markDuplicate } from '../mqtt/packets.ts'
import { PACKET_IDS, type Tape } from './tape.ts'

const RECONNECT_AFTER_MS = 200
const KEEP_ALIVE_SECONDS = 60

export interface ConnectionOptions {
  readonly port: number
  readonly clientId: string
  readonly gateway: string
  readonly token: string
  readonly tape: Tape
  /** Most messages on their way without an acknowledgement. */
  readonly window: number
  /** Called with the packet's number the moment it is first written. */
  onSent(packet: number): void
  onAcknowledged(packet: number): void
  onLost(): void
}

/** One gateway: publishes its tape in order, as far as released and as the window allows, again after a reconnect. */
export class Connection {
  readonly #options: ConnectionOptions
  readonly #acknowledged: Uint8Array
  readonly #packets: number
  #socket: Socket | undefined
  #up = false
  #closed = false
  #released = 0
  #sent = 0
  #flying = 0
  /** Everything before it is acknowledged. */
  #firstOpen = 0
  resent = 0

  constructor(options: ConnectionOptions) {
    this.#options = options
    this.#packets = options.tape.items.length
    this.#acknowledged = new Uint8Array(this.#packets)
  }

  /** Resolves when the server has accepted the gateway; rejects when it refuses or cannot be reached. */
  open(): Promise<void> {
    return new Promise((resolve, reject) => this.#connect(resolve, reject))
  }

  /** Lets `count` more packets go; returns the number of the first of them. */
  release(count: number): number {
    const first = this.#released
    this.#released = Math.min(this.#released + count, this.#packets)
    this.#pump()
    return first
  }

  close(): void {
    this.#closed = true
    this.#socket?.end(DISCONNECT_PACKET)
    this.#socket?.destroySoon()
  }

  #connect(accepted: () => void, refused: (error: Error) => void): void {
    const { port, clientId, gateway, token, onLost } = this.#options
    const socket = connect(port, '127.0.0.1')
    this.#socket = socket
    socket.setNoDelay(true)
    const read = packetReader((type, value) => {
      if (type === PUBACK) this.#acknowledge(value)
      else if (type === CONNACK && value === 0) this.#resume(accepted)
      else if (type === CONNACK) refused(new Error(`${clientId} was refused with return code ${value}`))
    })
    socket.on('connect', () => {
      socket.write(
        connectPacket({ clientId, username: gateway, password: token, keepAliveSeconds: KEEP_ALIVE_SECONDS }),
      )
    })
    socket.on('data', (chunk: Buffer) => {
      read(chunk)
      this.#pump()
    })
    socket.on('error', refused)
    socket.on('close', () => {
      const wasUp = this.#up
      this.#up = false
      if (this.#closed) return
      if (!wasUp) refused(new Error(`${clientId}: the connection closed before it was accepted`))
      else onLost()
      setTimeout(() => !this.#closed && this.#connect(accepted, () => {}), RECONNECT_AFTER_MS)
    })
  }

  /** After a reconnect what was not acknowledged goes again, marked, before anything new. */
  #resume(accepted: () => void): void {
    this.#up = true
    const { bytes, starts } = this.#options.tape
    for (let packet = this.#firstOpen; packet < this.#sent; packet++) {
      if (this.#acknowledged[packet] === 1) continue
      markDuplicate(bytes, starts[packet] as number)
      this.#socket?.write(bytes.subarray(starts[packet], starts[packet + 1]))
      this.resent++
    }
    accepted()
    this.#pump()
  }

  #pump(): void {
    const { tape, window, onSent } = this.#options
    const count = Math.min(this.#released - this.#sent, window - this.#flying)
    if (!this.#up || count <= 0) return
    const end = this.#sent + count
    this.#socket?.write(tape.bytes.subarray(tape.starts[this.#sent], tape.starts[end]))
    this.#flying += count
    while (this.#sent < end) onSent(this.#sent++)
  }

  #acknowledge(packetId: number): void {
    const first = this.#firstOpen % PACKET_IDS
    const packet = this.#firstOpen + ((packetId - 1 - first + PACKET_IDS) % PACKET_IDS)
    if (packet >= this.#sent || this.#acknowledged[packet] === 1) return
    this.#acknowledged[packet] = 1
    this.#flying--
    while (this.#acknowledged[this.#firstOpen] === 1) this.#firstOpen++
    this.#options.onAcknowledged(packet)
  }
}
