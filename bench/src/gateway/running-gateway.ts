import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import mqtt, { type MqttClient } from 'mqtt'
import { usageOf } from '../measure/process-usage.ts'

export const GATEWAY = 'gw-bench'
export const PARTITION = '17'

/** A gateway process as it would run in a home, from its source or from its bundle. */
export class RunningGateway {
  readonly child: ChildProcess
  readonly port: number

  private constructor(child: ChildProcess, port: number) {
    this.child = child
    this.port = port
  }

  static async start(command: readonly string[], server: string, dataDir: string): Promise<RunningGateway> {
    const [program, ...args] = command as [string, ...string[]]
    const child = spawn(program, args, {
      env: {
        ...process.env,
        KOTISILTA_GATEWAY_ID: GATEWAY,
        KOTISILTA_GATEWAY_TOKEN: 'a token',
        KOTISILTA_GATEWAY_PARTITION: PARTITION,
        KOTISILTA_SERVER: server,
        KOTISILTA_DATA_DIR: dataDir,
        KOTISILTA_RADIO: 'none',
        KOTISILTA_LOCAL_MQTT_PORT: '0',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    process.once('exit', () => child.kill('SIGKILL'))
    let log = ''
    const port = await new Promise<number>((resolve, reject) => {
      child.once('exit', () => reject(new Error(log)))
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        log += text
        const found = /"localMqtt":(\d+)/.exec(log)
        if (found !== null) resolve(Number(found[1]))
      })
    })
    return new RunningGateway(child, port)
  }

  device(serial: string): Promise<MqttClient> {
    return mqtt.connectAsync({ host: '127.0.0.1', port: this.port, clientId: serial, reconnectPeriod: 0 })
  }

  residentMegabytes(): number {
    return usageOf([this.child.pid as number]).residentBytes / 1e6
  }

  /** What it writes and works in so long a time. */
  async observe(seconds: number): Promise<{ core: number; kilobytesWritten: number }> {
    const [before, written] = [usageOf([this.child.pid as number]).cpuSeconds, this.#written()]
    await delay(seconds * 1_000)
    const after = usageOf([this.child.pid as number]).cpuSeconds
    return { core: ((after - before) / seconds) * 100, kilobytesWritten: (this.#written() - written) / 1_000 }
  }

  #written(): number {
    return Number(/^wchar: (\d+)$/m.exec(readFileSync(`/proc/${this.child.pid}/io`, 'utf8'))?.[1] ?? 0)
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve))
    this.child.kill('SIGTERM')
    await ended
  }
}
