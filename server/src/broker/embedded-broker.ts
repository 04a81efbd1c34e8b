import type { Server, Socket } from 'node:net'
import type { Server as TlsServer } from 'node:tls'
import { KotisiltaError, type Lane, MESSAGE_BYTES } from '@kotisilta/contract'
import { Aedes, type AuthenticateError, type Client, type PublishPacket } from 'aedes'
import { type GatewayIdentity, type GatewayRegistry, ownTopics } from '../gateways/registry.ts'
import { type ConfigOf, configSender } from './config-sender.ts'
import {
  type Connect,
  type ConnectRefusal,
  type GatewaySession,
  mayReceive,
  nameMissing,
  publishKind,
  RETURN_CODE,
  refusedConnect,
  subscriptionKind,
} from './gateway-rules.ts'
import type { GuardCode } from './length-guard.ts'
import {
  type Bind,
  contextOf,
  type EntranceOptions,
  type HandshakeRefusal,
  listen,
  type PeerCertificate,
  plainEntrance,
  type TlsMaterial,
  tlsEntrance,
} from './listeners.ts'
import { takeoverJudge } from './takeovers.ts'

/** Closed codes of what the broker refuses; counted, and logged once each per gateway and hour. */
type BrokerRefusal =
  | GuardCode
  | HandshakeRefusal
  | ConnectRefusal
  | 'credentials-wrong'
  | 'certificate-expired'
  | 'certificate-revoked'
  | 'gateway-unknown'
  | 'access-ended'
  | 'session-taken-over'
  | 'identity-shared'
  | 'topic-not-own'
  | 'subscription-not-own'
  | 'protocol-error'

export interface BrokerPorts {
  registry: GatewayRegistry
  /** A message to be stored and judged; it is acknowledged when `done` is called without a failure. */
  message(gateway: string, lane: Lane, payload: Buffer, done: (failure?: Error) => void): void
  /** How it is there; acknowledged when `done` is called without a failure. */
  state(gateway: string, payload: Buffer, done: (failure?: Error) => void): void
  /** The answer to a command; it is acknowledged when `done` is called without a failure. */
  result(gateway: string, payload: Buffer, done: (failure?: Error) => void): void
  /** It listens for commands from now on. */
  listening(gateway: string): void
  connected(gateway: string): void
  disconnected(gateway: string): void
  /** `who` is the gateway where it is known who it is, else what it calls itself or its address. */
  refused(code: BrokerRefusal, who: string, detail: string): void
  configOf: ConfigOf
}

export interface Broker {
  /** The plain port. */
  port: number
  /** The TLS port; null without one. */
  securePort: number | null
  connections(): number
  /** Ids of the gateways that are connected. */
  connected(): string[]
  /** Sends these gateways their configuration if it is another now. `fresh`: also as the latest weights have it. */
  reconfigure(gateways: readonly string[], fresh: boolean): void
  /** Hands it a command; false if it has no connection that listens for them. */
  command(gateway: string, text: string): boolean
  /** Ends at once every connection whose gateway may not have it any more. */
  endRevoked(): void
  /** From now on new connections are shown this certificate. */
  showCertificate(material: TlsMaterial): void
  close(): Promise<void>
}

export interface BrokerBinds {
  plain: Bind
  secure: { bind: Bind; material: TlsMaterial } | undefined
}

/** The payload's limit and room for a topic. */
export const LARGEST_PACKET = MESSAGE_BYTES + 1024
/** How the broker is set up, rules aside; the conformance suite runs with the same. */
export const BROKER_OPTIONS = { connectTimeout: 10_000, concurrency: 10_000, queueLimit: 10_000 }
/** What ends a connection in the ordinary course of a network's day is no refusal. */
const ORDINARY_END = /ECONNRESET|EPIPE|ETIMEDOUT|keep alive timeout|premature close|closed/i

/**
 * The MQTT broker inside the server (aedes). A publish is acknowledged from `authorizePublish`, which runs before the
 * PUBACK is written: only once the message is committed. Nobody reads or writes beyond their own topics.
 * @throws KotisiltaError `port-in-use`, `port-not-allowed`
 */
