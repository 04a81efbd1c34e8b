import { type AddressInfo, createServer, type Server } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { decodeMqtt } from '@kotisilta/device-profiles'
import { Aedes } from 'aedes'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type LanDevice, lanDevice } from './lan-device.ts'
import { medicationRobot } from './medication-robot.ts'
import { wristband } from './wristband.ts'

const at = Date.parse('2026-11-21T06:00:00Z')
const now = () => at

let port: number
let broker: Broker | undefined
let messages: { topic: string; payload: string }[]
const devices: { close(): Promise<void> }[] = []

interface Broker {
  aedes: Aedes
  server: Server
}

beforeEach(async () => {
  messages = []
  await startBroker(0)
})

afterEach(async () => {
  for (const device of devices.splice(0)) await device.close()
  await stopBroker()
})

async function startBroker(on: number): Promise<void> {
  const aedes = await Aedes.createBroker()
  aedes.authorizePublish = (_client, { topic, payload }, done) => {
    messages.push({ topic, payload: payload.toString() })
    done(null)
  }
  const server = createServer(aedes.handle)
  await new Promise<void>((resolve) => server.listen(on, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  broker = { aedes, server }
}

async function stopBroker(): Promise<void> {
  const running = broker
  broker = undefined
  if (running === undefined) return
  const closed = new Promise<void>((resolve) => running.server.close(() => resolve()))
  await new Promise<void>((resolve) => running.aedes.close(resolve))
  await closed
}

const opened = <Device extends { close(): Promise<void> }>(device: Device): Device => {
  devices.push(device)
  return device
}

const told = (leaf: string) => messages.filter(({ topic }) => topic.endsWith(`/${leaf}`))
/** What the gateway makes of it. */
const items = (leaf: string) =>
  told(leaf).flatMap(({ topic, payload }) => {
    const decoded = decodeMqtt(topic, payload)
    if ('error' in decoded) throw new Error(decoded.error.message)
    return decoded.items
  })
const kinds = (leaf = 'event') => told(leaf).map(({ payload }) => (JSON.parse(payload) as { kind: string }).kind)

test('a robot’s doses arrive in order and mean what they say', async () => {
  const robot = opened(medicationRobot({ serial: 'robot-0001', port, now }))
  const dose = { slot: at, medicine: 'ATC C03CA01' }
  robot.tell('dose-due', dose, at)
  robot.tell('dose-offered', dose, at + 1_000)
  robot.tell('dose-taken', dose, at + 120_000)
  robot.fault('jam', at + 130_000)
  await robot.device.settled()
  expect(kinds()).toEqual(['dose-due', 'dose-offered', 'dose-taken', 'dispenser-fault'])
  expect(items('event')[2]).toEqual({
    type: 'event',
    kind: 'dose-taken',
    at: '2026-11-21T06:02:00.000Z',
    detail: { slot: '2026-11-21T08:00+02:00', medicine: 'ATC C03CA01' },
  })
})

test('a wristband’s readings and events mean what they say', async () => {
  const band = opened(wristband({ serial: 'band-0001', port, now }))
  band.breathing(22, at)
  band.steps(112, at)
  band.tell('sos-pressed', at)
  await band.device.settled()
  expect(items('reading')).toMatchObject([
    { kind: 'respiratory-rate', value: 22, unit: '/min' },
    { kind: 'steps', value: 112, unit: '1', over: 'PT15M' },
  ])
  expect(items('event')).toMatchObject([{ kind: 'sos-pressed', at: '2026-11-21T06:00:00.000Z' }])
})

test('a device says on every connection that it is there', async () => {
  opened(lanDevice({ serial: 'band-0002', port, now, battery: 87 }))
  await vi.waitFor(() => expect(told('state')).toHaveLength(1))
  expect(items('state')).toMatchObject([
    { kind: 'device-online', at: '2026-11-21T06:00:00.000Z' },
    { kind: 'battery-level', value: 87 },
  ])
})

test('what is reported while the broker is away is kept and sent in order, an alarm first', async () => {
  const device: LanDevice = opened(lanDevice({ serial: 'band-0003', port, now }))
  await vi.waitFor(() => expect(told('state')).toHaveLength(1))
  await stopBroker()
  // Until the device has noticed.
  await delay(200)
  messages = []
  for (const value of [1, 2, 3]) device.report('reading', { kind: 'steps', value, unit: '1', over: 'PT15M', at })
  device.report('event', { kind: 'sos-pressed', at })
  expect(device.backlog).toBe(4)
  await startBroker(port)
  await device.settled()
  expect(device.backlog).toBe(0)
  const order = messages
    .filter(({ topic }) => !topic.endsWith('/state'))
    .map(({ payload }) => (JSON.parse(payload) as { kind: string; value?: number }).value ?? 'sos')
  expect(order).toEqual(['sos', 1, 2, 3])
}, 15_000)

test('nothing that the broker has not acknowledged is crossed off', async () => {
  const device = opened(lanDevice({ serial: 'band-0004', port, now }))
  await vi.waitFor(() => expect(told('state')).toHaveLength(1))
  // The broker takes the message and dies before it answers.
  const asked = new Promise<void>((resolve) => {
    if (broker !== undefined) broker.aedes.authorizePublish = () => resolve()
  })
  device.report('event', { kind: 'sos-pressed', at })
  await asked
  expect(device.backlog).toBe(1)
  await stopBroker()
  await startBroker(port)
  await device.settled()
  expect(kinds()).toEqual(['sos-pressed'])
}, 15_000)
