import { X509Certificate } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { connect as connectPlain, isIP, type Socket } from 'node:net'
import type { Milliseconds } from '@kotisilta/contract'
import mqtt from 'mqtt'
import type { GatewayConfig } from '../config.ts'
import { tlsStream } from '../uplink/tls-stream.ts'
import { type Finding, ok, warning, wrong } from './finding.ts'

const PATIENCE: Milliseconds = 8_000
const DAY: Milliseconds = 86_400_000
/** A certificate is renewed long before; see `startRenewal`. */
const ENDS_SOON: Milliseconds = 14 * DAY

/** Name, way and TLS to the server, up to the first that fails. */
export async function networkFinding({ server, login }: Pick<GatewayConfig, 'server' | 'login'>): Promise<Finding> {
  const { hostname, port: asked, protocol } = new URL(server)
  const host = hostname.replace(/^\[|\]$/g, '')
  const port = Number(asked || (protocol === 'mqtts:' ? 8883 : 1883))
  const where = `${host}:${port}`
  if (isIP(host) === 0) {
    const found = await lookup(host).catch(() => undefined)
    if (found === undefined) {
      return wrong(
        'network',
        `the name ${host} is not found (DNS)`,
        `Is the cable in, does the router have the internet? Try: getent hosts ${host}`,
      )
    }
  }
  const plain = await attempt(() => connectPlain({ host, port }), 'connect')
  if (plain !== undefined) {
    const next = `A firewall may be in the way, or the server is down. Port ${port} has to be open outwards.`
    return wrong('network', `no connection to ${where} (${plain})`, next)
  }
  if ('token' in login) return ok('network', `${where} answers (TCP, without TLS)`)
  const secure = await attempt(() => tlsStream(host, port, login, true), 'secureConnect')
  if (secure === undefined) return ok('network', `${where} answers, and is the server that was enrolled with (TLS)`)
  const next =
    'Is the clock right? Does something on the way open TLS? If the server’s authority is another now, enrol again.'
  return wrong('network', `${where} answers, and TLS does not come about (${secure})`, next)
}

/** @returns why it does not come about; undefined: it does */
function attempt(open: () => Socket, event: 'connect' | 'secureConnect'): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = open()
    const end = (why: string | undefined): void => {
      clearTimeout(late)
      socket.destroy()
      resolve(why)
    }
    const late = setTimeout(() => end('no answer'), PATIENCE)
    socket.once(event, () => end(undefined))
    socket.once('error', (error: Error & { code?: string }) => end(error.code ?? error.message))
    socket.once('close', () => end('closed by the other side'))
  })
}

export function certificateFinding({ login }: Pick<GatewayConfig, 'login'>, now: Milliseconds): Finding {
  if ('token' in login) {
    return warning(
      'certificate',
      'none: it signs in with a token, without TLS',
      'Fit for trying out only: enrol it (docs/gateway-on-a-pi.md).',
    )
  }
  const ends = Date.parse(new X509Certificate(login.certificate).validTo)
  const says = `valid until ${new Date(ends).toISOString().slice(0, 10)}`
  const next =
    'It is renewed by itself while the server is reached. If it is over: a new code on the page Home boxes, and enroll.'
  if (ends <= now) return wrong('certificate', `it ended ${new Date(ends).toISOString().slice(0, 10)}`, next)
  return ends - now < ENDS_SOON ? warning('certificate', says, next) : ok('certificate', says)
}

/** MQTT 3.1.1, table 3.1. */
const REFUSED: Readonly<Record<number, string>> = {
  2: 'the server does not take this name',
  4: 'the server does not know this token',
  5: 'the server does not let this gateway in',
}

/** Signs in as the gateway. Not to be tried while the gateway itself is connected: it would be put out. */
export function signInFinding({ server, login, gateway }: GatewayConfig): Promise<Finding> {
  const { hostname, port } = new URL(server)
  const host = hostname.replace(/^\[|\]$/g, '')
  const common = {
    clientId: gateway.id,
    username: gateway.id,
    clean: true,
    reconnectPeriod: 0,
    connectTimeout: PATIENCE,
  }
  return new Promise((resolve) => {
    const client =
      'token' in login
        ? mqtt.connect(server, { ...common, password: login.token })
        : new mqtt.MqttClient(() => tlsStream(host, Number(port || 8883), login, true), common)
    const end = (finding: Finding): void => {
      clearTimeout(late)
      client.end(true)
      resolve(finding)
    }
    const next =
      'See the network above; if that is well: is the gateway revoked on the page Home boxes? Then a new code, and enroll.'
    const no = (why: string): void => end(wrong('sign-in', why, next))
    const late = setTimeout(() => no('the server does not answer'), PATIENCE + 1_000)
    client.once('connect', () => end(ok('sign-in', `${gateway.id} is let in`)))
    client.on('error', (error) => no(REFUSED[(error as { code?: number }).code ?? 0] ?? 'no connection'))
    client.on('close', () => no('no connection'))
  })
}
