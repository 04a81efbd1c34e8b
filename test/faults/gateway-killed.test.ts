import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Item, itemsMessageSchema, type Lane, newUlid, parseTopic } from '@kotisilta/contract'
import { Aedes } from 'aedes'
import mqtt, { type MqttClient } from 'mqtt'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { count } from '../harness/counts.ts'
import { type Running, start } from '../harness/process.ts'
import { seeded } from '../harness/seeded.ts'
import { until } from '../harness/until.ts'

const KILLS = count(10, 200)
const GATEWAY = 'gw-1'
const PARTITION = '17'

interface Arrived {
  lane: Lane
  epoch: string
  seq: number
  items: Item[]
  /** On the test's own clock. */
  when: number
}

/** The server's end: a plain MQTT broker that keeps all it is sent, and can be away. */
class Broker {
  readonly arrived: Arrived[] = []
  /** How long the acknowledgement of a message of items takes, in ms. */
  itemsTake = 0
  port = 0
  #server: Server | undefined
  #aedes: Aedes | undefined
  readonly #sockets = new Set<Socket>()

  async start(): Promise<void> {
    const aedes = await Aedes.createBroker({
      authorizePublish: (client, { topic, payload }, done) => {
        const lane = parseTopic(topic)?.leaf
        if (client !== null && (lane === 'items' || lane === 'urgent')) {
          const { epoch, seq, items } = itemsMessageSchema.parse(JSON.parse(payload.toString()))
          this.arrived.push({ lane, epoch, seq, items, when: performance.now() })
        }
        if (lane === 'items' && this.itemsTake > 0) setTimeout(done, this.itemsTake)
        else done()
      },
    })
    const server = createServer((socket) => {
      this.#sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => this.#sockets.delete(socket))
      aedes.handle(socket)
    })
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve))
    this.port = (server.address() as { port: number }).port
    this.#server = server
    this.#aedes = aedes
    const config = { acknowledge: 'puback', devices: [], timeZone: 'Europe/Helsinki' }
    const topic = `kotisilta/v1/${PARTITION}/${GATEWAY}/config`
    const payload = Buffer.from(JSON.stringify(config))
    await new Promise<void>((resolve) =>
      aedes.publish({ cmd: 'publish', topic, payload, qos: 1, retain: true, dup: false }, () => resolve()),
    )
  }

  get away(): boolean {
    return this.#server === undefined
  }

  async stop(): Promise<void> {
    const server = this.#server
    const aedes = this.#aedes
    this.#server = undefined
    this.#aedes = undefined
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())))
    await new Promise<void>((resolve) => (aedes === undefined ? resolve() : aedes.close(resolve)))
  }

  items(lane: Lane): Item[] {
    return this.arrived.filter((each) => each.lane === lane).flatMap(({ items }) => items)
  }
}

let dataDir: string
let broker: Broker
let gateway: Running<{ localMqtt: number }> | undefined
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'kotisilta-gateway-'))
  broker = new Broker()
  await broker.start()
})
afterEach(async () => {
  await gateway?.kill()
  await broker.stop()
  rmSync(dataDir, { recursive: true })
})

const startGateway = async (): Promise<Running<{ localMqtt: number }>> => {
  gateway = await start(['gateway', '--json'], {
    KOTISILTA_GATEWAY_ID: GATEWAY,
    KOTISILTA_GATEWAY_TOKEN: 'a token',
    KOTISILTA_GATEWAY_PARTITION: PARTITION,
    KOTISILTA_SERVER: `mqtt://127.0.0.1:${broker.port}`,
    KOTISILTA_DATA_DIR: dataDir,
    KOTISILTA_RADIO: 'none',
    KOTISILTA_LOCAL_MQTT_PORT: '0',
  })
  return gateway
}

/** A device on the LAN; it does not come back by itself. */
async function lanDevice(serial: string, port: number): Promise<MqttClient> {
  const client = await mqtt.connectAsync({ host: '127.0.0.1', port, clientId: serial, reconnectPeriod: 0 })
  client.on('error', () => {})
  return client
}

const event = (kind: string, marker: string): string => JSON.stringify({ kind, detail: { marker } })
const markerOf = (item: Item): string => String(item.type === 'event' ? item.detail?.marker : '')

/** Publishes until the connection ends, a few messages in flight. Markers go in `sent` first, and in `acknowledged` at the PUBACK. */
async function publishUntilCut(
  client: MqttClient,
  serial: string,
  next: () => { kind: string; marker: string },
  sent: Set<string>,
  acknowledged: Set<string>,
): Promise<void> {
  const cut = new Promise<void>((resolve) => client.once('close', () => resolve()))
  const one = async (): Promise<void> => {
    while (client.connected) {
      const { kind, marker } = next()
      sent.add(marker)
      const published = client.publishAsync(`kotisilta-device/v1/${serial}/event`, event(kind, marker), { qos: 1 })
      const stored = published.then(
        () => acknowledged.add(marker),
        () => {},
      )
      await Promise.race([stored, cut])
    }
  }
  await Promise.all([one(), one(), one(), cut])
}

