import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isoTime, newUlid } from '@kotisilta/contract'
import { fillOutbox } from '@kotisilta/gateway/fill-outbox'
import type { MqttClient } from 'mqtt'
import { percentile } from '../measure/percentile.ts'
import { GATEWAY, PARTITION, RunningGateway } from './running-gateway.ts'
import { ServerEnd } from './server-end.ts'

const DEVICES = 12
/** W1 of a home's person: 403 items a day. */
const ITEMS_A_DAY = 403
const ROOT = join(import.meta.dirname, '../../..')

export interface Footprint {
  readonly resident: number
  /** % of one core. */
  readonly core: number
  readonly kilobytesAMinute: number
  /** Megabytes that a day has left behind. */
  readonly grown: number
}

export interface Backlog {
  readonly items: number
  readonly itemsPerSecond: number
  /** From the link's return to the arrival of a call that waited, ms. */
  readonly waited: number
  /** From the press to the arrival while the backlog drains, ms. */
  readonly p50: number
  readonly p99: number
  readonly presses: number
}

/** How each way of running it is called. */
export function commandsIn(folder: string): Readonly<Record<'source' | 'bundle', readonly string[]>> {
  const out = join(folder, 'bundle')
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'tools/bundle-gateway.ts'), out], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return {
    source: [join(ROOT, 'bin/kotisilta'), 'gateway'],
    bundle: [
      process.execPath,
      '--max-old-space-size=96',
      '--max-semi-space-size=1',
      join(out, 'kotisilta-gateway.mjs'),
      'run',
    ],
  }
}

const reading = (value: number, at: number): string =>
  JSON.stringify({ kind: 'heart-rate', value, unit: '/min', at: isoTime(at) })

/** Twelve devices at rest, each heard every five minutes and some more; then a day of them all at once. */
export async function measureFootprint(
  command: readonly string[],
  folder: string,
  restSeconds: number,
): Promise<Footprint> {
  mkdirSync(folder, { recursive: true })
  const server = new ServerEnd()
  await server.start(GATEWAY, PARTITION)
  const gateway = await RunningGateway.start(command, `mqtt://127.0.0.1:${server.port}`, folder)
  try {
    const devices: MqttClient[] = []
    for (let index = 0; index < DEVICES; index++) devices.push(await gateway.device(`band-${index}`))
    let measured = 0
    const tell = (client: MqttClient, at: number): Promise<unknown> =>
      client.publishAsync(
        `kotisilta-device/v1/${client.options.clientId}/reading`,
        reading(60 + (measured++ % 40), at),
        {
          qos: 1,
        },
      )
    const day = async (begin: number): Promise<void> => {
      for (let item = 0; item < ITEMS_A_DAY; item++) {
        await Promise.all(devices.map((client) => tell(client, begin + item * 200_000)))
      }
      await delay(3_000)
    }
    const today = Date.now() - 3 * 86_400_000
    await day(today)
    const before = gateway.residentMegabytes()
    await day(today + 86_400_000)
    const grown = gateway.residentMegabytes() - before
    // At the rate of the person in W1: one item every three and a half minutes from somewhere in the home.
    const resting = setInterval(() => void tell(devices[0] as MqttClient, Date.now()), 86_400_000 / ITEMS_A_DAY / 4)
    const { core, kilobytesWritten } = await gateway.observe(restSeconds)
    clearInterval(resting)
    const resident = gateway.residentMegabytes()
    for (const client of devices) client.end(true)
    return { resident, core, kilobytesAMinute: (kilobytesWritten / restSeconds) * 60, grown }
  } finally {
    await gateway.stop()
    await server.stop()
  }
}

/** A backlog of so many items, the server away; a call waits; the link comes back, and while the backlog drains there are more calls. */
export async function measureBacklog(command: readonly string[], folder: string, items: number): Promise<Backlog> {
  mkdirSync(folder, { recursive: true })
  fillOutbox(folder, items)
  const server = new ServerEnd()
  await server.start(GATEWAY, PARTITION)
  await server.stop()
  const gateway = await RunningGateway.start(command, `mqtt://127.0.0.1:${server.port}`, folder)
  try {
    const band = await gateway.device('band-1')
    const press = async (): Promise<{ marker: string; pressed: number }> => {
      const marker = newUlid(Date.now())
      const pressed = performance.now()
      const event = JSON.stringify({ kind: 'sos-pressed', at: isoTime(Date.now()), detail: { marker } })
      await band.publishAsync('kotisilta-device/v1/band-1/event', event, { qos: 1 })
      return { marker, pressed }
    }
    const arrival = async (marker: string): Promise<number> => {
      while (!server.alarms.has(marker)) await delay(1)
      return server.alarms.get(marker) as number
    }
    const first = await press()
    // Long enough that the gateway has given up trying often.
    await delay(10_000)
    await server.start(GATEWAY, PARTITION)
    const back = performance.now()
    const waited = (await arrival(first.marker)) - back
    while (server.items === 0) await delay(1)
    const drained = performance.now()
    const begun = server.items
    const latencies: number[] = []
    while (server.items < items) {
      const { marker, pressed } = await press()
      latencies.push((await arrival(marker)) - pressed)
      await delay(50)
    }
    const seconds = (performance.now() - drained) / 1_000
    band.end(true)
    return {
      items,
      itemsPerSecond: (items - begun) / seconds,
      waited,
      p50: percentile(latencies, 0.5) ?? 0,
      p99: percentile(latencies, 0.99) ?? 0,
      presses: latencies.length,
    }
  } finally {
    await gateway.stop()
    await server.stop()
  }
}
