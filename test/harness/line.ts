import { connect, createServer, type Socket } from 'node:net'

/** What a bad line does to what goes over it, either way. */
export interface BadLine {
  /** How long everything takes at least, in ms. */
  delay: number
  /** How likely a piece is lost, from 0 to 1. It then comes after a second, or two, or four, as TCP sends it again; what is behind it waits. */
  loss: number
  /** From 0 to 1. */
  random(): number
}

/** How long a piece is under way. */
function underWay({ delay, loss, random }: BadLine): number {
  let wait = delay
  for (let again = 1_000; random() < loss; again *= 2) wait += again
  return wait
}

/** A line between a gateway and the server that can be cut, stalled, or made to lose what comes back. */
export class Line {
  readonly port: number
  /** While true, what the server answers is lost on the way. */
  swallowing = false
  /** While there, everything comes late, and some of it later. */
  bad: BadLine | undefined
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
      carry(near, far, () => line?.bad)
      carry(
        far,
        near,
        () => line?.bad,
        () => line?.swallowing === true,
      )
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

/** Everything that `from` says is said to `to`, in order. */
function carry(from: Socket, to: Socket, badness: () => BadLine | undefined, lost: () => boolean = () => false): void {
  let free = 0
  from.on('data', (chunk) => {
    if (lost()) return
    const bad = badness()
    const arrival = Math.max(free, Date.now() + (bad === undefined ? 0 : underWay(bad)))
    if (bad === undefined && free <= Date.now()) {
      to.write(chunk)
      return
    }
    free = arrival
    setTimeout(() => {
      if (!to.destroyed) to.write(chunk)
    }, arrival - Date.now())
  })
}