export async function startBroker(binds: BrokerBinds, ports: BrokerPorts): Promise<Broker> {
  const { registry } = ports
  const sessions = new WeakMap<Client, GatewaySession>()
  const connects = new WeakMap<Client, Connect>()
  const certificates = new WeakMap<Socket, PeerCertificate>()
  /** When something last came over a connection. */
  const heard = new WeakMap<Socket, number>()
  /** By client id; a gateway has up to two connections. */
  const present = new Map<string, Client>()
  /** By gateway: its first connection, which is its presence. */
  const connected = new Map<string, Client>()

  /** By gateway: the connection that listens for commands. */
  const commanded = new Map<string, Client>()

  const config = configSender(ports.configOf)
  const isShared = takeoverJudge()

  /** Who a client is, by its certificate if it has shown one, else by name and token. */
  function identify(client: Client, username: string, token: string): GatewayIdentity | BrokerRefusal {
    const certificate = certificates.get(client.conn as unknown as Socket)
    if (certificate === undefined) return registry.authenticate(username, token) ?? 'credentials-wrong'
    if (certificate.notAfter <= Date.now()) return 'certificate-expired'
    return registry.byCertificate(certificate)
  }

  const aedes = await Aedes.createBroker({
    ...BROKER_OPTIONS,

    preConnect(client, { clientId, clean, will }, done) {
      connects.set(client, { clientId: clientId ?? '', clean: clean ?? true, will })
      done(null, true)
    },

    authenticate(client, username, password, done) {
      const connect = connects.get(client) as Connect
      const certificate = certificates.get(client.conn as unknown as Socket)
      const refuse = (code: BrokerRefusal, returnCode: number): void => {
        ports.refused(code, certificate?.name ?? username ?? client.id, `client id ${connect.clientId}`)
        done(Object.assign(new Error(code), { returnCode }) as AuthenticateError, false)
      }
      if (nameMissing(connect)) return refuse('client-id-empty', RETURN_CODE.identifierRejected)
      const identity = identify(client, username ?? '', password?.toString() ?? '')
      if (typeof identity === 'string') {
        return refuse(identity, certificate === undefined ? RETURN_CODE.badCredentials : RETURN_CODE.notAuthorised)
      }
      const session = { identity, topics: ownTopics(identity) }
      const refusal = refusedConnect(connect, session)
      if (refusal !== undefined) return refuse(refusal, RETURN_CODE.identifierRejected)
      const before = present.get(client.id)
      if (before !== undefined) takenOver(before, identity.id)
      sessions.set(client, session)
      done(null, true)
    },

    authorizePublish(client, packet, done) {
      const session = client === null ? undefined : sessions.get(client)
      if (session === undefined) return done(new Error('topic-not-own'))
      // Nothing that a gateway sends is retained here: its last state is kept in the state store.
      packet.retain = false
      take(session, packet, done)
    },

    authorizeSubscribe(client, subscription, done) {
      const session = sessions.get(client)
      const kind = session && subscriptionKind(session, subscription.topic)
      if (session === undefined || kind === undefined) {
        ports.refused('subscription-not-own', session?.identity.id ?? client.id, subscription.topic.slice(0, 200))
        return done(null, null)
      }
      if (kind === 'config') {
        const recipient = { gateway: session.identity.id, topic: subscription.topic }
        setImmediate(() => config.greet(client, recipient))
      }
      if (kind === 'command') {
        commanded.set(session.identity.id, client)
        setImmediate(() => ports.listening(session.identity.id))
      }
      done(null, subscription)
    },

    authorizeForward(client, packet) {
      const session = sessions.get(client)
      return session !== undefined && mayReceive(session, packet.topic) ? packet : null
    },
  })

  /** The newest has the line. */
  function takenOver({ id: clientId, conn }: Client, gateway: string): void {
    const detail = `client id ${clientId}`
    ports.refused('session-taken-over', gateway, detail)
    const heardAt = heard.get(conn as unknown as Socket) ?? 0
    if (isShared({ gateway, clientId, heardAt }, Date.now())) ports.refused('identity-shared', gateway, detail)
  }

  function take(session: GatewaySession, packet: PublishPacket, done: (error?: Error | null) => void): void {
    const { id } = session.identity
    const payload = packet.payload as Buffer
    const kind = publishKind(session, packet.topic)
    if (kind === undefined) {
      const topic = packet.topic.slice(0, 200)
      ports.refused('topic-not-own', id, topic)
      return done(new KotisiltaError('topic-not-own', `${topic} is not a topic of ${id}`))
    }
    if (kind === 'items' || kind === 'urgent') return ports.message(id, kind, payload, done)
    if (kind === 'result') return ports.result(id, payload, done)
    ports.state(id, payload, done)
  }

  // What a gateway publishes has been dealt with before its PUBACK, and nobody subscribes to it: no need to look for
  // subscribers of each item.
  const publish = aedes.publish.bind(aedes) as (packet: unknown, client: unknown, done?: unknown) => void
  aedes.publish = ((packet: unknown, client: unknown, done?: (error?: Error) => void) => {
    if (client instanceof Object && sessions.has(client as Client)) done?.()
    else publish(packet, client, done)
  }) as typeof aedes.publish

  aedes.on('clientReady', (client) => {
    const id = sessions.get(client)?.identity.id
    if (id === undefined) return
    present.set(client.id, client)
    if (client.id !== id) return
    connected.set(id, client)
    ports.connected(id)
  })
  aedes.on('clientDisconnect', (client) => {
    const id = sessions.get(client)?.identity.id
    if (present.get(client.id) === client) present.delete(client.id)
    if (id !== undefined && commanded.get(id) === client) commanded.delete(id)
    // When the same gateway has connected anew, the end of its old connection says nothing.
    if (id === undefined || connected.get(id) !== client) return
    connected.delete(id)
    ports.disconnected(id)
  })
  const brokenOff = (client: Client, error: Error): void => {
    // Ours have been counted where they were made.
    if (error instanceof KotisiltaError || error.message in RETURNED || ORDINARY_END.test(error.message)) return
    ports.refused('protocol-error', sessions.get(client)?.identity.id ?? client.id ?? 'before CONNECT', error.message)
  }
  aedes.on('connectionError', brokenOff)
  aedes.on('clientError', brokenOff)

  const entrance: EntranceOptions = {
    largestPacket: LARGEST_PACKET,
    heard: (socket) => heard.set(socket, Date.now()),
    handle: (socket) => aedes.handle(socket),
    refused(code, socket, detail) {
      const client = (socket as { client?: Client } | undefined)?.client
      const who = client === undefined ? undefined : (sessions.get(client)?.identity.id ?? client.id)
      ports.refused(code, who ?? socket?.remoteAddress ?? 'unknown', detail)
    },
  }
  const plain = plainEntrance(entrance)
  const secure: TlsServer | undefined =
    binds.secure &&
    tlsEntrance(binds.secure.material, {
      ...entrance,
      certified: (socket, certificate) => certificates.set(socket, certificate),
    })
  const servers: Server[] = secure === undefined ? [plain] : [plain, secure]
  const close = async (): Promise<void> => {
    const ended = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())))
    await new Promise<void>((resolve) => aedes.close(resolve))
    await Promise.all(ended)
  }
  const [port, securePort] = await Promise.all([
    listen(plain, binds.plain),
    secure === undefined ? null : listen(secure, (binds.secure as NonNullable<BrokerBinds['secure']>).bind),
  ]).catch(async (error: unknown) => {
    await close()
    throw error
  })

  return {
    port,
    securePort,
    connections: () => aedes.connectedClients,
    connected: () => [...connected.keys()],
    reconfigure(gateways, fresh) {
      for (const gateway of gateways) {
        const client = connected.get(gateway)
        const session = client && sessions.get(client)
        if (session !== undefined) config.renew(client as Client, { gateway, topic: session.topics.config }, fresh)
      }
    },
    command(gateway, text) {
      const client = commanded.get(gateway)
      const session = client && sessions.get(client)
      if (client === undefined || session === undefined || client.closed) return false
      const payload = Buffer.from(text)
      const packet = {
        cmd: 'publish',
        topic: session.topics.command,
        payload,
        qos: 1,
        retain: false,
        dup: false,
      } as const
      client.publish(packet as Parameters<Client['publish']>[0], () => {})
      return true
    },
    endRevoked() {
      const mayStay = registry.whoMayStay(Date.now())
      for (const client of [...present.values()]) {
        const session = sessions.get(client)
        if (session === undefined || mayStay(session.identity)) continue
        ports.refused('access-ended', session.identity.id, `client id ${client.id}`)
        ;(client.conn as unknown as Socket).destroy()
      }
    },
    showCertificate: (material) => secure?.setSecureContext(contextOf(material)),
    close,
  }
}

/** Refusals that `authenticate` has told already. */
const RETURNED: Readonly<Record<string, true>> = Object.fromEntries(
  (
    [
      'client-id-empty',
      'client-id-wrong',
      'will-not-own',
      'credentials-wrong',
      'certificate-expired',
      'certificate-revoked',
      'gateway-unknown',
    ] satisfies BrokerRefusal[]
  ).map((code) => [code, true]),
)
