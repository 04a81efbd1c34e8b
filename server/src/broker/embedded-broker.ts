import { createServer, type Server } from 'node:net'
import { KotisiltaError, type Lane, MESSAGE_BYTES } from '@kotisilta/contract'
import { Aedes, type AuthenticateError, type Client, type PublishPacket } from 'aedes'
import { type GatewayIdentity, type GatewayRegistry, ownTopics } from '../gateways/registry.ts'
import { type ConfigOf, configSender } from './config-sender.ts'
import { guardLengths } from './length-guard.ts'

/** Closed codes of what the broker refuses; counted, and logged once each per gateway and hour. */
type BrokerRefusal =
  | 'first-packet-not-connect'
  | 'packet-too-large'
  | 'length-malformed'
  | 'credentials-wrong'
  | 'client-id-wrong'
  | 'topic-not-own'
  | 'subscription-not-own'
  | 'will-not-own'
  | 'protocol-error'

export interface BrokerPorts {
  registry: GatewayRegistry
  /** A message to be stored and judged; it is acknowledged when `done` is called without a failure. */
  message(gateway: string, lane: Lane, payload: Buffer, done: (failure?: Error) => void): void
  state(gateway: string, payload: Buffer): void
  connected(gateway: string): void
  disconnected(gateway: string): void
  refused(code: BrokerRefusal, who: string, detail: string): void
  configOf: ConfigOf
}

export interface Broker {
  port: number
  connections(): number
  /** Ids of the gateways that are connected. */
  connected(): string[]
  /** Sends these gateways their configuration if it is another now. `fresh`: also as the latest weights have it. */
  reconfigure(gateways: readonly string[], fresh: boolean): void
  close(): Promise<void>
}

interface Session {
  identity: GatewayIdentity
  topics: ReturnType<typeof ownTopics>
}

/** The payload's limit and room for a topic. */
const LARGEST_PACKET = MESSAGE_BYTES + 1024
const CONNECT_TIMEOUT_MS = 10_000
/** MQTT 3.1.1, table 3.1. */
const IDENTIFIER_REJECTED = 2
const BAD_CREDENTIALS = 4

/**
 * The MQTT broker inside the server (aedes). A publish is acknowledged from `authorizePublish`, which runs before the
 * PUBACK is written: only once the message is committed. Nobody reads or writes beyond their own topics.
 * @throws KotisiltaError `port-in-use`, `port-not-allowed`
 */
export async function startBroker(bind: { host: string; port: number }, ports: BrokerPorts): Promise<Broker> {
  const sessions = new WeakMap<Client, Session>()
  const wills = new WeakMap<Client, { topic: string } | undefined>()
  const connected = new Map<string, Client>()

  const config = configSender(ports.configOf)

  const aedes = await Aedes.createBroker({
    connectTimeout: CONNECT_TIMEOUT_MS,
    concurrency: 10_000,
    queueLimit: 10_000,

    preConnect(client, packet, done) {
      wills.set(client, packet.will)
      done(null, true)
    },

    authenticate(client, username, password, done) {
      const refuse = (code: BrokerRefusal, returnCode: number): void => {
        ports.refused(code, username ?? client.id, `client id ${client.id}`)
        done(Object.assign(new Error(code), { returnCode }) as AuthenticateError, false)
      }
      const identity = ports.registry.authenticate(username ?? '', password?.toString() ?? '')
      if (identity === undefined) return refuse('credentials-wrong', BAD_CREDENTIALS)
      if (client.id !== identity.id && client.id !== `${identity.id}:urgent`) {
        return refuse('client-id-wrong', IDENTIFIER_REJECTED)
      }
      const topics = ownTopics(identity)
      const will = wills.get(client)
      if (will !== undefined && will.topic !== topics.state) return refuse('will-not-own', IDENTIFIER_REJECTED)
      sessions.set(client, { identity, topics })
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
      const { topic } = subscription
      if (
        session !== undefined &&
        [session.topics.ack, session.topics.config, session.topics.command].includes(topic)
      ) {
        if (topic === session.topics.config) {
          setImmediate(() => config.greet(client, { gateway: session.identity.id, topic }))
        }
        return done(null, subscription)
      }
      ports.refused('subscription-not-own', session?.identity.id ?? client.id, topic)
      done(null, null)
    },

    authorizeForward(client, packet) {
      const session = sessions.get(client)
      const own = session !== undefined && packet.topic.startsWith(session.topics.config.slice(0, -'config'.length))
      return own ? packet : null
    },
  })

  function take({ identity, topics }: Session, packet: PublishPacket, done: (error?: Error | null) => void): void {
    const payload = packet.payload as Buffer
    switch (packet.topic) {
      case topics.items:
        return ports.message(identity.id, 'items', payload, done)
      case topics.urgent:
        return ports.message(identity.id, 'urgent', payload, done)
      case topics.state:
        ports.state(identity.id, payload)
        return done()
      case topics.result:
        return done()
      default:
        ports.refused('topic-not-own', identity.id, packet.topic.slice(0, 200))
        done(new KotisiltaError('topic-not-own', `${packet.topic.slice(0, 200)} is not a topic of ${identity.id}`))
    }
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
    if (id === undefined || client.id !== id) return
    connected.set(id, client)
    ports.connected(id)
  })
  aedes.on('clientDisconnect', (client) => {
    const id = sessions.get(client)?.identity.id
    // When the same gateway has connected anew, the end of its old connection says nothing.
    if (id === undefined || connected.get(id) !== client) return
    connected.delete(id)
    ports.disconnected(id)
  })
  aedes.on('connectionError', (client, error) =>
    ports.refused('protocol-error', client.id ?? 'before CONNECT', error.message),
  )

  const server = createServer((socket) => {
    socket.setNoDelay(true)
    guardLengths(socket, LARGEST_PACKET, (code) => {
      const client = (socket as { client?: Client }).client
      ports.refused(code, client?.id ?? socket.remoteAddress ?? 'unknown', 'connection closed')
    })
    aedes.handle(socket)
  })
  const port = await listen(server, bind)

  return {
    port,
    connections: () => aedes.connectedClients,
    connected: () => [...connected.keys()],
    reconfigure(gateways, fresh) {
      for (const gateway of gateways) {
        const client = connected.get(gateway)
        const session = client && sessions.get(client)
        if (session !== undefined) config.renew(client as Client, { gateway, topic: session.topics.config }, fresh)
      }
    },
    async close() {
      const ended = new Promise<void>((resolve) => server.close(() => resolve()))
      await new Promise<void>((resolve) => aedes.close(resolve))
      await ended
    },
  }
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<number> {
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
