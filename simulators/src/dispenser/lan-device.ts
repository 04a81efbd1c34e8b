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
}

const ALARMS: ReadonlySet<string> = URGENT_EVENT_KINDS

export function lanDevice({ serial, port, now, battery = 100 }: LanDevicePlace): LanDevice {
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
    void send()
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
