import { connect as connectSocket, type Socket } from 'node:net'
import type { Milliseconds } from '@kotisilta/contract'
import mqtt from 'mqtt'
import type { Logger } from 'pino'
import type { Connection } from './connection.ts'
import type { Standing } from './patience.ts'
import { retryDelay } from './retry.ts'
import { abandon } from './server-socket.ts'
import type { UplinkTiming } from './timing.ts'
import { type TlsLogin, tlsOver } from './tls-stream.ts'

/** How the gateway shows who it is: by a token on a plain connection, or by its certificate. */
export type Login = { readonly token: string } | TlsLogin

export interface LinkOptions {
  /** `mqtt://host:port`, or `mqtts://host:port` with a certificate. */
  readonly server: string
  readonly clientId: string
  readonly username: string
  /** Asked at each attempt: a certificate may have been renewed. */
  login(): Login
  /** Whether the gateway's own clock has been set. */
  clockSet(): boolean
  /** The server would not have us, for a reason that has to do with who we are. */
  refused(): void
  /** Retained, QoS 1. */
  readonly will?: { readonly topic: string; readonly payload: string }
  readonly subscribe: readonly string[]
  readonly timing: UplinkTiming
  /** The longest wait between two attempts. */
  retryMost(): Milliseconds
  /** In [0, 1), for the jitter of retries. */
  readonly random: () => number
  readonly log: Logger
  /** Where the server was found; undefined if what is there was not the server. */
  found(address: string | undefined): void
  /** @param took from the first packet to CONNACK */
  up(connection: Connection, took: Milliseconds): void
  down(): void
  message(topic: string, payload: Buffer): void
}

/** A connection to the broker that is made again whenever it ends. */
export interface BrokerLink {
  connected(): boolean
  /** What an attempt that is under way is at; undefined: there is none, or it has come to its end. */
  underWay(): Standing | undefined
  /** Goes on over this connection, which somebody has answered on, and leaves what there was. */
  over(socket: Socket): void
  /**
   * There is something to say: a waiting link tries at once, though not more than once a second; or, where the line is known
   * to stand, even if it has just tried. Never later than it would have.
   */
  hurry(lineStands?: boolean): void
  /** Ends the connection and makes it anew, with what the login is now. */
  again(): void
  /** The connection has shown that it works: the next wait is a short one. */
  proved(): void
  /** Says `farewell` if it is connected, disconnects and stays away. */
  close(farewell?: { topic: string; payload: string }): Promise<void>
}

/** Least time between two attempts, however pressing. */
const HURRY: Milliseconds = 1_000
/** How long a farewell may take. */
const FAREWELL: Milliseconds = 1_000

