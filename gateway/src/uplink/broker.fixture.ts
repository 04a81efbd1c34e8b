import { createServer, type Server, type Socket } from 'node:net'
import { type ItemsMessage, type Lane, parseTopic, type StateMessage } from '@kotisilta/contract'
import { Aedes, type PublishPacket } from 'aedes'

/** A message as it arrived. */
export interface Received extends Pick<ItemsMessage, 'epoch' | 'seq'> {
  lane: Lane
  items: unknown[]
}

/** A broker for tests: real, in process, and as unhelpful as it is told to be. */
export class TestBroker {
  readonly received: Received[] = []
  readonly states: StateMessage[] = []
  readonly results: unknown[] = []
  /** Client ids, one for each connection made. */
  readonly connections: string[] = []
  /** Publishes that wait for their PUBACK while `hold` is on. */
  readonly held: (() => void)[] = []
  hold = false
  refuse = false
  port = 0
  #aedes: Aedes | undefined
  #server: Server | undefined
  readonly #subscribed = new Set<string>()
  readonly #sockets = new Set<Socket>()

  async start(): Promise<this> {
    const aedes = await Aedes.createBroker({
      authorizePublish: (client, packet, done) => {
        if (client !== null) this.#note(packet)
        if (this.refuse && client !== null) return done(new Error('refused'))
        if (this.hold && client !== null && packet.qos > 0) this.held.push(() => done())
        else done()
      },
    })
    aedes.on('clientReady', ({ id }) => this.connections.push(id))
    aedes.on('subscribe', (subscriptions) => {
      for (const { topic } of subscriptions) this.#subscribed.add(topic)
    })
    const server = createServer((socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
      aedes.handle(socket)
    })
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve))
    this.port = (server.address() as { port: number }).port
    this.#aedes = aedes
    this.#server = server
    return this
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`
  }

  #note({ topic, payload }: PublishPacket): void {
    const leaf = parseTopic(topic)?.leaf
    const content = JSON.parse(payload.toString())
    if (leaf === 'items' || leaf === 'urgent') this.received.push({ ...content, lane: leaf })
    else if (leaf === 'state') this.states.push(content)
    else if (leaf === 'result') this.results.push(content)
  }

  /** Resolves when somebody listens to that topic: what is not retained would be lost before. */
  async subscribed(topic: string): Promise<void> {
    while (!this.#subscribed.has(topic)) await new Promise((resolve) => setTimeout(resolve, 5))
  }

  /** As the server would. */
  publish(topic: string, content: unknown, retain = false): Promise<void> {
    const payload = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content))
    const packet: PublishPacket = { cmd: 'publish', topic, payload, qos: 1, retain, dup: false }
    return new Promise((resolve, reject) =>
      this.#aedes?.publish(packet, (error) => (error ? reject(error) : resolve())),
    )
  }

  release(): void {
    this.hold = false
    for (const done of this.held.splice(0)) done()
  }

  /** Every connection breaks, as when a cable is pulled and put back. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  /** The broker is gone; `start` brings a new one, that remembers nothing, to the same port. */
  async kill(): Promise<void> {
    const server = this.#server
    const aedes = this.#aedes
    this.held.length = 0
    this.cut()
    await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())))
    await new Promise<void>((resolve) => (aedes === undefined ? resolve() : aedes.close(resolve)))
    this.#aedes = undefined
    this.#server = undefined
  }

  /** The items of a lane, each once, in the order of the first arrival. */
  items(lane: Lane): unknown[] {
    return [...new Set(this.received.filter((each) => each.lane === lane).flatMap(({ items }) => items))]
  }
}
