import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestGateway } from '../harness/gateway.ts'
import { type FleetGateway, Region } from '../harness/region.ts'

const SEED = 20_261_126
const RUNS = 150

let region: Region
let neighbour: TestGateway
beforeAll(async () => {
  region = await Region.open(2)
  neighbour = await TestGateway.connect(region.mqttUrl, region.fleet[1] as FleetGateway)
})
afterAll(async () => {
  await neighbour.close()
  await region.close()
})

/** Writes bytes and gives the server a moment to choke on them. */
const throwAt = (port: number, chunks: readonly Uint8Array[]): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      for (const chunk of chunks) socket.write(chunk)
      socket.end()
    })
    socket.on('error', () => {})
    socket.on('data', () => {})
    socket.setTimeout(100, () => socket.destroy())
    socket.on('close', () => resolve())
  })

/** The same process still serves another home that was connected all the while, and nothing was logged as our mistake. */
async function unharmed(): Promise<void> {
  await neighbour.send([{ kind: 'heart-rate', value: 70, unit: '/min' }])
  expect(region.server.child.exitCode).toBeNull()
  expect((await fetch(`${region.url}/readyz`)).status).toBe(200)
  expect(region.server.log()).not.toMatch(/"level":(50|60)/)
}

const bytes = (max: number) => fc.uint8Array({ minLength: 1, maxLength: max })

test('the MQTT entrance: random bytes, and real packets with bytes changed, cut and doubled', async () => {
  const { gateway, token, partition } = region.fleet[0] as FleetGateway
  const field = (text: string) => Buffer.concat([Buffer.of(0, text.length), Buffer.from(text)])
  const packet = (first: number, body: Buffer) => Buffer.concat([Buffer.of(first, body.length), body])
  const hello = packet(
    0x10,
    Buffer.concat([field('MQTT'), Buffer.of(4, 0xc2, 0, 60), field(gateway), field(gateway), field(token)]),
  )
  const topic = `kotisilta/v1/${partition}/${gateway}/items`
  const good = [
    hello,
    packet(0x32, Buffer.concat([field(topic), Buffer.of(0, 1), Buffer.from('{"items":[]}')])),
    packet(0x82, Buffer.concat([Buffer.of(0, 2), field(topic), Buffer.of(1)])),
    packet(0xa2, Buffer.concat([Buffer.of(0, 3), field(topic)])),
    Buffer.of(0x40, 2, 0, 1),
    Buffer.of(0x62, 2, 0, 1),
    Buffer.of(0xc0, 0),
    Buffer.of(0xe0, 0),
  ]
  const mutated = fc
    .tuple(
      fc.array(fc.constantFrom(...good), { maxLength: 6 }),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
      fc.option(fc.nat()),
    )
    .map(([packets, changes, cut]) => {
      const whole = Buffer.concat([hello, ...packets])
      // The greeting itself stays as it is in half of them, so that what follows is looked at.
      for (const [at, byte] of changes) {
        const from = at % 2 === 0 ? hello.length : 0
        if (whole.length > from) whole[from + (at % (whole.length - from))] = byte
      }
      return [cut === null ? whole : whole.subarray(0, 1 + (cut % whole.length))]
    })
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.array(bytes(200), { minLength: 1, maxLength: 3 }), mutated), (chunks) =>
      throwAt(region.server.ready.mqtt, chunks),
    ),
    { seed: SEED, numRuns: 1_000 },
  )
  await unharmed()
}, 120_000)

test('the TLS entrance: random bytes, and a greeting that is cut or changed', async () => {
  const greeting = fc.tuple(bytes(300), fc.nat(255)).map(([body, length]) => [Buffer.of(0x16, 3, 1, 1, length), body])
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.array(bytes(200), { minLength: 1, maxLength: 2 }), greeting), (chunks) =>
      throwAt(region.server.ready.mqtts, chunks),
    ),
    { seed: SEED, numRuns: 60 },
  )
  await unharmed()
}, 120_000)

test('the HTTP entrance: random requests to real and invented paths are answered below 500, or the line is cut', async () => {
  const paths = [
    '/api/v1/session',
    '/api/v1/patients',
    '/api/v1/items',
    '/api/v1/gateways/enrolment',
    '/api/v1/alerts',
    '/socket.io/?EIO=4&transport=polling',
    '/',
  ]
  const asked = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH'),
    path: fc
      .tuple(fc.constantFrom(...paths), fc.webPath(), fc.webQueryParameters())
      .map(([path, more, query]) => `${path}${more}?${query}`),
    type: fc.constantFrom('application/json', 'text/plain', 'application/x-www-form-urlencoded', 'x/y'),
    body: fc.oneof(fc.json(), fc.string()),
    authorization: fc.option(
      fc.string({ maxLength: 60 }).map((text) => `Bearer ${text.replaceAll(/[^\x21-\x7e]/g, '')}`),
    ),
  })
  await fc.assert(
    fc.asyncProperty(asked, async ({ method, path, type, body, authorization }) => {
      const answer = await fetch(`${region.url}${path}`, {
        method,
        headers: { 'content-type': type, ...(authorization !== null && { authorization }) },
        ...(method !== 'GET' && { body }),
      })
      await answer.text()
      expect(answer.status, `${method} ${path} ${body}`).toBeLessThan(500)
    }),
    { seed: SEED, numRuns: RUNS },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(bytes(300), { minLength: 1, maxLength: 3 }), (chunks) =>
      throwAt(region.server.ready.http, chunks),
    ),
    { seed: SEED, numRuns: 60 },
  )
  await unharmed()
}, 120_000)

test('the live feed’s entrance: random frames over polling and after an upgrade', async () => {
  const open = async () => {
    const answer = await fetch(`${region.url}/socket.io/?EIO=4&transport=polling`)
    return (JSON.parse((await answer.text()).slice(1)) as { sid: string }).sid
  }
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string(),
        fc.json().map((text) => `42/on-call,${text}`),
        fc.constant(`40/on-call,{"token":{"$gt":""}}`),
      ),
      async (body) => {
        const sid = await open()
        const answer = await fetch(`${region.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`, {
          method: 'POST',
          body,
        })
        expect(answer.status).toBeLessThan(500)
        await answer.text()
      },
    ),
    { seed: SEED, numRuns: 60 },
  )
  const upgrade = Buffer.from(
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  )
  await fc.assert(
    fc.asyncProperty(bytes(200), (frame) => throwAt(region.server.ready.http, [upgrade, frame])),
    { seed: SEED, numRuns: 60 },
  )
  await unharmed()
}, 120_000)
