import { createServer, type Server, type Socket } from 'node:net'
import { itemsMessageSchema, type Lane, parseTopic } from '@kotisilta/contract'
import { Aedes } from 'aedes'

/** The server's end of a gateway's line: a broker that acknowledges at once, counts, and can be away. */
export class ServerEnd {
  items = 0
  /** When each alarm came, by its marker. */
  readonly alarms = new Map<string, number>()
  port = 0
  #server: Server | undefined
  #aedes: Aedes | undefined
  readonly #sockets = new Set<Socket>()

  async start(gateway: string, partition: string): Promise<void> {
    const aedes = await Aedes.createBroker({
      authorizePublish: (client, { topic, payload }, done) => {
        const lane = parseTopic(topic)?.leaf
        if (client !== null && (lane === 'items' || lane === 'urgent')) this.#take(lane, payload.toString())
        done()
      },
    })
    const config = { acknowledge: 'puback', devices: [], timeZone: 'Europe/Helsinki' }
    const topic = `kotisilta/v1/${partition}/${gateway}/config`
    const payload = Buffer.from(JSON.stringify(config))
    await new Promise<void>((resolve) =>
      aedes.publish({ cmd: 'publish', topic, payload, qos: 1, retain: true, dup: false }, () => resolve()),
    )
    const server = createServer((socket) => {
      this.#sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => this.#sockets.delete(socket))
      aedes.handle(socket)
    })
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve))
    this.port = (server.address() as { port: number }).port
    this.#server = server
    this.#aedes = aedes
  }

  #take(lane: Lane, text: string): void {
    if (lane === 'items') {
      this.items += text.split('"type":').length - 1
      return
    }
    for (const item of itemsMessageSchema.parse(JSON.parse(text)).items) {
      const marker = item.type === 'event' ? String(item.detail?.marker) : ''
      if (!this.alarms.has(marker)) this.alarms.set(marker, performance.now())
    }
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    const [server, aedes] = [this.#server, this.#aedes]
    await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())))
    await new Promise<void>((resolve) => (aedes === undefined ? resolve() : aedes.close(resolve)))
  }
}
