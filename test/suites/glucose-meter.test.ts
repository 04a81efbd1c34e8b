import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Item, systemClock } from '@kotisilta/contract'
import { parseCurrentTime, valueToWrite } from '@kotisilta/device-profiles'
import { blueZRadio, type Gateway, gatewayConfig, startGateway } from '@kotisilta/gateway'
import {
  type GlucoseMeter,
  glucoseMeter,
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

const METER = 'ble:c0ffee000009'
const FIRST = Date.parse('2026-11-20T06:00:00.000Z')
const MINUTE = 60_000

const bus = await startBus()
if (bus.outcome === 'not-installed') throw new Error(`these tests need a D-Bus: ${bus.install}`)
vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', bus.address)

let folder: string
let broker: Aedes
let server: Server
let arrived: Item[]
let peripherals: Peripherals
let meter: GlucoseMeter
let written: [characteristic: string, bytes: number[]][]
const running: Gateway[] = []

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-glucose-'))
  arrived = []
  written = []
  broker = await Aedes.createBroker()
  broker.on('publish', ({ topic, payload }) => {
    if (topic.endsWith('/items')) arrived.push(...JSON.parse(payload.toString()).items)
  })
  server = createServer((socket) => broker.handle(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const config = { acknowledge: 'puback', devices: [{ device: METER, profile: 'sig-glucose' }] }
  const client = await mqtt.connectAsync(url())
  await client.publishAsync('kotisilta/v1/17/gw-1/config', JSON.stringify(config), { qos: 1, retain: true })
  await client.endAsync()

  const timing = { advertise: 40, connect: 10, resolve: 10, forget: 2_000 }
  peripherals = await startPeripherals({ busAddress: bus.address, timing })
  const [adapter] = peripherals.adapters
  if (adapter === undefined) throw new Error('no adapter')
  meter = glucoseMeter(adapter, { address: 'C0:FF:EE:00:00:09' })
  meter.body.onWrite((characteristic, bytes) => written.push([characteristic, [...bytes]]))
})
afterEach(async () => {
  meter.close()
  for (const gateway of running.splice(0)) await gateway.close()
  await peripherals.close()
  await new Promise<void>((resolve) => broker.close(resolve))
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true })
})
afterAll(() => bus.close())

const url = (): string => `mqtt://127.0.0.1:${(server.address() as { port: number }).port}`

async function startInHome(): Promise<void> {
  const log = pino({ level: 'silent' })
  const config = gatewayConfig({
    KOTISILTA_GATEWAY_ID: 'gw-1',
    KOTISILTA_GATEWAY_TOKEN: 'hush-hush',
    KOTISILTA_GATEWAY_PARTITION: '17',
    KOTISILTA_SERVER: url(),
    KOTISILTA_LOCAL_MQTT_PORT: '0',
    KOTISILTA_DATA_DIR: folder,
  })
  const radio = blueZRadio({ adapter: 'hci0', log, timing: { retryFirst: 50, look: 1_000, visit: 2_000 } })
  running.push(await startGateway({ config, clock: systemClock, radio, log }))
}
function measure(values: readonly number[], from: number): void {
  for (const [index, value] of values.entries()) meter.measure(value, from + index * MINUTE)
}
const glucose = () =>
  arrived.flatMap((item) => (item.type === 'reading' && item.kind === 'blood-glucose' ? [item] : []))
const values = () => glucose().map(({ value }) => value)
const asked = () => written.filter(([characteristic]) => characteristic === '2a52').map(([, bytes]) => bytes)

test('what a meter has stored is fetched with its own times, each record once, also over a restart of the gateway', async () => {
  measure([5.6, 7.1, 4.2], FIRST)
  await startInHome()
  await until(() => values().length === 3, 'all records have come')
  expect(values()).toEqual([5.6, 7.1, 4.2])
  expect(glucose()[0]).toMatchObject({ device: METER, unit: 'mmol/L', deviceAt: '2026-11-20T06:00:00.000Z' })
  expect(asked()).toEqual([
    [4, 1],
    [1, 1],
  ])

  await until(() => !(meter.body as Peripheral).awake, 'the meter has said that this was all, and sleeps')
  await until(() => running[0]?.state().backlog === 0, 'all is acknowledged')
  await running.pop()?.close()
  written.length = 0
  measure([6.3, 8.8], FIRST + 60 * MINUTE)
  await startInHome()
  await until(() => values().length === 5, 'what was missed has come')
  expect(values()).toEqual([5.6, 7.1, 4.2, 6.3, 8.8])
  expect(asked()).toEqual([
    [4, 3, 1, 3, 0],
    [1, 3, 1, 3, 0],
  ])
})

test('fault 19: a transfer that breaks off leaves no half values, and is made good on the next connection', async () => {
  meter.breakAfter(4)
  measure([5.1, 5.2, 5.3, 5.4, 5.5, 5.6, 5.7], FIRST)
  await startInHome()
  await until(() => values().includes(5.7), 'all records have come')
  expect(values()).toEqual([5.1, 5.2, 5.3, 5.4, 5.5, 5.6, 5.7])
  expect(asked().filter(([op]) => op === 1)).toHaveLength(2)
  expect(running[0]?.state().counts?.badFrames).toBe(0)
})

test('the meter’s clock is set to the home’s time on each connection, before its records are asked for', async () => {
  measure([5.6], FIRST)
  const before = Date.now()
  await startInHome()
  await until(() => values().length === 1, 'the record has come')
  const [first, ...others] = written
  expect(first?.[0]).toBe('2a2b')
  expect(others.map(([characteristic]) => characteristic)).toEqual(['2a52', '2a52'])
  const set = parseCurrentTime(Uint8Array.from(first?.[1] ?? []))
  if ('error' in set) throw new Error(set.error.message)
  const { year = 0, month = 0, day = 0, hour, minute, second } = set.value.time
  const inHelsinki = new Date(before).toLocaleString('sv-SE', { timeZone: 'Europe/Helsinki' })
  const shown = Date.UTC(year, month - 1, day, hour, minute, second)
  expect(Math.abs(shown - Date.parse(`${inHelsinki.replace(' ', 'T')}Z`))).toBeLessThan(10_000)
})

test('records of a meter whose clock is seven years behind keep their order and their age, and say when the meter thinks it was', async () => {
  const BEHIND = 7 * 365 * 24 * 60 * MINUTE
  const now = Date.now()
  const shows = valueToWrite('current-time', { now: now - BEHIND, timeZone: 'Europe/Helsinki' }) ?? new Uint8Array()
  meter.body.put('2a2b', shows)
  measure([5.6, 7.1, 4.2], now - BEHIND - 180 * MINUTE)
  await startInHome()
  await until(() => values().length === 3, 'all records have come')
  expect(values()).toEqual([5.6, 7.1, 4.2])
  for (const [index, { at, clock, deviceAt = '' }] of glucose().entries()) {
    expect(clock).toBe('estimated')
    // The connection was made some seconds after that.
    expect(Math.abs(Date.parse(at) - (now - (180 - index) * MINUTE))).toBeLessThan(30_000)
    expect(deviceAt.slice(0, 4)).toBe('2019')
  }
})