export function brokerLink(options: LinkOptions): BrokerLink {
  const { timing, log } = options
  let attempt = 0
  let attemptedAt = Number.NEGATIVE_INFINITY
  let retry: NodeJS.Timeout | undefined
  let retryAt = Number.POSITIVE_INFINITY
  let client: mqtt.MqttClient | undefined
  let socket: Socket | undefined
  let answeredAt: Milliseconds | undefined
  let connected = false
  let closed = false
  const { host, port } = serverOf(options.server)

  /** @param ready somebody has answered on it */
  function connect(ready?: Socket): void {
    clearTimeout(retry)
    retry = undefined
    attemptedAt = performance.now()
    const way = ready ?? connectSocket({ host, port })
    socket = way
    answeredAt = ready && attemptedAt
    way.once('connect', () => {
      if (socket === way) answeredAt = performance.now()
    })
    // A client of its own for each attempt: what an old one still holds in memory must not go out on a new connection.
    const mine = open(way, {
      clientId: options.clientId,
      username: options.username,
      clean: true,
      protocolVersion: 4,
      keepalive: timing.keepalive / 1_000,
      // Otherwise publishing into a dead connection would put off the ping that finds out.
      reschedulePings: false,
      // Of its own accord it would only close, and what it has said might still arrive.
      connectTimeout: timing.connect + 1_000,
      reconnectPeriod: 0,
      queueQoSZero: false,
      resubscribe: false,
      // Otherwise a buffer is kept for each of 65,536 numbers: 7 MB, to write two bytes. Holds for the local broker too.
      writeCache: false,
      ...(options.will && {
        will: { ...options.will, payload: Buffer.from(options.will.payload), qos: 1, retain: true },
      }),
    })
    client = mine
    let proving: NodeJS.Timeout | undefined
    let reason = 'closed by the other side'
    const late = setTimeout(() => {
      reason = `not let in within ${timing.connect} ms`
      abandon(way)
    }, timing.connect)
    mine.on('error', (error) => {
      reason = error.message
      if (NOT_US.has((error as { code?: unknown }).code)) options.refused()
    })
    mine.on('message', (topic, payload) => {
      if (client === mine) options.message(topic, payload)
    })
    mine.on('connect', () => {
      if (client !== mine) return
      connected = true
      clearTimeout(late)
      options.found(way.remoteAddress)
      proving = setTimeout(proved, timing.proven)
      proving.unref()
      log.info({ client: options.clientId }, 'connected to the server')
      mine.subscribe([...options.subscribe], { qos: 1 }, (error) => {
        if (error && client === mine && connected) log.warn({ reason: error.message }, 'subscription refused')
      })
      options.up(connectionOver(mine), performance.now() - attemptedAt)
    })
    mine.on('close', () => {
      clearTimeout(proving)
      clearTimeout(late)
      if (client !== mine) return
      client = undefined
      socket = undefined
      const was = connected
      connected = false
      mine.end(true)
      // Whoever has that address now will not have us.
      if (!was && ready !== undefined) options.found(undefined)
      if (was) options.down()
      if (closed) return
      const delay = retryDelay(attempt, timing.retryFirst, options.retryMost(), options.random())
      // A week without network is one line in the log, and one when it is back.
      log[attempt === 0 ? 'warn' : 'debug']({ client: options.clientId, reason, delay }, 'not connected to the server')
      attempt += 1
      retryIn(delay)
    })
  }

  function retryIn(wait: Milliseconds): void {
    clearTimeout(retry)
    retryAt = performance.now() + wait
    retry = setTimeout(() => connect(), wait)
  }

  function open(way: Socket, common: mqtt.IClientOptions): mqtt.MqttClient {
    const login = options.login()
    if ('token' in login) return new mqtt.MqttClient(() => way, { ...common, password: login.token })
    return new mqtt.MqttClient(() => tlsOver(way, host, login, options.clockSet()), common)
  }

  const connectionOver = (mine: mqtt.MqttClient): Connection => ({
    publish(topic, payload, retain, acknowledged) {
      // A client that has ended throws; what waited for the disk meanwhile comes again on the next connection.
      if (client !== mine) return
      mine.publish(topic, payload, { qos: 1, retain }, (error) => {
        if (!error && client === mine) acknowledged()
      })
    },
    drop(reason) {
      if (client !== mine) return
      log.warn({ client: options.clientId, reason }, 'connection given up')
      mine.end(true)
    },
  })

  const proved = (): void => {
    attempt = 0
  }

  connect()
  return {
    connected: () => connected,
    underWay() {
      if (client === undefined || connected) return undefined
      if (answeredAt === undefined) return { phase: 'reaching', since: attemptedAt }
      return { phase: 'greeting', since: answeredAt }
    },
    over(ready) {
      const [last, way, was] = [client, socket, connected]
      client = undefined
      connected = false
      if (was) options.down()
      // What an alarm has been said over may still arrive; a greeting that comes late may not.
      if (way !== undefined && !was) abandon(way)
      last?.end(true)
      connect(ready)
    },
    hurry(lineStands = false) {
      if (retry === undefined || closed) return
      const wait = lineStands ? 0 : HURRY - (performance.now() - attemptedAt)
      if (wait <= 0) return connect()
      if (performance.now() + wait < retryAt) retryIn(wait)
    },
    again() {
      if (client !== undefined) return void client.end(true)
      if (retry !== undefined) connect()
    },
    proved,
    async close(farewell) {
      closed = true
      clearTimeout(retry)
      retry = undefined
      const last = client
      if (last === undefined) return
      if (connected && farewell !== undefined) {
        const said = new Promise<void>((resolve) => {
          last.publish(farewell.topic, farewell.payload, { qos: 1, retain: true }, () => resolve())
        })
        await Promise.race([said, pause(FAREWELL)])
      }
      const ended = new Promise<void>((resolve) => {
        last.once('close', () => resolve())
      })
      // Not `end()`, which would wait for the acknowledgement of everything in flight.
      if (connected) last.stream.end(DISCONNECT)
      else last.end(true)
      await Promise.race([ended, pause(FAREWELL)])
      last.end(true)
    },
  }
}

/** @param server `mqtt://host:port` or `mqtts://host:port` */
export function serverOf(server: string): { readonly host: string; readonly port: number } {
  const { hostname, port, protocol } = new URL(server)
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || (protocol === 'mqtts:' ? 8883 : 1883)) }
}

/** MQTT 3.1.1, table 3.1: identifier rejected, bad user name or password, not authorised. */
const NOT_US: ReadonlySet<unknown> = new Set([2, 4, 5])

/** MQTT 3.1.1, 3.14: tells the broker not to publish the will. */
const DISCONNECT = Buffer.of(0xe0, 0x00)

const pause = (duration: Milliseconds): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, duration)
  })
