import { timingSafeEqual } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import { KotisiltaError } from '@kotisilta/contract'
import { Aedes, type AuthenticateError, type Client, type PublishPacket } from 'aedes'
import { ALLOWANCE, type Allowance, allowanceOf, perDevice } from './allowance.ts'
import { packetLengths, type StreamFault } from './packet-lengths.ts'

/** Why a device was not let in, or was sent away. */
type LocalRefusal =
  | StreamFault
  | 'client-id'
  | 'password'
  | 'will'
  | 'topic'
  | 'subscription'
  | 'protocol'
  | 'connections'

export interface LocalBrokerOptions {
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  /** Every device has to know it, if there is one. */
  readonly password: string | undefined
  /** What a device has published under its own topics. It is acknowledged when this resolves, and not if it rejects. */
  receive(message: { serial: string; topic: string; payload: Uint8Array; retained: boolean }): Promise<void>
  /** What a device has answered to what it was asked. Acknowledged as above. */
  answered?(message: { serial: string; payload: Uint8Array }): Promise<void>
  /** Programs that speak for devices of other kinds; absent: there are none. */
  readonly bridges?: BridgeClients
  /** How much each client may send; what is usual if absent. */
  readonly allowance?: Allowance
  /** A message had to wait because its sender says too much. */
  slowed?(who: string): void
  /** `who` is the client's id, or its address while it has none. */
  refused(who: string, code: LocalRefusal): void
}

interface BridgeClients {
  /** Client ids. */
  readonly named: readonly string[]
  /** Whether every program on this machine is one. */
  readonly loopback: boolean
  /** What one has published outside its own topics. Acknowledged as above. */
  receive(message: { client: string; topic: string; payload: Uint8Array; retained: boolean }): Promise<void>
}

export interface LocalBroker {
  readonly port: number
  /** Serials of those that are here and listen for what they are asked. */
  listening(): readonly string[]
  /** Asks a device something; false if it is not here or does not listen. */
  ask(serial: string, text: string): boolean
  close(): Promise<void>
}

/** The open profile allows messages of 64 KiB; a topic and a message id come with them. */
const PACKET_BYTES = 64 * 1024 + 256
/** Zigbee2MQTT describes all its devices in one message. */
const LARGER = { topic: 'zigbee2mqtt/bridge/devices', bytes: 4 * 1024 * 1024 + 256 }
const CONNECTIONS = 64
/** From one address, so that no device can take all of them. */
const CONNECTIONS_EACH = 32
/** A connection that has not said CONNECT by then is closed. */
const CONNECT_TIMEOUT = 10_000
/** CONNACK return codes (MQTT 3.1.1, table 3.1). */
const IDENTIFIER_REJECTED = 2
const BAD_PASSWORD = 4

const SERIAL_LENGTH = 64
const SERIAL = /^[A-Za-z0-9._-]{1,64}$/

/**
 * The MQTT broker for devices on the home's network. A device's client id is its serial, and it publishes and
 * subscribes only below `kotisilta-device/v1/<serial>/`; whatever it does otherwise ends its own connection and
 * nobody else's. A bridge may also publish under the topics of its own system; nobody can read those here.
 *
 * @throws KotisiltaError `port-in-use`, `port-not-allowed`
 */
