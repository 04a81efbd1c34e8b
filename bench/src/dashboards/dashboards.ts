import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { isoTime, newUlid, topicOf } from '@kotisilta/contract'
import mqtt from 'mqtt'
import { percentile } from '../measure/percentile.ts'
import { ACCOUNT, freshDataFolder, provision, startServer } from '../systems/kotisilta.ts'
import { signIn } from '../systems/on-call-screen.ts'
import type { FleetLine } from '../workload/fleet-lines.ts'

const SCREENS_PROCESS = fileURLToPath(new URL('./screens-process.ts', import.meta.url))
/** Screens of a region at work, and alarms one after the other: a press every 150 ms is more than a region has. */
const SCREENS = 200
const PRESSES = 200
const EVERY_MS = 150

export interface Dashboards {
  screens: number
  alerts: number
  /** Alerts that did not come to one of the screens. */
  missing: number
  /** Milliseconds from the alert's transaction, its commit and its sync included, to each screen. */
  p50: number
  p99: number
  most: number
}

/** From the commit of an alert to all of many screens, each of which confirms it. */
export async function measureDashboards(folder: string): Promise<Dashboards> {
  const homes = await provision(folder, PRESSES, 1)
  const { child, ports } = await startServer(folder, freshDataFolder(folder, 'dashboards'))
  const address = `http://127.0.0.1:${ports.http}`
  const screens = spawn(process.execPath, [SCREENS_PROCESS, address, await signIn(address, ACCOUNT), String(SCREENS)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.once('exit', () => screens.kill())
  try {
    const late = listen(screens)
    await late.ready
    for (const home of homes) {
      await press(ports.mqtt, home)
      await wait(EVERY_MS)
    }
    for (let looks = 0; late.heard.length < SCREENS * PRESSES && looks < 100; looks++) await wait(100)
    const at = (share: number) => percentile(late.heard, share) ?? Number.NaN
    const missing = SCREENS * PRESSES - late.heard.length
    return { screens: SCREENS, alerts: PRESSES, missing, p50: at(0.5), p99: at(0.99), most: at(1) }
  } finally {
    screens.kill()
    await child.stop()
  }
}

function listen({ stdout }: ChildProcess): { heard: number[]; ready: Promise<void> } {
  const heard: number[] = []
  let rest = ''
  const ready = new Promise<void>((resolve) => {
    stdout?.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (line === 'ready') resolve()
        else heard.push(Number(line.split(' ')[1]))
      }
    })
  })
  return { heard, ready }
}

async function press(port: number, { gateway, partition, token, devices }: FleetLine): Promise<void> {
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, {
    clientId: gateway,
    username: gateway,
    password: token,
  })
  const now = Date.now()
  const event = {
    type: 'event',
    id: newUlid(now),
    device: devices[0]?.device,
    kind: 'sos-pressed',
    at: isoTime(now),
    clock: 'gateway',
  }
  const message = JSON.stringify({ sent: isoTime(now), epoch: newUlid(now), seq: 1, items: [event] })
  await client.publishAsync(topicOf(partition, gateway, 'urgent'), message, { qos: 1 })
  await client.endAsync()
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
