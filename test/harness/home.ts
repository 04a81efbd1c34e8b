import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mqtt, { type MqttClient } from 'mqtt'
import { type Running, start } from './process.ts'
import type { FleetGateway } from './region.ts'

/** A home with a real gateway process in it, and a device on its network in the test's hand. */
export class TestHome {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'kotisilta-home-'))
  readonly fleet: FleetGateway
  gateway!: Running<{ localMqtt: number }>
  #device!: MqttClient
  readonly #server: string
  #port = 0

  /** @param server `mqtt://host:port` of the server, or of the line to it */
  constructor(fleet: FleetGateway, server: string) {
    this.fleet = fleet
    this.#server = server
  }

  get serial(): string {
    const device = this.fleet.devices.find(({ device }) => device.startsWith('mqtt:'))?.device as string
    return device.slice('mqtt:'.length)
  }

  get patient(): string {
    return this.fleet.devices[0]?.patient as string
  }

  async begin(): Promise<void> {
    const { gateway, token, partition } = this.fleet
    this.gateway = await start(['gateway', '--json'], {
      KOTISILTA_GATEWAY_ID: gateway,
      KOTISILTA_GATEWAY_TOKEN: token,
      KOTISILTA_GATEWAY_PARTITION: partition,
      KOTISILTA_SERVER: this.#server,
      KOTISILTA_DATA_DIR: this.dataDir,
      KOTISILTA_LOCAL_MQTT_PORT: String(this.#port),
      KOTISILTA_RADIO: 'none',
    })
    this.#port = this.gateway.ready.localMqtt
    this.#device = await mqtt.connectAsync(`mqtt://127.0.0.1:${this.#port}`, {
      clientId: this.serial,
      reconnectPeriod: 0,
    })
    this.#device.on('error', () => {})
  }

  /** From now on its device can be asked: each question, and what it says to it at once. */
  async canBeAsked(reply: (asked: Record<string, unknown>) => object[]): Promise<void> {
    const topic = `kotisilta-device/v1/${this.serial}`
    this.#device.on('message', (_topic, payload) => {
      const asked = JSON.parse(payload.toString()) as Record<string, unknown>
      for (const said of reply(asked)) {
        this.#device.publish(`${topic}/answer`, JSON.stringify({ id: asked.id, ...said }), { qos: 1 })
      }
    })
    await this.#device.subscribeAsync(`${topic}/ask`, { qos: 1 })
  }

  /** Resolves when the gateway has it on disk. */
  async tell(leaf: 'event' | 'reading' | 'answer', body: unknown): Promise<void> {
    const topic = `kotisilta-device/v1/${this.serial}/${leaf}`
    await this.#device.publishAsync(topic, JSON.stringify(body), { qos: 1 })
  }

  async kill(): Promise<void> {
    await this.gateway.kill()
    this.#device.end(true)
  }

  async close(): Promise<void> {
    this.#device.end(true)
    await this.gateway.stop()
    rmSync(this.dataDir, { recursive: true, force: true })
  }
}
