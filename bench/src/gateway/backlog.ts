import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fillOutbox } from '@kotisilta/gateway/fill-outbox'
import { percentile } from '../measure/percentile.ts'
import { fetchCounters } from '../systems/counters.ts'
import { ACCOUNT, startServer } from '../systems/kotisilta.ts'
import { type AlarmScreen, openAlarmScreen } from './alarm-screen.ts'
import { patientOf, provisionHome, serialOf } from './home.ts'
import { Line } from './line.ts'
import { press } from './press.ts'
import { RunningGateway } from './running-gateway.ts'

/** Whose readings wait; each of them calls, too. */
const WEARERS = 12
/** Each calls once, so that each call is an alert of its own. */
const PEOPLE = 1_500
/** Long enough that the gateway has given up trying often. */
const AWAY_MS = 10_000
const BETWEEN_PRESSES_MS = 50
const LOOK_MS = 1_000

export interface Backlog {
  readonly items: number
  readonly stored: number
  readonly itemsPerSecond: number
  /** From the link's return to the screen, of a call that waited, ms. */
  readonly waited: number
  /** From the press to the screen while the backlog drains, ms. */
  readonly p50: number
  readonly p99: number
  readonly most: number
  readonly presses: number
}

/** A backlog of so many items, the line down; a call waits; the line comes back, and while the backlog drains there are more calls. */
export async function measureBacklog(command: readonly string[], folder: string, items: number): Promise<Backlog> {
  const [serverFolder, gatewayFolder] = [join(folder, 'server'), join(folder, 'gateway')]
  mkdirSync(gatewayFolder, { recursive: true })
  const login = await provisionHome(serverFolder, PEOPLE)
  fillOutbox(
    gatewayFolder,
    items,
    Array.from({ length: WEARERS }, (_, index) => `mqtt:${serialOf(index)}`),
  )
  const { child, ports } = await startServer(folder, serverFolder)
  const address = `http://127.0.0.1:${ports.http}`
  const line = new Line(ports.mqtt)
  await line.up()
  await line.down()
  const screen = await openAlarmScreen(address, ACCOUNT)
  const gateway = await RunningGateway.start(command, login, `mqtt://127.0.0.1:${line.port}`, gatewayFolder)
  try {
    const first = await gateway.device(serialOf(0))
    await press(first)
    await delay(AWAY_MS)
    const before = await stored(address)
    const back = performance.now()
    await line.up()
    const waited = (await screen.shown(patientOf(0))) - back
    first.end(true)
    const draining = drained(address, before + items)
    const latencies = await pressUntil(draining, gateway, screen)
    const { at, count } = await draining
    return {
      items,
      stored: count - before,
      itemsPerSecond: ((count - before) / (at - back)) * 1_000,
      waited,
      p50: percentile(latencies, 0.5) ?? Number.NaN,
      p99: percentile(latencies, 0.99) ?? Number.NaN,
      most: percentile(latencies, 1) ?? Number.NaN,
      presses: latencies.length,
    }
  } finally {
    screen.close()
    await gateway.stop()
    await line.down()
    await child.stop()
  }
}

/** Presses that have been made count as items, too. */
const stored = async (address: string): Promise<number> => (await fetchCounters(address)).items

async function drained(address: string, until: number): Promise<{ at: number; count: number }> {
  for (;;) {
    const count = await stored(address)
    if (count >= until) return { at: performance.now(), count }
    await delay(LOOK_MS)
  }
}

/** One after the other, each somebody else. */
async function pressUntil(end: Promise<unknown>, gateway: RunningGateway, screen: AlarmScreen): Promise<number[]> {
  let over = false
  void end.finally(() => {
    over = true
  })
  const latencies: number[] = []
  for (let person = 1; person < PEOPLE && !over; person++) {
    const band = await gateway.device(serialOf(person))
    const pressed = performance.now()
    const [shown] = await Promise.all([screen.shown(patientOf(person)), press(band)])
    latencies.push(shown - pressed)
    band.end(true)
    await delay(BETWEEN_PRESSES_MS)
  }
  return latencies
}