export async function startLocalBroker(options: LocalBrokerOptions): Promise<LocalBroker> {
  const wills = new WeakMap<Client, string>()
  const nameless = new WeakSet<Client>()
  const expected = options.password === undefined ? undefined : Buffer.from(options.password)
  const owns = (client: Client | null, topic: string): client is Client =>
    client !== null && topic.startsWith(`kotisilta-device/v1/${client.id}/`)
  const speaking = new WeakSet<Client>()
  const isBridge = ({ id, conn }: Client): boolean =>
    options.bridges?.named.includes(id) === true ||
    (options.bridges?.loopback === true && isLoopback((conn as Socket).remoteAddress))
  const bridges = (client: Client | null, topic: string): client is Client =>
    client !== null && speaking.has(client) && isForeign(topic)

  const isAskTopic = (client: Client | null, topic: string): boolean => owns(client, topic) && topic.endsWith('/ask')
  /** By serial: the connection that listens for what the device is asked. */
  const listeners = new Map<string, Client>()

  function published(client: Client | null, packet: PublishPacket, done: (error?: Error | null) => void): void {
    const { topic, payload, retain: retained } = packet
    // Nobody reads here what was retained, and it would stay in memory.
    packet.retain = false
    const spoken = bridges(client, topic) ? options.bridges : undefined
    if (spoken !== undefined && client !== null) {
      spoken.receive({ client: client.id, topic, payload: payload as Buffer, retained }).then(
        () => done(),
        (error: Error) => done(error),
      )
      return
    }
    if (!owns(client, topic)) {
      options.refused(whoIs(client), 'topic')
      return done(new KotisiltaError('topic-refused', 'not a topic of this device'))
    }
    if (topic === `kotisilta-device/v1/${client.id}/answer`) {
      if (options.answered === undefined) return done()
      options.answered({ serial: client.id, payload: payload as Buffer }).then(
        () => done(),
        (error: Error) => done(error),
      )
      return
    }
    options.receive({ serial: client.id, topic, payload: payload as Buffer, retained }).then(
      () => done(),
      (error: Error) => done(error),
    )
  }

  const waitOf = perDevice(() => allowanceOf(options.allowance ?? ALLOWANCE))

  const aedes = await Aedes.createBroker({
    connectTimeout: CONNECT_TIMEOUT,
    // What waits for its last acknowledgement lies in memory.
    maxInflightInbound: 20,

    preConnect(client, packet, done) {
      if (packet.clientId === '') nameless.add(client)
      if (packet.will !== undefined) wills.set(client, packet.will.topic)
      done(null, true)
    },

    authenticate(client, _username, password, done) {
      const refuse = (code: LocalRefusal, returnCode: number): void => {
        options.refused(whoIs(client), code)
        done(Object.assign(new Error(code), { returnCode }) as AuthenticateError, false)
      }
      if (nameless.has(client) || !SERIAL.test(client.id)) return refuse('client-id', IDENTIFIER_REJECTED)
      if (expected !== undefined && !sameBytes(expected, password)) return refuse('password', BAD_PASSWORD)
      if (isBridge(client)) speaking.add(client)
      const will = wills.get(client)
      if (will !== undefined && !owns(client, will) && !bridges(client, will))
        return refuse('will', IDENTIFIER_REJECTED)
      done(null, true)
    },

    authorizePublish(client, packet, done) {
      const wait = client === null ? 0 : waitOf(client.id, performance.now())
      if (wait <= 0) return published(client, packet, done)
      options.slowed?.(whoIs(client))
      setTimeout(() => published(client, packet, done), wait)
    },

    authorizeSubscribe(client, subscription, done) {
      // MQTT 3.1.1, 3.8.4: it may be asked once its SUBACK is on its way.
      if (isAskTopic(client, subscription.topic)) setImmediate(() => listeners.set(client?.id ?? '', client as Client))
      // A bridge that listens for orders is told that it may; none will come.
      if (owns(client, subscription.topic) || bridges(client, subscription.topic)) return done(null, subscription)
      options.refused(whoIs(client), 'subscription')
      done(null, null)
    },

    authorizeForward: (client, packet) => (owns(client, packet.topic) ? packet : null),
  })
  aedes.on('clientDisconnect', (client) => {
    if (listeners.get(client.id) === client) listeners.delete(client.id)
  })
  aedes.on('connectionError', (client) => options.refused(whoIs(client), 'protocol'))

  const sockets = new Set<Socket>()
  const isCrowded = ({ remoteAddress }: Socket): boolean =>
    [...sockets].filter((each) => each.remoteAddress === remoteAddress).length >= CONNECTIONS_EACH
  const server = createServer((socket) => {
    if (isCrowded(socket)) {
      options.refused(whoIs(null, socket), 'connections')
      return socket.destroy()
    }
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    aedes.handle(socket)
    // After the broker's own listener: so this one reads along and does not start the stream by itself.
    const clientOf = (): Client | null => (socket as Socket & { client?: Client }).client ?? null
    const follow = packetLengths(PACKET_BYTES, {
      most: LARGER.bytes,
      allowed: (topic) => topic === LARGER.topic && bridges(clientOf(), topic),
    })
    socket.on('data', (chunk: Buffer) => {
      const fault = socket.destroyed ? undefined : follow(chunk)
      if (fault === undefined) return
      options.refused(whoIs(clientOf(), socket), fault)
      socket.destroy()
    })
  })
  server.maxConnections = CONNECTIONS
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const code = cause.code === 'EADDRINUSE' ? 'port-in-use' : 'port-not-allowed'
      const text = `the broker for local devices cannot listen on ${options.host}:${options.port}: ${cause.code}`
      reject(new KotisiltaError(code, text, { cause }))
    })
    server.listen(options.port, options.host, resolve)
  }).catch((error: unknown) => {
    aedes.close()
    throw error
  })

  return {
    port: (server.address() as { port: number }).port,
    listening: () => [...listeners.keys()],
    ask(serial, text) {
      const client = listeners.get(serial)
      if (client === undefined || client.closed) return false
      const topic = `kotisilta-device/v1/${serial}/ask`
      const packet = { cmd: 'publish', topic, payload: Buffer.from(text), qos: 1, retain: false, dup: false } as const
      client.publish(packet as Parameters<Client['publish']>[0], () => {})
      return true
    },
    async close() {
      const ended = new Promise<void>((resolve) => server.close(() => resolve()))
      await new Promise<void>((resolve) => aedes.close(resolve))
      for (const socket of sockets) socket.destroy()
      await ended
    },
  }
}

/** No deeper topics are in use anywhere. */
const LEVELS = 16

/** Whether a topic, or a filter, is that of another system. */
const isForeign = (topic: string): boolean =>
  !/^([$+#]|kotisilta(-device)?(\/|$))/.test(topic) && topic.split('/').length <= LEVELS

const isLoopback = (address: string | undefined): boolean => /^(::ffff:)?127\.|^::1$/.test(address ?? '')

const whoIs = (client: Client | null, socket?: Socket): string =>
  client?.id?.slice(0, SERIAL_LENGTH) ??
  (client?.conn as Socket | undefined)?.remoteAddress ??
  socket?.remoteAddress ??
  'unknown'

const sameBytes = (expected: Buffer, given: Readonly<Buffer | undefined>): boolean =>
  given !== undefined && given.length === expected.length && timingSafeEqual(expected, given)
