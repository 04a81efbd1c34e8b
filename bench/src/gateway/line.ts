import { connect, createServer, type Server, type Socket } from 'node:net'

/** The line between a home and the server: there, or gone. */
export class Line {
  /** Stays the same whenever the line comes back. */
  port = 0
  readonly #target: number
  #server: Server | undefined
  readonly #sockets = new Set<Socket>()

  constructor(target: number) {
    this.#target = target
  }

  async up(): Promise<void> {
    const server = createServer((near) => {
      const far = connect(this.#target, '127.0.0.1')
      for (const socket of [near, far]) {
        socket.setNoDelay(true)
        this.#sockets.add(socket)
        socket.on('error', () => {})
        socket.on('close', () => {
          this.#sockets.delete(socket)
          near.destroy()
          far.destroy()
        })
      }
      near.pipe(far)
      far.pipe(near)
    })
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve))
    this.port = (server.address() as { port: number }).port
    this.#server = server
  }

  async down(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    const server = this.#server
    this.#server = undefined
    if (server !== undefined) await new Promise((resolve) => server.close(resolve))
  }
}
