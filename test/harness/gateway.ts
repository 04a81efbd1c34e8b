import { isoTime, type Lane, newUlid, topicOf } from '@kotisilta/contract'
import mqtt, { type MqttClient } from 'mqtt'
import type { FleetGateway } from './region.ts'

/** Items as a test writes them: id, device, time and the rest are filled in. */
export type SomeItem = {
  kind: string
  type?: 'reading' | 'event'
  device?: string
  at?: string
  id?: string
  [field: string]: unknown
}

/** A gateway's uplink in a test's hand: it publishes what it is told and resolves when that is acknowledged. */
export class TestGateway {
  readonly fleet: FleetGateway
  readonly client: MqttClient
  readonly #epoch = newUlid(Date.now())
  #seq = 0

  private constructor(fleet: FleetGateway, client: MqttClient) {
    this.fleet = fleet
    this.client = client
  }

  static async connect(url: string, fleet: FleetGateway): Promise<TestGateway> {
    const client = await mqtt.connectAsync(url, {
      clientId: fleet.gateway,
      username: fleet.gateway,
      password: fleet.token,
      clean: true,
      reconnectPeriod: 0,
      connectTimeout: 5_000,
    })
    client.on('error', () => {})
    return new TestGateway(fleet, client)
  }

  get device(): string {
    return this.fleet.devices[0]?.device as string
  }

  get patient(): string {
    return this.fleet.devices[0]?.patient as string
  }

  item({ kind, type = 'reading', ...more }: SomeItem): Record<string, unknown> {
    const now = Date.now()
    return {
      type,
      id: newUlid(now),
      device: this.device,
      kind,
      at: isoTime(now),
      clock: 'gateway',
      quality: [],
      ...more,
    }
  }

  topic(lane: Lane): string {
    return topicOf(this.fleet.partition, this.fleet.gateway, lane)
  }

  message(items: unknown[]): string {
    return JSON.stringify({ sent: isoTime(Date.now()), epoch: this.#epoch, seq: ++this.#seq, items })
  }

  /** Resolves once the server has acknowledged; rejects if the connection ends first. */
  async send(items: SomeItem[], lane: Lane = 'items'): Promise<void> {
    await this.sendRaw(this.topic(lane), this.message(items.map((item) => this.item(item))))
  }

  sendRaw(topic: string, payload: string | Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      const lost = () => reject(new Error('the connection ended before the acknowledgement'))
      this.client.once('close', lost)
      this.client.publish(topic, payload, { qos: 1 }, (error) => {
        this.client.off('close', lost)
        if (error) reject(error)
        else resolve()
      })
    })
  }

  sos(): Promise<void> {
    return this.send([{ type: 'event', kind: 'sos-pressed' }], 'urgent')
  }

  async close(): Promise<void> {
    await this.client.endAsync(true)
  }
}
