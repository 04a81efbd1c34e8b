import type { IncomingMessage, ServerResponse } from 'node:http'
import { isIP } from 'node:net'
import { hostname } from 'node:os'
import { KotisiltaError, type Milliseconds } from '@kotisilta/contract'
import type { GatewayStatus } from './status.ts'
import { CONTENT_POLICY, statusHtml } from './status-html.ts'
import { languageOf } from './status-words.ts'

export interface StatusPage {
  readonly port: number
  close(): Promise<void>
}

/** What anybody in the home may look at, and no more of it than this: the gateway has other work. */
const REQUESTS_A_MINUTE = 120
const CONNECTIONS = 8
const PATIENCE: Milliseconds = 5_000
const HEADER_BYTES = 4_096
const MINUTE: Milliseconds = 60_000

const HEADERS = {
  'content-security-policy': CONTENT_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
  connection: 'close',
} as const

/**
 * The page on the home's own network: how the gateway is, to be read only.
 *
 * @throws KotisiltaError `port-in-use`, `port-not-allowed`
 */
export function startStatusPage(
  { host, port, timeZone }: { readonly host: string; readonly port: number; timeZone(): string },
  status: () => GatewayStatus,
  now: () => Milliseconds = () => performance.now(),
): Promise<StatusPage> {
  let minute = Number.NEGATIVE_INFINITY
  let asked = 0

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const say = (code: number, type: string, body: string): void => {
      response.writeHead(code, { ...HEADERS, 'content-type': `${type}; charset=utf-8` })
      response.end(request.method === 'HEAD' ? '' : body)
    }
    if (now() - minute >= MINUTE) [minute, asked] = [now(), 0]
    asked += 1
    if (asked > REQUESTS_A_MINUTE) return say(429, 'text/plain', 'Too many requests.\n')
    if (request.method !== 'GET' && request.method !== 'HEAD') return say(405, 'text/plain', 'Read only.\n')
    if (!isOurName(request.headers.host)) return say(421, 'text/plain', 'Not here.\n')
    if (request.url === '/') {
      return say(200, 'text/html', statusHtml(status(), languageOf(request.headers['accept-language']), timeZone()))
    }
    if (request.url === '/status.json') return say(200, 'application/json', `${JSON.stringify(status())}\n`)
    say(404, 'text/plain', 'Not found.\n')
  }

  // An import would bring in all that Node can do over HTTP as a client, 8 MB.
  const { createServer } = process.getBuiltinModule('node:http')
  const server = createServer(
    { maxHeaderSize: HEADER_BYTES, headersTimeout: PATIENCE, requestTimeout: PATIENCE },
    answer,
  )
  server.maxConnections = CONNECTIONS
  server.setTimeout(PATIENCE)
  server.keepAliveTimeout = 1
  server.on('clientError', (_error, socket) => socket.destroy())
  return new Promise((resolve, reject) => {
    server.once('error', (cause: Error & { code?: string }) => {
      const code = cause.code === 'EACCES' ? 'port-not-allowed' : 'port-in-use'
      reject(new KotisiltaError(code, `the status page cannot have ${host}:${port}`, { cause }))
    })
    server.listen({ host, port }, () => {
      server.unref()
      resolve({
        port: (server.address() as { port: number }).port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed())
            server.closeAllConnections()
          }),
      })
    })
  })
}

/** A page of another site whose name is made to point here asks by that name (DNS rebinding), and is told nothing. */
function isOurName(header: string | undefined): boolean {
  const name = /^(?:\[([0-9a-f:.]+)\]|([^:]+))(?::\d{1,5})?$/i.exec(header ?? '')
  const host = (name?.[1] ?? name?.[2] ?? '').toLowerCase()
  if (isIP(host) !== 0 || host === 'localhost') return true
  const own = hostname().toLowerCase()
  return host !== '' && (host === own || host === `${own}.local`)
}
