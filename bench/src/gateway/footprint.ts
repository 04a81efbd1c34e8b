import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startServer } from '../systems/kotisilta.ts'
import { type GatewayLogin, provisionHome } from './home.ts'
import { inspectHeap } from './inspected-heap.ts'
import { RunningGateway } from './running-gateway.ts'
import { DEVICES, PAUSE_AT_REST, twelveDevices } from './twelve-devices.ts'

export interface Footprint {
  /** Megabytes, with twelve devices connected and nothing but everyday traffic. */
  readonly resident: number
  /** The same soon after a day's readings of all of them have come at once, and the most that there ever was. */
  readonly afterBurst: number
  readonly most: number
  /** % of one core. */
  readonly core: number
  readonly kilobytesAMinute: number
  /** Megabytes of the collected heap that a day leaves behind, once some days have warmed it up. */
  readonly grownHeap: number
  readonly days: number
}

const DAY_MS = 86_400_000
/** Within this, V8 has noticed that nothing more comes. */
const AFTER_BURST_MS = 10_000
/** The first days bring code and caches in, and leave them there. */
const WARM_UP_DAYS = 4
const DAYS = 6

/** Twelve devices at rest, then a day of them all at once; then days on end, after each of which the heap is collected and measured. */
export async function measureFootprint(
  command: readonly string[],
  folder: string,
  restSeconds: number,
): Promise<Footprint> {
  mkdirSync(folder, { recursive: true })
  const serverFolder = join(folder, 'server')
  const login = await provisionHome(serverFolder, DEVICES)
  const { child, ports } = await startServer(folder, serverFolder)
  const server = `mqtt://127.0.0.1:${ports.mqtt}`
  try {
    // The first start leaves what Node has compiled, as on the day of installation.
    await (await RunningGateway.start(command, login, server, join(folder, 'first'))).stop()
    const rest = await atRest(command, login, server, join(folder, 'rest'), restSeconds)
    return { ...rest, ...(await growth(command, login, server, join(folder, 'days'))) }
  } finally {
    await child.stop()
  }
}

async function atRest(
  command: readonly string[],
  login: GatewayLogin,
  server: string,
  folder: string,
  seconds: number,
): Promise<Pick<Footprint, 'resident' | 'afterBurst' | 'most' | 'core' | 'kilobytesAMinute'>> {
  const gateway = await RunningGateway.start(command, login, server, folder)
  try {
    const devices = await twelveDevices(gateway)
    // What belongs to the start is over.
    await delay(5_000)
    const telling = setInterval(() => void devices.tell(), PAUSE_AT_REST)
    const { core, kilobytesWritten } = await gateway.observe(seconds)
    clearInterval(telling)
    const resident = gateway.residentMegabytes()
    await devices.day(Date.now() - 3 * DAY_MS)
    await delay(AFTER_BURST_MS)
    const afterBurst = gateway.residentMegabytes()
    devices.end()
    const most = gateway.mostMegabytes()
    return { resident, afterBurst, most, core, kilobytesAMinute: (kilobytesWritten / seconds) * 60 }
  } finally {
    await gateway.stop()
  }
}

async function growth(
  command: readonly string[],
  login: GatewayLogin,
  server: string,
  folder: string,
): Promise<Pick<Footprint, 'grownHeap' | 'days'>> {
  const inspector = await freePort()
  const gateway = await RunningGateway.start(command, login, server, folder, {
    NODE_OPTIONS: `--inspect=127.0.0.1:${inspector}`,
  })
  try {
    const devices = await twelveDevices(gateway)
    const heap = await inspectHeap(inspector)
    const begin = Date.now() - 30 * DAY_MS
    for (let day = 0; day < WARM_UP_DAYS; day++) await devices.day(begin + day * DAY_MS)
    const before = await heap.collected()
    for (let day = 0; day < DAYS; day++) await devices.day(begin + (WARM_UP_DAYS + day) * DAY_MS)
    const grownHeap = ((await heap.collected()) - before) / DAYS
    heap.close()
    devices.end()
    return { grownHeap, days: DAYS }
  } finally {
    await gateway.stop()
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
