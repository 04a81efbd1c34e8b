import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isoTime } from '@kotisilta/contract'
import mqtt, { type MqttClient } from 'mqtt'
import { Line } from './line.ts'
import { type Running, start } from './process.ts'
import type { FleetGateway } from './region.ts'

/** One alarm that a device raises; `marker` is in its detail, so that it is known again wherever it arrives. */
export interface Alarm {
  marker: string
  kind: string
  at: number
}

/**
 * A home with a real gateway process, a line to the server that can be cut, and a device that raises alarms: each until
 * the gateway has said that it is on disk, over whatever happens to the gateway meanwhile.
 */
export class AlarmingHome {
  readonly fleet: FleetGateway
  readonly line: Line
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'kotisilta-alarming-'))
  #gateway: Running<{ localMqtt: number }> | undefined
  #localPort = 0
  #device: MqttClient | undefined
  readonly #waiting: Alarm[] = []
  #telling: Promise<void> | undefined
  /** Markers of what the gateway has taken. */
  readonly told: string[] = []

  private constructor(fleet: FleetGateway, line: Line) {
    this.fleet = fleet
    this.line = line
  }

  static async open(fleet: FleetGateway, server: () => number): Promise<AlarmingHome> {
    const home = new AlarmingHome(fleet, await Line.open(server))
    await home.begin()
    return home
  }

  /** @param clock as `KOTISILTA_CLOCK` has it; the machine's own if absent */
  async begin(clock?: string): Promise<void> {
    const { gateway, token, partition } = this.fleet
    this.#gateway = await start(['gateway', '--json'], {
      KOTISILTA_GATEWAY_ID: gateway,
      KOTISILTA_GATEWAY_TOKEN: token,
      KOTISILTA_GATEWAY_PARTITION: partition,
      KOTISILTA_SERVER: this.line.mqttUrl,
      KOTISILTA_DATA_DIR: this.#dataDir,
      KOTISILTA_LOCAL_MQTT_PORT: String(this.#localPort),
      KOTISILTA_RADIO: 'none',
      KOTISILTA_LOG_LEVEL: 'error',
      ...(clock !== undefined && { KOTISILTA_CLOCK: clock }),
    })
    this.#localPort = this.#gateway.ready.localMqtt
    if (this.#device !== undefined) return
    // mqtt.js sends again after each reconnect what has not been acknowledged, as a device with a queue of its own does.
    this.#device = mqtt.connect({
      host: '127.0.0.1',
      port: this.#localPort,
      clientId: this.#serial,
      reconnectPeriod: 50,
    })
    this.#device.on('error', () => {})
  }

  get #serial(): string {
    const device = this.fleet.devices[0]?.device as string
    return device.slice('mqtt:'.length)
  }

  raise(alarms: readonly Alarm[]): void {
    this.#waiting.push(...alarms)
    this.#telling ??= this.#tell()
  }

  async #tell(): Promise<void> {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      const { marker, kind, at } = next
      const detail = { marker, ...(kind === 'dose-missed' && { slot: isoTime(at) }) }
      const message = JSON.stringify({ kind, at: isoTime(at), detail })
      await (this.#device as MqttClient).publishAsync(`kotisilta-device/v1/${this.#serial}/event`, message, { qos: 1 })
      this.told.push(marker)
    }
    this.#telling = undefined
  }

  /** Resolves once the gateway has all that has been raised. */
  async allTold(): Promise<void> {
    while (this.#telling !== undefined) await this.#telling
  }

  /** The device loses its gateway, and finds it again. */
  cutDevice(): void {
    this.#device?.stream.destroy()
  }

  async kill(): Promise<void> {
    await this.#gateway?.kill()
  }

  async close(): Promise<void> {
    this.#device?.end(true)
    await this.#gateway?.kill()
    await this.line.close()
    rmSync(this.#dataDir, { recursive: true, force: true })
  }
}
