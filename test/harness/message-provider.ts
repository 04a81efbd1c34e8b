import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How a provider of text messages behaves. `loses`: says yes, and does nothing. `breaks-off`: ends the connection. */
export type Conduct = 'delivers' | 'loses' | 'hangs' | 'fails' | 'wants-fewer' | 'breaks-off' | 'nobody-answers'

export interface Handed {
  id: string
  to: string
  text: string
  at: number
}

const SECRET = 'the secret of a provider in a test'

/** A provider of text messages and calls: a real server on HTTP, with receipts, that can do everything wrong. */
export class MessageProvider {
  conduct: Conduct = 'delivers'
  /** Every request, also those that it did nothing with. */
  readonly handed: Handed[] = []
  /** Where receipts go; known once the server runs. */
  receipts = ''
  readonly #server: Server
  #sent = 0

  private constructor() {
    this.#server = createServer((request, response) => void this.#take(request, response))
  }

  static async open(): Promise<MessageProvider> {
    const provider = new MessageProvider()
    await new Promise<void>((resolve) => provider.#server.listen(0, '127.0.0.1', resolve))
    return provider
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/send`
  }

  /** The server's settings for it. */
  get settings() {
    return {
      url: this.url,
      headers: { authorization: 'Bearer of-a-test' },
      body: { to: '{{to}}', text: '{{text}}', reference: '{{id}}' },
      idPath: 'id',
      receipt: {
        secret: SECRET,
        signatureHeader: 'x-signature',
        timestampHeader: 'x-timestamp',
        idPath: 'id',
        statusPath: 'status',
        delivered: ['delivered'],
        failed: ['undelivered', 'no-answer'],
      },
    }
  }

  to = (address: string): Handed[] => this.handed.filter((each) => each.to === address)

  /** Says something of a message, signed. @returns the server's status */
  async say(id: string, status: string, signature?: string): Promise<number> {
    const body = JSON.stringify({ id, status })
    const timestamp = String(Math.floor(Date.now() / 1_000))
    const right = createHmac('sha256', SECRET).update(`${timestamp}.${body}`).digest('hex')
    const response = await fetch(this.receipts, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-timestamp': timestamp, 'x-signature': signature ?? right },
      body,
    })
    return response.status
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const { to, text, reference: id } = JSON.parse(Buffer.concat(parts).toString()) as Record<string, string>
    this.handed.push({ id: id as string, to: to as string, text: text as string, at: Date.now() })
    switch (this.conduct) {
      case 'hangs':
        return
      case 'breaks-off':
        return void request.socket.destroy()
      case 'fails':
        return void response.writeHead(503).end()
      case 'wants-fewer':
        return void response.writeHead(429, { 'retry-after': '1' }).end()
      default:
    }
    const theirs = `theirs-${++this.#sent}`
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: theirs }))
    if (this.conduct === 'loses') return
    const status = this.conduct === 'delivers' ? 'delivered' : 'no-answer'
    setTimeout(() => void this.say(theirs, status).catch(() => {}), 50)
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
