import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TLSSocket, type Server as TlsServer } from 'node:tls'
import { KotisiltaError } from '@kotisilta/contract'
import { type GuardCode, guardLengths } from './length-guard.ts'

export interface Bind {
  host: string
  port: number
}

/** What the TLS entrance shows of itself, and whose certificates it takes. */
export interface TlsMaterial {
  /** The server's certificate with its authority's behind it, and its key, PEM. */
  certificate: string
  key: string
  /** Authorities whose client certificates are taken, PEM. */
  trusted: string
}

/** What a client's certificate says once the handshake has shown that it is ours. */
export interface PeerCertificate {
  name: string
  /** Lower-case hex. */
  serial: string
  notAfter: number
}

/** Closed codes of what does not get past the TLS handshake. */
export type HandshakeRefusal = 'tls-handshake-failed' | 'certificate-missing' | 'certificate-untrusted'

/** From the first byte to the end of the handshake; as long as from then to CONNECT. */
const HANDSHAKE_MS = 10_000

export interface EntranceOptions {
  largestPacket: number
  /** Something has come over a connection. */
  heard(socket: Socket): void
  /** Takes a connection over. */
  handle(socket: Socket): void
  refused(code: GuardCode | HandshakeRefusal, socket: Socket | undefined, detail: string): void
}

/** 1883: plain, with a token. */
export function plainEntrance(options: EntranceOptions): Server {
  return createServer((socket) => letIn(socket, options))
}

/**
 * 8883: TLS with a client certificate of one of our authorities. A certificate that is ours but past its end gets in
 * as far as CONNECT, where it is refused with a code that the gateway can read.
 */
export function tlsEntrance(
  material: TlsMaterial,
  options: EntranceOptions & { certified(socket: Socket, certificate: PeerCertificate): void },
): TlsServer {
  const server = createTlsServer({
    ...contextOf(material),
    requestCert: true,
    // What is refused is to be counted and logged, which the library's own refusal is not.
    rejectUnauthorized: false,
    handshakeTimeout: HANDSHAKE_MS,
  })
  server.on('secureConnection', (socket) => {
    socket.on('error', () => {})
    const certificate = ourCertificate(socket)
    if (typeof certificate === 'string') {
      options.refused(certificate, socket, String(socket.authorizationError ?? ''))
      return void socket.destroy()
    }
    options.certified(socket, certificate)
    letIn(socket, options)
  })
  server.on('tlsClientError', (error: NodeJS.ErrnoException, socket) => {
    // A connection that just ends is a port scan or a network that went away.
    if (error.code !== 'ECONNRESET') options.refused('tls-handshake-failed', socket, error.code ?? error.message)
    socket.destroy()
  })
  return server
}

export const contextOf = ({ certificate, key, trusted }: TlsMaterial) =>
  ({ cert: certificate, key, ca: trusted, minVersion: 'TLSv1.2' }) as const

function ourCertificate(socket: TLSSocket): PeerCertificate | HandshakeRefusal {
  // Reads what is asked for alone, where the other form of it works out fingerprints and keys as well.
  const certificate = socket.getPeerX509Certificate()
  if (certificate === undefined) return 'certificate-missing'
  const expired = (socket.authorizationError as unknown) === 'CERT_HAS_EXPIRED'
  if (!socket.authorized && !expired) return 'certificate-untrusted'
  const { subject, serialNumber, validTo } = certificate
  return { name: nameIn(subject), serial: serialNumber.toLowerCase().padStart(32, '0'), notAfter: Date.parse(validTo) }
}

/** The common name, if there is just one. A line of the subject is one part of it. */
function nameIn(subject: string): string {
  const [name, ...others] = subject.split('\n').filter((part) => part.startsWith('CN='))
  return name === undefined || others.length > 0 ? '' : name.slice('CN='.length)
}

function letIn(socket: Socket, { largestPacket, heard, handle, refused }: EntranceOptions): void {
  socket.setNoDelay(true)
  socket.on('data', () => heard(socket))
  guardLengths(socket, largestPacket, (code) => refused(code, socket, 'connection closed'))
  handle(socket)
}

/** @throws KotisiltaError `port-in-use`, `port-not-allowed` */
export function listen(server: Server, { host, port }: Bind): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(listenError(cause, host, port)))
    server.listen(port, host, () => resolve((server.address() as { port: number }).port))
  })
}

/** What is wrong when a port cannot be listened on, in words that say what to do. */
export function listenError(cause: NodeJS.ErrnoException, host: string, port: number): KotisiltaError {
  if (cause.code === 'EADDRINUSE') {
    return new KotisiltaError(
      'port-in-use',
      `Port ${port} on ${host} is taken. Stop what uses it, or choose another (0: any free one).`,
      { cause },
    )
  }
  return new KotisiltaError('port-not-allowed', `Cannot listen on ${host}:${port}: ${cause.message}`, { cause })
}
