import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { newCertificateRequest } from '@kotisilta/gateway'
import { openAuthority } from '@kotisilta/server'
import { usageOf } from '../measure/process-usage.ts'
import type { StormPlan } from './tls-clients-process.ts'

const KOTISILTA = fileURLToPath(new URL('../../../bin/kotisilta', import.meta.url))
const CLIENTS = fileURLToPath(new URL('./tls-clients-process.ts', import.meta.url))
/** After a start, and after a storm, what it leaves on the heap is collected. */
const SETTLE_MS = 8_000

export interface Storm {
  gateways: number
  up: number
  seconds: number
  /** Of the server's resident memory for each connection, in thousands of bytes. */
  kilobytesEach: number
  /** Milliseconds of a processor that the server spent on each, handshake and sign-in. */
  cpuEach: number
  /** The same of the process that plays the gateways. */
  clientCpuEach: number
  /** Of that, what lies on the JavaScript heap; the rest is OpenSSL's and the sockets'. */
  heapEach: number
}

/** All gateways of a region come at once over TLS with certificates of their own; the clients are another process. */
export async function measureStorm(folder: string, gateways: number): Promise<Storm> {
  const environment = {
    ...process.env,
    KOTISILTA_DATA_DIR: folder,
    KOTISILTA_HTTP_PORT: '0',
    KOTISILTA_MQTT_PORT: '0',
    KOTISILTA_MQTTS_PORT: '0',
  }
  const fleet = join(folder, 'fleet.ndjson')
  const provision = start(['provision', '--gateways', String(gateways), '--out', fleet], environment)
  await new Promise((resolve) => provision.once('exit', resolve))
  const server = start(['server', '--json'], environment)
  const { http, mqtts } = (await firstLine(server)) as { http: number; mqtts: number }
  const plan = join(folder, 'storm.json')
  writeFileSync(plan, JSON.stringify(await planOf(folder, fleet, mqtts)))
  await settled()
  const before = residentBytes(server)
  const heapBefore = await heapBytes(http)
  const serverBefore = usageOf([server.pid as number]).cpuSeconds
  const clients = spawn(process.execPath, [CLIENTS, plan], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const { up, seconds } = (await firstLine(clients)) as { up: number; seconds: number }
    const cpuEach = ((usageOf([server.pid as number]).cpuSeconds - serverBefore) * 1000) / up
    const clientCpuEach = (usageOf([clients.pid as number]).cpuSeconds * 1000) / up
    await settled()
    const heapEach = ((await heapBytes(http)) - heapBefore) / up / 1000
    const kilobytesEach = (residentBytes(server) - before) / up / 1000
    return { gateways, up, seconds, kilobytesEach, cpuEach, clientCpuEach, heapEach }
  } finally {
    clients.kill()
    server.kill()
    await new Promise((resolve) => server.once('exit', resolve))
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, SETTLE_MS))

/** One key for all: what is measured is the server. */
async function planOf(folder: string, fleet: string, port: number): Promise<StormPlan> {
  const authority = await openAuthority(
    { folder: join(folder, 'authority'), passphrase: undefined, names: [], gatewayDays: 1 },
    Date.now(),
  )
  const { key, csr } = await newCertificateRequest('storm')
  const gateways: StormPlan['gateways'] = []
  for (const line of readFileSync(fleet, 'utf8').trim().split('\n')) {
    const { gateway: id } = JSON.parse(line) as { gateway: string }
    const issued = await authority.issue(csr, id, Date.now())
    if (issued !== undefined) gateways.push({ id, certificate: issued.certificate })
  }
  return { port, key, authority: authority.trusted, gateways }
}

function start(args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn(KOTISILTA, args, { env, stdio: ['ignore', 'pipe', 'ignore'] })
  process.once('exit', () => child.kill())
  return child
}

const firstLine = ({ stdout }: ChildProcess): Promise<unknown> =>
  new Promise((resolve) => {
    let text = ''
    stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('\n')) resolve(JSON.parse(text.slice(0, text.indexOf('\n'))))
    })
  })

const residentBytes = ({ pid }: ChildProcess): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024

async function heapBytes(port: number): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  return Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(text)?.[1])
}
