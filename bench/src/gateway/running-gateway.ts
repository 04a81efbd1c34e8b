import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import mqtt, { type MqttClient } from 'mqtt'
import { usageOf } from '../measure/process-usage.ts'
import type { GatewayLogin } from './home.ts'

/** A gateway process as it runs in a home. */
export class RunningGateway {
  readonly #child: ChildProcess
  readonly #port: number

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.#port = port
  }

  static async start(
    command: readonly string[],
    { gateway, partition, token }: GatewayLogin,
    server: string,
    dataDir: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<RunningGateway> {
    const [program, ...args] = command as [string, ...string[]]
    const child = spawn(program, args, {
      env: {
        ...process.env,
        KOTISILTA_GATEWAY_ID: gateway,
        KOTISILTA_GATEWAY_TOKEN: token,
        KOTISILTA_GATEWAY_PARTITION: partition,
        KOTISILTA_SERVER: server,
        KOTISILTA_DATA_DIR: dataDir,
        KOTISILTA_RADIO: 'none',
        KOTISILTA_LOCAL_MQTT_PORT: '0',
        ...more,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    process.once('exit', () => child.kill('SIGKILL'))
    let log = ''
    const port = await new Promise<number>((resolve, reject) => {
      child.once('exit', () => reject(new Error(log)))
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        log = (log + text).slice(-10_000)
        const found = /"localMqtt":(\d+)/.exec(log)
        if (found !== null) resolve(Number(found[1]))
      })
    })
    return new RunningGateway(child, port)
  }

  get pid(): number {
    return this.#child.pid as number
  }

  device(serial: string): Promise<MqttClient> {
    return mqtt.connectAsync({ host: '127.0.0.1', port: this.#port, clientId: serial, reconnectPeriod: 0 })
  }

  residentMegabytes(): number {
    return usageOf([this.pid]).residentBytes / 1e6
  }

  mostMegabytes(): number {
    return usageOf([this.pid]).peakBytes / 1e6
  }

  /** What it writes and works in so long a time. */
  async observe(seconds: number): Promise<{ core: number; kilobytesWritten: number }> {
    const [before, written] = [usageOf([this.pid]).cpuSeconds, this.#written()]
    await delay(seconds * 1_000)
    const after = usageOf([this.pid]).cpuSeconds
    return { core: ((after - before) / seconds) * 100, kilobytesWritten: (this.#written() - written) / 1_000 }
  }

  #written(): number {
    return Number(/^wchar: (\d+)$/m.exec(readFileSync(`/proc/${this.pid}/io`, 'utf8'))?.[1] ?? 0)
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve))
    this.#child.kill('SIGTERM')
    await ended
  }
}
