import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Item, systemClock } from '@kotisilta/contract'
import { blueZRadio, type Gateway, gatewayConfig, startGateway } from '@kotisilta/gateway'
import {
  type OmronMonitor,
  omronMonitor,
  type Peripheral,
  type Peripherals,
  startBus,
  startPeripherals,
} from '@kotisilta/simulators'
import { Aedes } from 'aedes'
import mqtt from 'mqtt'
import pino from 'pino'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { until } from '../harness/until.ts'

const MONITOR = 'ble:c0ffee000010'
const KEY = '00112233445566778899aabbccddeeff'

const bus = await startBus()
if (bus.outcome === 'not-installed') throw new Error(`these tests need a D-Bus: ${bus.install}`)
vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', bus.address)

let folder: string
let broker: Aedes
let server: Server
let arrived: Item[]
let log: string
let peripherals: Peripherals
let monitor: OmronMonitor
const running: Gateway[] = []

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-bonded-'))
  arrived = []
  log = ''
  broker = await Aedes.createBroker()
  broker.on('publish', ({ topic, payload }) => {
    if (topic.endsWith('/items')) arrived.push(...JSON.parse(payload.toString()).items)
  })
  server = createServer((socket) => broker.handle(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const timing = { advertise: 40, connect: 10, resolve: 10, forget: 2_000 }
  peripherals = await startPeripherals({ busAddress: bus.address, timing })
  const [adapter] = peripherals.adapters
  if (adapter === undefined) throw new Error('no adapter')
  monitor = omronMonitor(adapter, { address: 'C0:FF:EE:00:00:10', key: Buffer.from(KEY, 'hex') })
})
afterEach(async () => {
  monitor.close()
  for (const gateway of running.splice(0)) await gateway.close()
  await peripherals.close()
  await new Promise<void>((resolve) => broker.close(resolve))
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true })
})
afterAll(() => bus.close())

const url = (): string => `mqtt://127.0.0.1:${(server.address() as { port: number }).port}`
const body = (): Peripheral => monitor.body as Peripheral

/** What the server tells the home. */
async function configured(unlockKey: string): Promise<void> {
  const devices = [{ device: MONITOR, profile: 'omron-hem-7322t', unlockKey }]
  const client = await mqtt.connectAsync(url())
  const payload = JSON.stringify({ acknowledge: 'puback', devices })
  await client.publishAsync('kotisilta/v1/17/gw-1/config', payload, { qos: 1, retain: true })
  await client.endAsync()
}
async function startInHome(): Promise<void> {
  const write = (line: string) => {
    log += line
  }
  const stream = pino({ level: 'debug' }, { write })
  const config = gatewayConfig({
    KOTISILTA_GATEWAY_ID: 'gw-1',
    KOTISILTA_GATEWAY_TOKEN: 'hush-hush',
    KOTISILTA_GATEWAY_PARTITION: '17',
    KOTISILTA_SERVER: url(),
    KOTISILTA_LOCAL_MQTT_PORT: '0',
    KOTISILTA_DATA_DIR: folder,
  })
  const radio = blueZRadio({
    adapter: 'hci0',
    log: stream,
    timing: { retryFirst: 50, look: 1_000, visit: 10_000 },
  })
  running.push(await startGateway({ config, clock: systemClock, radio, log: stream }))
}
const [year, month, day] = new Date().toISOString().split(/[-T]/).map(Number) as [number, number, number]
const measure = (person: number, systolic: number) =>
  monitor.measure({ person, systolic, diastolic: 78, pulse: 66, at: [year, month, day, 0, 10, 0] })
const pressures = () =>
  arrived.flatMap((item) =>
    item.type === 'reading' && item.kind === 'blood-pressure'
      ? [[item.components?.systolic, item.subject?.userIndex]]
      : [],
  )
const warnings = () => log.split('\n').filter((line) => line.includes('bonded with or unlocked'))

test('a monitor is bonded with once, opened with its key, and each record of its memory comes once, with whose it is', async () => {
  await configured(KEY)
  measure(1, 131)
  measure(2, 142)
  await startInHome()
  await until(() => pressures().length === 2, 'both records have come', 30_000)
  expect(pressures()).toEqual([
    [131, 1],
    [142, 2],
  ])
  await until(() => !body().awake && running[0]?.state().backlog === 0, 'the monitor has been read')
  await running.pop()?.close()
  measure(1, 128)
  await startInHome()
  await until(() => pressures().length === 3, 'the third record has come', 30_000)
  expect(pressures()[2]).toEqual([128, 1])
  await until(() => !body().awake, 'the monitor has been read again')
  expect(pressures()).toHaveLength(3)
  expect(body().bonds).toBe(1)
  expect(warnings()).toEqual([])
  expect(log).not.toContain(KEY)
})

test('a monitor that is not in its pairing mode is left alone until it is, and that is said once', async () => {
  await configured(KEY)
  body().refuseBonds(true)
  measure(1, 131)
  await startInHome()
  await until(() => warnings().length === 1, 'somebody is told', 30_000)
  expect(pressures()).toEqual([])
  body().refuseBonds(false)
  await until(() => pressures().length === 1, 'the record has come', 30_000)
  expect(warnings()).toHaveLength(1)
})

test('a monitor whose key is another gives nothing, which is said, and the key stays a secret', async () => {
  const wrong = KEY.replace('00', 'ff')
  await configured(wrong)
  measure(1, 131)
  await startInHome()
  await until(() => warnings().length === 1, 'somebody is told', 30_000)
  expect(pressures()).toEqual([])
  expect(log).not.toContain(wrong)
})
