import { createHash } from 'node:crypto'
import { isIP } from 'node:net'
import { type DetailedPeerCertificate, connect as tlsConnect } from 'node:tls'
import { fingerprintText, KotisiltaError, type Milliseconds, sameFingerprint } from '@kotisilta/contract'

const PATIENCE: Milliseconds = 20_000
const LARGEST_ANSWER = 128 * 1024

/**
 * Posts JSON and gives the answer's JSON.
 *
 * @param authority PEM: whom alone to believe; undefined: whom the system believes
 * @throws KotisiltaError `server-refused` with the server's own code as its message, `server-unreachable`
 */
export async function askServer(url: string, body: unknown, authority: string | undefined): Promise<unknown> {
  // Loaded when it is needed, once a month: with it comes everything that Node can do over HTTP, 8 MB.
  const { request } = url.startsWith('https:') ? await import('node:https') : await import('node:http')
  const text = JSON.stringify(body)
  const options = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
    timeout: PATIENCE,
    agent: false as const,
    ...(authority !== undefined && { ca: authority }),
  }
  return new Promise((resolve, reject) => {
    const unreachable = (cause: Error) =>
      reject(new KotisiltaError('server-unreachable', `${new URL(url).origin}: ${cause.message}`, { cause }))
    const asking = request(url, options, (response) => {
      let answer = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        answer += chunk
        if (answer.length > LARGEST_ANSWER) response.destroy(new Error('the answer is too long'))
      })
      response.on('error', unreachable)
      response.on('end', () => {
        if (response.statusCode === 200) return resolve(parsed(answer))
        const { code } = (parsed(answer) ?? {}) as { code?: unknown }
        reject(new KotisiltaError('server-refused', typeof code === 'string' ? code : `HTTP ${response.statusCode}`))
      })
    })
    asking.on('error', unreachable)
    asking.on('timeout', () => asking.destroy(new Error('no answer')))
    asking.end(text)
  })
}

/**
 * The authority behind a server's certificate, PEM, found by the fingerprint that the technician was shown: the server
 * shows it along with its own certificate.
 * @throws KotisiltaError `authority-not-found`, `server-unreachable`
 */
export function authorityOf(url: string, fingerprint: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  return new Promise((resolve, reject) => {
    const socket = tlsConnect({
      host,
      port: Number(port || 443),
      ...(isIP(host) === 0 && { servername: host }),
      // Nothing is said on this connection; it only listens to who is there.
      rejectUnauthorized: false,
      timeout: PATIENCE,
    })
    socket.on('error', (cause) =>
      reject(new KotisiltaError('server-unreachable', `${url}: ${cause.message}`, { cause })),
    )
    socket.on('timeout', () => socket.destroy(new Error('no answer')))
    socket.on('secureConnect', () => {
      const found = chainOf(socket.getPeerCertificate(true)).find(({ raw }) =>
        sameFingerprint(fingerprintText(createHash('sha256').update(raw).digest()), fingerprint),
      )
      socket.destroy()
      if (found !== undefined) return resolve(pemOf(found.raw))
      reject(new KotisiltaError('authority-not-found', `The server at ${url} does not belong to ${fingerprint}.`))
    })
  })
}

function chainOf(leaf: DetailedPeerCertificate): DetailedPeerCertificate[] {
  const chain: DetailedPeerCertificate[] = []
  for (let each = leaf; each?.raw !== undefined && !chain.includes(each); each = each.issuerCertificate)
    chain.push(each)
  return chain
}

const pemOf = (raw: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${(raw.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
