import { type ChildProcess, fork } from 'node:child_process'
import { connect, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'

const OTHER_END = fileURLToPath(new URL('./vanishing-line.process.ts', import.meta.url))
/** A connection on this machine that takes longer is one whose first packet was dropped. */
const DROPPED_MS = 150

/**
 * A line to a server on which packets vanish: nobody is refused, nothing is closed, and nothing comes. Its other end is a process
 * that is stopped meanwhile. What the system has taken for it by then arrives when it goes on.
 */
export class VanishingLine {
  readonly port: number
  readonly #end: ChildProcess
  #fillers: Socket[] = []

  private constructor(port: number, end: ChildProcess) {
    this.port = port
    this.#end = end
  }

  /** @param drops whether new connections vanish, too; else they stand, and nobody answers */
  static async open(target: number, drops: boolean): Promise<VanishingLine> {
    const end = fork(OTHER_END, [String(target), drops ? '1' : '511'])
    const { port } = await next<{ port: number }>(end)
    return new VanishingLine(port, end)
  }

  get mqttUrl(): string {
    return `mqtt://127.0.0.1:${this.port}`
  }

  /** Every connection breaks, and both ends hear of it. */
  cut(): Promise<void> {
    return this.#tell('cut')
  }

  /** What stands is forgotten, as by a router that has been started anew: what is said over it is lost for ever. */
  forget(): Promise<void> {
    return this.#tell('forget')
  }

  async vanish(drops: boolean): Promise<void> {
    this.#end.kill('SIGSTOP')
    while (drops && (await this.#filled())) {
      // One more.
    }
  }

  back(): void {
    for (const filler of this.#fillers) filler.destroy()
    this.#fillers = []
    this.#end.kill('SIGCONT')
  }

  close(): void {
    this.back()
    this.#end.kill('SIGKILL')
  }

  /** Takes one place in the queue, if there is one. */
  #filled(): Promise<boolean> {
    const filler = connect(this.port, '127.0.0.1')
    this.#fillers.push(filler)
    filler.on('error', () => {})
    return new Promise((resolve) => {
      const dropped = setTimeout(() => {
        filler.destroy()
        resolve(false)
      }, DROPPED_MS)
      filler.once('connect', () => {
        clearTimeout(dropped)
        resolve(true)
      })
    })
  }

  async #tell(what: 'cut' | 'forget'): Promise<void> {
    const done = next(this.#end)
    this.#end.send(what)
    await done
  }
}

const next = <Message>(end: ChildProcess): Promise<Message> =>
  new Promise((resolve) => {
    end.once('message', (message) => resolve(message as Message))
  })
