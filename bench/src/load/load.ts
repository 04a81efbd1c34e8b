import { setTimeout as sleep } from 'node:timers/promises'
import type { Home } from '../workload/fleet.ts'
import type { AlertWatch } from './alert-watch.ts'
import { Connection } from './connection.ts'
import type { Recording } from './recording.ts'

/** Time between two looks at what is due; also how finely a rate is paced. */
const TICK_MS = 2
/** How many connections are opened at a time. */
const OPENING = 50
/** Every so many packets the time to the acknowledgement is kept. */
const SAMPLE = 16

export interface LoadOptions {
  readonly port: number
  readonly homes: readonly Home[]
  readonly recording: Recording
  /** QoS 1 messages in flight on a connection. */
  readonly window: number
  readonly watch: AlertWatch
  /** Behind the gateway's id in the client id, for a gateway's second connection. */
  readonly clientSuffix?: string
}

/** Plays a recording over one connection for each home. Times are `performance.now()`. */
export class Load {
  readonly #options: LoadOptions
  readonly #connections: readonly Connection[]
  /** When each sampled packet was due, by connection. */
  readonly #due: readonly Float64Array[]
  readonly #acknowledgeLatencies: number[] = []
  #paced = false
  acknowledgedItems = 0
  acknowledgedPackets = 0
  disconnects = 0
  startedAt = 0
  /** When the last packet was released. */
  releasedAt = 0
  lastAcknowledgedAt = 0

  constructor(options: LoadOptions) {
    this.#options = options
    const { recording, homes, port, window, clientSuffix = '' } = options
    this.#due = recording.tapes.map((tape) => new Float64Array(Math.ceil(tape.items.length / SAMPLE)))
    this.#connections = homes.map((home, number) => {
      const tape = recording.tapes[number]
      if (tape === undefined) throw new Error(`no tape for ${home.gateway}`)
      return new Connection({
        port,
        clientId: home.gateway + clientSuffix,
        gateway: home.gateway,
        token: home.token,
        tape,
        window,
        onSent: (packet) => !this.#paced && this.#published(number, packet, performance.now()),
        onAcknowledged: (packet) => this.#acknowledged(number, packet),
        onLost: () => this.disconnects++,
      })
    })
  }

  async open(): Promise<void> {
    for (let first = 0; first < this.#connections.length; first += OPENING) {
      await Promise.all(this.#connections.slice(first, first + OPENING).map((connection) => connection.open()))
    }
  }

  /** Everything as fast as the windows allow; resolves when all is acknowledged, or after `limit` ms. */
  async flood(limit: number): Promise<void> {
    this.startedAt = performance.now()
    for (const connection of this.#connections) connection.release(Number.MAX_SAFE_INTEGER)
    this.releasedAt = performance.now()
    await this.acknowledgedAll(limit)
  }

  /** Packets in their order at an even rate; resolves when the last one has been released. */
  async atRate(packetsPerSecond: number): Promise<void> {
    const { order } = this.#options.recording
    this.#paced = true
    this.startedAt = performance.now()
    for (let next = 0; next < order.length; ) {
      const now = performance.now()
      const due = Math.min(order.length, Math.floor(((now - this.startedAt) / 1000) * packetsPerSecond))
      while (next < due) {
        const number = order[next++] as number
        const at = performance.now()
        const packet = this.#connections[number]?.release(1)
        if (packet !== undefined) this.#published(number, packet, at)
      }
      if (next < order.length) await sleep(TICK_MS)
    }
    this.releasedAt = performance.now()
  }

  /** Whether everything was acknowledged within `limit` ms from now. */
  async acknowledgedAll(limit: number): Promise<boolean> {
    const end = performance.now() + limit
    while (this.acknowledgedPackets < this.#options.recording.packets) {
      if (performance.now() > end) return false
      await sleep(TICK_MS)
    }
    return true
  }

  /** Milliseconds from due to acknowledged, of every sixteenth packet. */
  get acknowledgeLatencies(): readonly number[] {
    return this.#acknowledgeLatencies
  }

  get resent(): number {
    return this.#connections.reduce((sum, { resent }) => sum + resent, 0)
  }

  close(): void {
    for (const connection of this.#connections) connection.close()
  }

  #published(number: number, packet: number, at: number): void {
    if (packet % SAMPLE === 0) (this.#due[number] as Float64Array)[packet / SAMPLE] = at
    const alarms = this.#options.recording.tapes[number]?.alarms.get(packet)
    for (const patient of alarms ?? []) this.#options.watch.published(patient, at)
  }

  #acknowledged(number: number, packet: number): void {
    this.acknowledgedPackets++
    this.acknowledgedItems += this.#options.recording.tapes[number]?.items[packet] ?? 0
    const now = performance.now()
    this.lastAcknowledgedAt = now
    const due = packet % SAMPLE === 0 ? this.#due[number]?.[packet / SAMPLE] : undefined
    if (due !== undefined) this.#acknowledgeLatencies.push(now - due)
  }
}
