import { connect, createServer, type Socket } from 'node:net'

/** A line between a gateway and the server that can be cut, stalled, or made to lose what comes back. */
export class Line {
  readonly port: number
  /** While true, what the server answers is lost on the way. */
  swallowing = false
  readonly #server: ReturnType<typeof createServer>
  readonly #sockets: Set<Socket>

  private constructor(server: ReturnType<typeof createServer>, port: number, sockets: Set<Socket>) {
    this.#server = server
    this.port = port
    this.#sockets = sockets
  }

  static async open(target: () => number): Promise<Line> {
    const sockets = new Set<Socket>()
    let line: Line | undefined
    const server = createServer((near) => {
      const far = connect(target(), '127.0.0.1')
      for (const socket of [near, far]) {
        sockets.add(socket)
        socket.on('error', () => {})
        socket.on('close', () => {
          sockets.delete(socket)
          near.destroy()
          far.destroy()
        })
      }
      near.pipe(far)
      far.on('data', (chunk) => {
        if (!line?.swallowing) near.write(chunk)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    line = new Line(server, (server.address() as { port: number }).port, sockets)
    return line
  }

  get mqttUrl(): string {
    return `mqtt://127.0.0.1:${this.port}`
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  async close(): Promise<void> {
    this.cut()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
