import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { itemsMessageSchema, parseTopic } from '@kotisilta/contract'
import { Aedes, type AuthenticateError } from 'aedes'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FleetGateway } from './fleet.ts'
import { runLoad } from './run-load.ts'

const fleet: FleetGateway[] = ['gw-1', 'gw-2', 'gw-3'].map((gateway, index) => ({
  gateway,
  partition: `0${index}`,
  token: `token-${gateway}`,
  patients: [{ id: `patient-${gateway}`, devices: [{ device: `ble:c0${index}`, profile: 'sig-heart-rate' }] }],
}))

let aedes: Aedes
let server: Server
let sockets: Socket[]
let url: string
let messages: { client: string; topic: string; payload: string; qos: number }[]
/** Called for each message before it is acknowledged. */
let hold: () => Promise<void>

beforeEach(async () => {
  messages = []
  hold = async () => undefined
  aedes = await Aedes.createBroker()
  aedes.authenticate = (client, username, password, done) => {
    const known = username === client.id && password?.toString() === `token-${client.id}`
    if (known) done(null, true)
    else done(Object.assign(new Error('no'), { returnCode: 5 }) as AuthenticateError, false)
  }
  aedes.authorizePublish = (client, { topic, payload, qos }, done) => {
    messages.push({ client: client?.id ?? '', topic, payload: payload.toString(), qos })
    hold().then(() => done(null))
  }
  sockets = []
  server = createServer((socket) => {
    sockets.push(socket)
    aedes.handle(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(async () => {
  const closed = new Promise((resolve) => server.close(resolve))
  await new Promise<void>((resolve) => aedes.close(resolve))
  await closed
})

const lane = (leaf: string) => messages.filter(({ topic }) => parseTopic(topic)?.leaf === leaf)
const load = { fleet, scenario: 'stable', rate: 200, seed: 42 } as const

test('each gateway sends its own items under its own name, counted from one', async () => {
  const summary = await runLoad({ ...load, server: url, seconds: 1 })
  expect(summary).toMatchObject({
    scenario: 'stable',
    gateways: 3,
    patients: 3,
    sent: 200,
    acknowledged: 200,
    alarms: 0,
  })
  expect(lane('items')).toHaveLength(200)
  for (const { gateway, partition } of fleet) {
    const own = lane('items').filter(({ client }) => client === gateway)
    expect(own.length).toBeGreaterThan(30)
    expect(new Set(own.map(({ topic, qos }) => `${topic} ${qos}`))).toEqual(
      new Set([`kotisilta/v1/${partition}/${gateway}/items 1`]),
    )
    const parsed = own.map(({ payload }) => itemsMessageSchema.parse(JSON.parse(payload)))
    expect(parsed.map(({ seq }) => seq)).toEqual(parsed.map((_, index) => index + 1))
    expect(new Set(parsed.map(({ epoch }) => epoch)).size).toBe(1)
  }
})

test('an SOS goes in the urgent lane', async () => {
  const summary = await runLoad({ ...load, scenario: 'sos', server: url, seconds: 0.5 })
  expect(summary.alarms).toBe(1)
  expect(lane('urgent')).toHaveLength(1)
  expect(JSON.parse(lane('urgent')[0]?.payload ?? '')).toMatchObject({ seq: 1, items: [{ kind: 'sos-pressed' }] })
})

test('a gateway says that it is there, and at the end that it has gone', async () => {
  await runLoad({ ...load, server: url, seconds: 0.2 })
  for (const { gateway } of fleet) {
    const told = lane('state').filter(({ client }) => client === gateway)
    expect(told.map(({ payload }) => (JSON.parse(payload) as { online: boolean }).online)).toEqual([true, false])
  }
})

test('a slow server is sent no more than it can take at once', async () => {
  let held = 0
  let most = 0
  hold = async () => {
    held += 1
    most = Math.max(most, held)
    await new Promise((resolve) => setTimeout(resolve, 100))
    held -= 1
  }
  const summary = await runLoad({ ...load, rate: 5_000, server: url, seconds: 1 })
  expect(most).toBeLessThanOrEqual(3 * 20)
  expect(summary.sent).toBeLessThan(1_000)
  expect(summary.acknowledged).toBe(summary.sent)
})

test('what a break interrupted is sent again and acknowledged', async () => {
  setTimeout(() => {
    for (const socket of sockets) socket.destroy()
  }, 500)
  const summary = await runLoad({ ...load, server: url, seconds: 2.5 })
  expect(summary.sent).toBe(500)
  expect(summary.acknowledged).toBe(500)
  const ids = new Set(lane('items').map(({ payload }) => itemsMessageSchema.parse(JSON.parse(payload)).items[0]?.id))
  expect(ids.size).toBe(500)
}, 20_000)

test('it ends when it is told to, with everything acknowledged', async () => {
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 300)
  const summary = await runLoad({ ...load, server: url, stop: stop.signal })
  expect(summary.seconds).toBeLessThan(1)
  expect(summary.sent).toBeGreaterThan(20)
  expect(summary.acknowledged).toBe(summary.sent)
})

test('a wrong token is told as that, and so is a server that is not there', async () => {
  const [first] = fleet
  if (first === undefined) throw new Error('no fleet')
  const stranger = [{ ...first, token: 'wrong' }]
  await expect(runLoad({ ...load, fleet: stranger, server: url, seconds: 1 })).rejects.toMatchObject({
    code: 'gateway-refused',
  })
  await expect(runLoad({ ...load, server: 'mqtt://127.0.0.1:1', seconds: 1 })).rejects.toMatchObject({
    code: 'server-unreachable',
  })
})
