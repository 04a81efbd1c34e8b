import { isoTime, type Milliseconds, URGENT_EVENT_KINDS } from '@kotisilta/contract'
import { openDeviceTopic } from '@kotisilta/device-profiles'
import { connect, type MqttClient } from 'mqtt'

/** A device on the home's network that speaks the open MQTT profile (docs/local-mqtt.md). */
export interface LanDevice {
  /**
   * Something happened or was measured. Kept until the gateway's broker has it, however long that is, and sent in order;
   * an alarm goes before everything else that waits.
   */
  report(leaf: 'event' | 'reading', message: { kind: string; at: Milliseconds } & Record<string, unknown>): void
  /** How many messages the broker does not have yet. */
  readonly backlog: number
  /** Resolves when the broker has everything that was reported so far. */
  settled(): Promise<void>
  /** The end; what the broker does not have yet is lost. */
  close(): Promise<void>
}

export interface LanDevicePlace {
  serial: string
  /** The gateway's local broker, on this machine. */
  port: number
  now(): Milliseconds
  /** %; full if absent. */
  battery?: number
  /** It can ask: what the person says to it, after a while; `nothing`: does not answer. Absent: it cannot. */
  person?: (question: string) => 'well' | 'help' | 'nothing'
}

const ALARMS: ReadonlySet<string> = URGENT_EVENT_KINDS

/** How long a person takes to answer. */
const THINKING_MS = 3_000

export function lanDevice({ serial, port, now, battery = 100, person }: LanDevicePlace): LanDevice {
  const waiting: { topic: string; payload: string }[] = []
  const settling: (() => void)[] = []
  let sending = false

  const state = openDeviceTopic(serial, 'state')
  const client: MqttClient = connect({
    host: '127.0.0.1',
    port,
    protocolVersion: 4,
    clientId: serial,
    clean: true,
    keepalive: 30,
    reconnectPeriod: 1_000,
    will: { topic: state, payload: Buffer.from('{"online":false}'), qos: 1, retain: true },
  })
  // It tries again by itself for as long as it exists; a home has nobody to tell.
  client.on('error', () => undefined)
  client.on('connect', () => {
    const at = isoTime(now())
    client.publish(state, JSON.stringify({ online: true, since: at, battery, at }), { qos: 1, retain: true })
    if (person !== undefined) client.subscribe(openDeviceTopic(serial, 'ask'), { qos: 1 })
    void send()
  })
  client.on('message', (_topic, payload) => {
    const { id, do: what, question } = JSON.parse(payload.toString()) as { id: string; do: string; question?: string }
    const say = (said: object): void => {
      client.publish(openDeviceTopic(serial, 'answer'), JSON.stringify({ id, ...said }), { qos: 1 })
    }
    say({ status: 'asked' })
    const answer = what === 'ask' ? person?.(question ?? '') : 'nothing'
    if (answer !== 'nothing') setTimeout(() => say({ status: 'answered', answer }), THINKING_MS).unref()
  })

  /** One message after the other, each until the broker has acknowledged it. */
  const send = async (): Promise<void> => {
    if (sending) return
    sending = true
    for (let next = waiting[0]; next !== undefined && client.connected; next = waiting[0]) {
      const acknowledged = await client.publishAsync(next.topic, next.payload, { qos: 1 }).then(
        () => true,
        () => false,
      )
      if (!acknowledged) break
      waiting.shift()
    }
    sending = false
    if (waiting.length === 0) for (const settle of settling.splice(0)) settle()
  }

  return {
    report(leaf, { at, ...message }) {
      const entry = { topic: openDeviceTopic(serial, leaf), payload: JSON.stringify({ ...message, at: isoTime(at) }) }
      // The first is on its way already, and is the one to be crossed off when the broker has it.
      if (ALARMS.has(message.kind)) waiting.splice(sending ? 1 : 0, 0, entry)
      else waiting.push(entry)
      void send()
    },
    get backlog() {
      return waiting.length
    },
    settled: () => (waiting.length === 0 ? Promise.resolve() : new Promise((resolve) => settling.push(resolve))),
    close: () => client.endAsync(!client.connected || waiting.length > 0),
  }
}