test(`fault 1: kill -9 of the gateway, ${KILLS} times under traffic, the broker away at times: nothing acknowledged is lost, nothing invented`, async () => {
  const random = seeded(7)
  const sent = new Set<string>()
  const acknowledged = new Set<string>()
  let made = 0
  for (let kill = 0; kill < KILLS; kill++) {
    if (broker.away) await broker.start()
    const { ready, kill: killGateway } = await startGateway()
    const serials = ['robot-1', 'band-1']
    const clients = await Promise.all(serials.map((serial) => lanDevice(serial, ready.localMqtt)))
    const publishing = clients.map((client, index) =>
      publishUntilCut(
        client,
        serials[index] as string,
        () => {
          made += 1
          return { kind: made % 9 === 0 ? 'sos-pressed' : 'door-opened', marker: `${kill}/${made}` }
        },
        sent,
        acknowledged,
      ),
    )
    await new Promise((resolve) => setTimeout(resolve, 50 + random() * 250))
    if (random() < 0.4) await broker.stop()
    await new Promise((resolve) => setTimeout(resolve, random() * 150))
    await killGateway()
    await Promise.all(publishing)
    for (const client of clients) client.end(true)
  }
  expect(acknowledged.size).toBeGreaterThan(20 * KILLS)

  if (broker.away) await broker.start()
  await startGateway()
  const arrived = () => new Set([...broker.items('items'), ...broker.items('urgent')].map(markerOf))
  const missing = (): string[] => {
    const there = arrived()
    return [...acknowledged].filter((marker) => !there.has(marker))
  }
  await until(() => missing().length === 0, 'all of it has arrived', 60_000)

  expect([...arrived()].filter((marker) => !sent.has(marker))).toEqual([])
  expect(broker.items('urgent').length).toBeGreaterThan(0)
  expect(new Set(broker.items('urgent').map(({ kind }) => kind))).toEqual(new Set(['sos-pressed']))
  for (const lane of ['items', 'urgent'] as const) expectOneMeaningPerNumber(lane)
})

/** A number always stands for the same items, an item has one number, and numbers follow the items' age. */
function expectOneMeaningPerNumber(lane: Lane): void {
  const messages = new Map<number, string>()
  const numberOf = new Map<string, number>()
  const epochs = new Set<string>()
  for (const { epoch, seq, items } of broker.arrived.filter((each) => each.lane === lane)) {
    epochs.add(epoch)
    const ids = items.map(({ id }) => id)
    expect(messages.get(seq) ?? ids.join()).toBe(ids.join())
    messages.set(seq, ids.join())
    for (const id of ids) {
      expect(numberOf.get(id) ?? seq).toBe(seq)
      numberOf.set(id, seq)
    }
  }
  expect(epochs.size).toBe(1)
  const numbers = [...messages.keys()].sort((a, b) => a - b)
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => index + 1))
  const ages = numbers.flatMap((seq) => messages.get(seq)?.split(',') ?? [])
  expect(ages).toEqual([...ages].sort())
}

test('an SOS arrives at once while a backlog of thousands drains', async () => {
  await broker.stop()
  const { ready } = await startGateway()
  const robot = await lanDevice('robot-1', ready.localMqtt)
  const BACKLOG = 6_000
  const filler = 'x'.repeat(1_500)
  let next = 0
  const fill = async (): Promise<void> => {
    while (next < BACKLOG) {
      const message = event('door-opened', `${next++} ${filler}`)
      await robot.publishAsync('kotisilta-device/v1/robot-1/event', message, { qos: 1 })
    }
  }
  await Promise.all(Array.from({ length: 50 }, fill))

  const marker = newUlid(Date.now())
  broker.itemsTake = 200
  await broker.start()
  await until(() => broker.arrived.length > 0, 'the backlog has begun to drain', 30_000)
  const pressed = performance.now()
  await robot.publishAsync('kotisilta-device/v1/robot-1/event', event('sos-pressed', marker), { qos: 1 })
  const alarm = () =>
    broker.arrived.find(({ lane, items }) => lane === 'urgent' && items.some((item) => markerOf(item) === marker))
  await until(() => alarm() !== undefined, 'the SOS has arrived', 5_000)
  expect((alarm()?.when ?? Number.POSITIVE_INFINITY) - pressed).toBeLessThan(2_000)

  await until(() => new Set(broker.items('items').map(({ id }) => id)).size === BACKLOG, 'all has arrived', 60_000)
  const last = Math.max(...broker.arrived.filter(({ lane }) => lane === 'items').map(({ when }) => when))
  expect(alarm()?.when).toBeLessThan(last)
  robot.end(true)
})
