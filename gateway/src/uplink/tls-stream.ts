import { X509Certificate } from 'node:crypto'
import { connect as connectSocket, isIP, type Socket } from 'node:net'
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls'

export interface TlsLogin {
  /** PEM. */
  readonly certificate: string
  readonly key: string
  /** Whom alone to believe, PEM. */
  readonly authority: string
}

/**
 * A TLS connection to a server that one of `authority` vouches for under the name `host`. As long as the gateway's own
 * clock has never been set, the time in the server's certificate says nothing, and all the rest is checked all the same:
 * a call for help does not wait for a time server.
 */
export function tlsStream(host: string, port: number, login: TlsLogin, clockSet: boolean): TLSSocket {
  return tlsOver(connectSocket({ host, port }), host, login, clockSet)
}

/** The same over a connection that is there, or will be. */
export function tlsOver(over: Socket, host: string, login: TlsLogin, clockSet: boolean): TLSSocket {
  const options: ConnectionOptions = {
    socket: over,
    cert: login.certificate,
    key: login.key,
    ca: login.authority,
    minVersion: 'TLSv1.2',
    ...(isIP(host) === 0 && { servername: host }),
  }
  if (clockSet) return connect(options)
  const socket = connect({ ...options, rejectUnauthorized: false })
  socket.once('secureConnect', () => {
    const shown = socket.getPeerX509Certificate()
    if (shown === undefined || !vouchedFor(shown, host, login.authority)) {
      socket.destroy(new Error('the server is not the one that was enrolled with'))
    }
  })
  return socket
}

/** What is left of a verification without a clock: signature, issuer, purpose and name. */
export function vouchedFor(shown: X509Certificate, host: string, authorities: string): boolean {
  const issuers = authorities.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []
  const signed = issuers.some((pem) => {
    const issuer = new X509Certificate(pem)
    return issuer.ca && shown.checkIssued(issuer) && shown.verify(issuer.publicKey)
  })
  const named = isIP(host) === 0 ? shown.checkHost(host) : shown.checkIP(host)
  return signed && named !== undefined && shown.keyUsage.includes(SERVER_AUTH)
}

/** RFC 5280, 4.2.1.12. */
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1'
