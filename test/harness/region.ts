import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Running, run, start } from './process.ts'
import { Screen } from './screen.ts'

export interface FleetGateway {
  gateway: string
  partition: string
  token: string
  devices: { device: string; profile: string; patient: string }[]
}

interface Ports {
  http: number
  mqtt: number
  mqtts: number
}

export const PASSWORD = 'a long enough password'

/**
 * A data folder with homes and a nurse in it, and a server on it that can be killed and started again. The ports stay
 * the same over restarts, as a gateway expects.
 */
export class Region {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'kotisilta-region-'))
  fleet: FleetGateway[] = []
  server!: Running<Ports>
  #ports: Ports | undefined
  readonly #environment: Record<string, string>

  constructor(environment: Record<string, string> = {}) {
    this.#environment = environment
  }

  static async open(gateways: number, environment: Record<string, string> = {}): Promise<Region> {
    const region = new Region(environment)
    await region.provision(gateways)
    await region.addUser('aino', 'on-call')
    await region.startServer()
    return region
  }

  /** Homes from a table, with a device on each home's network. */
  static async withNetworkDevices(homes: number, environment: Record<string, string> = {}): Promise<Region> {
    const region = new Region(environment)
    const rows = Array.from({ length: homes }, (_, index) =>
      [`h${index}`, `gw-${index}`, `p${index}`, `Asiakas ${index}`, 'fi', `mqtt:band-${index}`, 'open-wristband'].join(
        ',',
      ),
    )
    const table = join(region.dataDir, 'homes.csv')
    writeFileSync(table, ['home,gateway,patient,name,language,device,profile', ...rows].join('\n'))
    await region.#provision('--from', table)
    await region.addUser('aino', 'on-call')
    await region.startServer()
    return region
  }

  /** Homes from lines of JSON, one for each device and person who uses it. */
  static async of(rows: readonly Record<string, unknown>[]): Promise<Region> {
    const region = new Region()
    const file = join(region.dataDir, 'homes.ndjson')
    writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'))
    await region.#provision('--from', file)
    await region.addUser('aino', 'on-call')
    await region.startServer()
    return region
  }

  get environment(): Record<string, string> {
    return {
      KOTISILTA_DATA_DIR: this.dataDir,
      KOTISILTA_HTTP_PORT: String(this.#ports?.http ?? 0),
      KOTISILTA_MQTT_PORT: String(this.#ports?.mqtt ?? 0),
      KOTISILTA_MQTTS_PORT: String(this.#ports?.mqtts ?? 0),
      ...this.#environment,
    }
  }

  provision(gateways: number): Promise<void> {
    return this.#provision('--gateways', String(gateways))
  }

  async #provision(...how: string[]): Promise<void> {
    const file = join(this.dataDir, 'fleet.ndjson')
    const { code, stderr } = await run(['provision', ...how, '--out', file], this.environment)
    if (code !== 0) throw new Error(stderr)
    const lines = readFileSync(file, 'utf8').trim().split('\n')
    this.fleet = lines.map((line) => JSON.parse(line) as FleetGateway)
  }

  /** @param areas ids; without any, every area */
  async addUser(username: string, role: string, areas: readonly string[] = []): Promise<void> {
    const added = await run(
      [
        'user',
        'add',
        '--username',
        username,
        '--role',
        role,
        ...areas.flatMap((area) => ['--area', area]),
        '--password-stdin',
      ],
      this.environment,
      `${PASSWORD}\n`,
    )
    if (added.code !== 0) throw new Error(added.stderr)
  }

  async startServer(): Promise<void> {
    this.server = await start(['server', '--json'], this.environment)
    this.#ports = this.server.ready
  }

  get url(): string {
    return `http://127.0.0.1:${this.server.ready.http}`
  }

  get mqttUrl(): string {
    return `mqtt://127.0.0.1:${this.server.ready.mqtt}`
  }

  /** @returns the session cookie */
  async signIn(username = 'aino'): Promise<string> {
    const response = await fetch(`${this.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: PASSWORD }),
    })
    if (response.status !== 200) throw new Error(`sign-in: ${response.status} ${await response.text()}`)
    return (response.headers.get('set-cookie') as string).split(';')[0] as string
  }

  /** A request as the nurse's browser makes it; the answer's status and JSON. */
  async request(
    cookie: string,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { cookie, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
  }

  /** An on-call screen, signed in and synchronised. */
  async screen(): Promise<Screen> {
    return Screen.open(this.url, await this.signIn())
  }

  async close(): Promise<void> {
    await this.server?.stop()
    rmSync(this.dataDir, { recursive: true, force: true })
  }
}
