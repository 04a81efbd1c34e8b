import {
  type Clock,
  type CommandResultMessage,
  type ConfigMessage,
  type KotisiltaError,
  type Lane,
  type Milliseconds,
  type StateMessage,
  topicOf,
} from '@kotisilta/contract'
import type { Logger } from 'pino'
import { clockIsSet } from '../collect/resolve-time.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { arrival } from './arrivals.ts'
import { type BrokerLink, brokerLink, type Login, serverOf } from './broker-link.ts'
import type { Connection } from './connection.ts'
import { type LaneSender, laneSender } from './lane-sender.ts'
import type { Standing } from './patience.ts'
import { secondWay } from './second-way.ts'
import { statePublisher } from './state-publisher.ts'
import { UPLINK_TIMING, type UplinkTiming } from './timing.ts'

export interface UplinkOptions {
  /** `mqtt://host:port`, or `mqtts://host:port` with a certificate. */
  readonly server: string
  readonly gateway: { readonly id: string; readonly partition: string }
  login(): Login
  /** The server would not have us. */
  refused?(): void
  readonly outbox: Outbox
  /** Alarms that the disk does not take. */
  readonly express?: Outbox
  readonly clock: Clock
  readonly log: Logger
  /** How the gateway is, for the retained state. */
  state(): StateMessage
  configured(config: ConfigMessage): void
  /** The server asks something; JSON, not yet understood. */
  commanded(content: unknown): void
  storeFailed(error: KotisiltaError): void
  /** The server has said what this gateway cannot understand; `leaf`: the last part of its topic. */
  notUnderstood(leaf: string, code: string, payload: Uint8Array): void
  readonly timing?: Partial<UplinkTiming>
  readonly random?: () => number
}

/**
 * Carries the outbox to the server: two connections, so that an alarm does not stand behind a backlog. Each sends its
 * lane anew after a reconnect, beginning with the oldest message that is not acknowledged.
 */
export interface Uplink {
  connected(): boolean
  /** Something new is in the outbox. */
  appended(lane: Lane): void
  /** Something in the state has changed. */
  stateChanged(): void
  /** Answers a command; lost without a connection, and then the server asks again. */
  answer(result: CommandResultMessage): void
  /** There is a new login: both connections are made anew with it. */
  loginChanged(): void
  close(): Promise<void>
}

/** Messages in flight; an alarm does not wait for the acknowledgement of those before it. */
const WINDOW: Readonly<Record<Lane, number>> = { items: 16, urgent: 64 }
const LANES: readonly Lane[] = ['items', 'urgent']
const TICK = 1_000
/** How long a backlog waits, once the line is back, for the connection on which alarms go. */
const ALARMS_FIRST = 500

