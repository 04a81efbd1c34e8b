import { ON_CALL_NAMESPACE, type OnCallServerEvents, type ProblemCode, type VeiledAlert } from '@kotisilta/contract'
import { io, type Socket } from 'socket.io-client'
import { PASSWORD } from './region.ts'

export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it has asked for
  body: any
  code: ProblemCode | undefined
}

/** A browser without a face: keeps its cookies, also those of a screen that several people use. */
export class Client {
  readonly cookies = new Map<string, string>()
  readonly #url: string

  constructor(url: string) {
    this.#url = url
  }

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(`${this.#url}/api/v1${path}`, {
      method,
      redirect: 'manual',
      headers: {
        cookie: this.cookieHeader,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = (cookie.split(';')[0] as string).split('=') as [string, string]
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    const text = await response.text()
    const answer = text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : undefined
    return { status: response.status, body: answer, code: answer?.code }
  }

  signIn(username = 'aino', password = PASSWORD): Promise<Answer> {
    return this.ask('POST', '/session', { username, password })
  }

  /** The feed as this browser hears it; it keeps what a locked screen is told. */
  feed(): { socket: Socket<OnCallServerEvents>; veiled: VeiledAlert[][]; alerts: string[] } {
    const socket: Socket<OnCallServerEvents> = io(`${this.#url}${ON_CALL_NAMESPACE}`, {
      transports: ['websocket'],
      extraHeaders: { cookie: this.cookieHeader },
      forceNew: true,
      reconnection: false,
    })
    const veiled: VeiledAlert[][] = []
    const alerts: string[] = []
    socket.on('veiled', (all) => veiled.push(all))
    socket.on('alert', (alert, received) => {
      alerts.push(alert.id)
      received()
    })
    return { socket, veiled, alerts }
  }
}