export function startUplink(options: UplinkOptions): Uplink {
  const { gateway, outbox, clock, log, random = Math.random } = options
  const timing = { ...UPLINK_TIMING, ...options.timing }
  const topic = (leaf: Parameters<typeof topicOf>[2]): string => topicOf(gateway.partition, gateway.id, leaf)
  const publisher = statePublisher(topic('state'), options.state, timing)
  let holding: NodeJS.Timeout | undefined
  /** Where the server was last found. */
  let lastAddress: string | undefined
  const alarmWaits = (): boolean => [options.express, outbox].some(isAlarmIn)

  function startLane(lane: Lane): Running {
    const first = lane === 'items'
    let sender: LaneSender | undefined
    let expressed: LaneSender | undefined
    let connection: Connection | undefined
    const senders = (): LaneSender[] => [sender, expressed].filter((each) => each !== undefined)
    const link: BrokerLink = brokerLink({
      server: options.server,
      clientId: first ? gateway.id : `${gateway.id}:${lane}`,
      username: gateway.id,
      login: options.login,
      // By the machine's own clock, as certificates are.
      clockSet: () => clockIsSet(Date.now()),
      refused: () => options.refused?.(),
      // Each connection hears for itself whose acknowledgement counts: the other one may be down.
      subscribe: [topic('config'), topic('ack'), ...(first ? [topic('command')] : [])],
      timing,
      retryMost: () => (alarmWaits() && !first ? timing.retryMostAlarm : timing.retryMost),
      random,
      log,
      ...(first && { will: { topic: topic('state'), payload: OFFLINE } }),
      found(address) {
        lastAddress = address
      },
      up(made, took) {
        connection = made
        if (!first) beside.answered(took, false)
        const common = {
          lane,
          topic: topic(lane),
          window: WINDOW[lane],
          connection: made,
          timing,
          clock,
          ...(!first && { heard: (took: Milliseconds) => beside.answered(took, true) }),
          storeFailed: options.storeFailed,
        }
        sender = laneSender({
          ...common,
          outbox,
          progressed() {
            link.proved()
            if (outbox.state().waiting[lane] === 0) publisher.changed()
          },
        })
        if (!first && options.express !== undefined) {
          expressed = laneSender({ ...common, outbox: options.express, progressed: () => link.proved() })
        }
        if (first) {
          publisher.up(made)
          lanes.urgent.link.hurry(true)
          beside.look()
          if (alarmWaits() && !lanes.urgent.link.connected()) {
            holding = setTimeout(pumpItems, ALARMS_FIRST)
            return
          }
        }
        for (const each of senders()) each.pump()
        if (!first) pumpItems()
      },
      down() {
        for (const each of senders()) each.end()
        connection = undefined
        sender = undefined
        expressed = undefined
        if (first) publisher.down()
        else beside.look()
      },
      message: (name, payload) => receive(name, payload),
    })

    function receive(name: string, payload: Buffer): void {
      const arrived = arrival(name.slice(name.lastIndexOf('/') + 1), payload)
      if (arrived.type === 'ack') for (const each of senders()) each.serverAck(arrived.ack)
      else if (arrived.type === 'config') {
        for (const each of senders()) each.acknowledgedBy(arrived.config.acknowledge)
        if (first) options.configured(arrived.config)
      } else if (arrived.type === 'command') {
        options.commanded(arrived.content)
      } else if (arrived.type === 'refused') {
        options.notUnderstood(arrived.leaf, arrived.code, payload)
      }
    }
    return { link, senders, connection: () => connection }
  }

  /** What waited for the alarms to go first. */
  function pumpItems(): void {
    clearTimeout(holding)
    for (const each of lanes.items.senders()) each.pump()
  }

  /** What an alarm that waits is waiting for. */
  function standing(): Standing | undefined {
    const { link, senders } = lanes.urgent
    if (!link.connected()) return link.underWay()
    const unheard = senders().flatMap((each) => each.unheardSince() ?? [])
    return unheard.length === 0 ? undefined : { phase: 'unheard', since: Math.min(...unheard) }
  }

  const beside = secondWay({
    server: serverOf(options.server),
    lastAddress: () => lastAddress,
    waits: alarmWaits,
    standing,
    take: (socket) => lanes.urgent.link.over(socket),
    log,
  })
  const lanes = { items: startLane('items'), urgent: startLane('urgent') }
  const ticking = setInterval(() => {
    for (const lane of LANES) for (const each of lanes[lane].senders()) each.tick()
  }, TICK)
  ticking.unref()
  beside.look()

  return {
    connected: () => lanes.items.link.connected(),
    appended(lane) {
      const senders = lanes[lane].senders()
      for (const each of senders) each.pump()
      if (lane === 'urgent') beside.look()
      if (senders.length > 0) return
      if (lane === 'urgent') lanes.urgent.link.hurry()
    },
    stateChanged: () => publisher.changed(),
    answer(result) {
      lanes.items.connection()?.publish(topic('result'), JSON.stringify(result), false, () => {})
    },
    loginChanged() {
      for (const lane of LANES) lanes[lane].link.again()
    },
    async close() {
      clearInterval(ticking)
      clearTimeout(holding)
      beside.close()
      await Promise.all([
        lanes.items.link.close({ topic: topic('state'), payload: OFFLINE }),
        lanes.urgent.link.close(),
      ])
      publisher.down()
    },
  }
}

/** Where the disk does not let itself be read there may be one. */
function isAlarmIn(outbox: Outbox | undefined): boolean {
  try {
    return (outbox?.state().waiting.urgent ?? 0) > 0
  } catch {
    return true
  }
}

interface Running {
  readonly link: BrokerLink
  senders(): readonly LaneSender[]
  connection(): Connection | undefined
}

const OFFLINE = JSON.stringify({ online: false } satisfies StateMessage)
