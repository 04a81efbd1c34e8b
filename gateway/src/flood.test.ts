import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ConfigMessage, type Item, systemClock } from '@kotisilta/contract'
import mqtt, { MqttClient } from 'mqtt'
import pino from 'pino'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { gatewayConfig } from './config.ts'
import { type Gateway, startGateway } from './gateway.ts'
import { type ScriptedRadio, scriptedRadio } from './radio/scripted-radio.ts'
import { TestBroker } from './uplink/broker.fixture.ts'

const SCALE = 'c80f10a1b2c4'
const LOUD = 'c80f10a1b2c5'
const CONFIG: ConfigMessage = {
  acknowledge: 'puback',
  timeZone: 'Europe/Helsinki',
  devices: [SCALE, LOUD].map((address) => ({ device: `ble:${address}`, profile: 'xiaomi-scale' })),
}
/** What may be taken of the flood while somebody else's word is on its way: were it queued behind, it would be all. */
const BETWEEN = 100
const BURST = 400

let folder: string
let broker: TestBroker
let radio: ScriptedRadio
let gateway: Gateway
let lines: string[]
const clients: MqttClient[] = []
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-flood-'))
  broker = await new TestBroker().start()
  await broker.publish('kotisilta/v1/17/gw-1/config', CONFIG, true)
  radio = scriptedRadio()
  lines = []
  gateway = await startGateway({
    config: gatewayConfig({
      KOTISILTA_GATEWAY_ID: 'gw-1',
      KOTISILTA_GATEWAY_TOKEN: 'hush-hush',
      KOTISILTA_GATEWAY_PARTITION: '17',
      KOTISILTA_SERVER: broker.url,
      KOTISILTA_LOCAL_MQTT_PORT: '0',
      KOTISILTA_DATA_DIR: folder,
    }),
    clock: systemClock,
    radio,
    log: pino({ level: 'warn' }, { write: (line) => lines.push(line) }),
    timing: { stateThrottle: 20 },
    allowance: { burst: BURST, perSecond: 20 },
  })
  await until(() => expect(gateway.state().devices).toHaveLength(2))
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.end(true)
  await gateway.close()
  await broker.kill()
  rmSync(folder, { recursive: true })
})

const until = (check: () => void) => vi.waitFor(check, { timeout: 30_000, interval: 5 })
const arrived = (device: string): Item[] =>
  broker.received.flatMap(({ items }) => items as Item[]).filter((item) => item.device === device)
const heldBack = (): number => gateway.state().counts?.heldBack ?? 0

async function lanDevice(serial: string): Promise<MqttClient> {
  const client = await mqtt.connectAsync({ host: '127.0.0.1', port: gateway.localMqttPort, clientId: serial })
  client.on('error', () => {})
  clients.push(client)
  return client
}

const tell = (client: MqttClient, leaf: string, content: object): Promise<unknown> =>
  client.publishAsync(`kotisilta-device/v1/${client.options.clientId}/${leaf}`, JSON.stringify(content), { qos: 1 })

/** What another scale of that kind advertises; the byte decides the weight. */
const weighing = (hundreds: number): Uint8Array =>
  Uint8Array.of(0x22, (hundreds * 2) & 0xff, (hundreds * 2) >> 8, 0xea, 0x07, 11, 21, 7, 10, hundreds % 60)

function advertise(address: string, hundreds: number): void {
  const serviceData = { '181d': weighing(hundreds) }
  radio.play({ sighting: { address, services: [], serviceData, manufacturerData: {}, rssi: -60 } })
}

it('a device on the network that floods changes nothing for the others, is slowed down, and that is said', async () => {
  const [loud, button] = [await lanDevice('loud-1'), await lanDevice('button-1')]
  let done = 0
  let over = false
  const pour = async (): Promise<void> => {
    while (!over) {
      done += 1
      await tell(loud, 'reading', { kind: 'heart-rate', value: 60 + (done % 40), unit: '/min' })
    }
  }
  for (let lane = 0; lane < 20; lane++) pour().catch(() => {})
  await until(() => expect(done).toBeGreaterThan(BURST / 10))

  const before = done
  void tell(button, 'event', { kind: 'sos-pressed' })
  await until(() => expect(arrived('mqtt:button-1').map(({ kind }) => kind)).toEqual(['sos-pressed']))
  expect(done - before).toBeLessThan(BETWEEN)

  const weighed = done
  advertise(SCALE, 7_200)
  await until(() => expect(arrived(`ble:${SCALE}`)).toMatchObject([{ kind: 'body-weight', value: 72 }]))
  expect(done - weighed).toBeLessThan(BETWEEN)

  await until(() => expect(heldBack()).toBeGreaterThan(0))
  await until(() => expect(broker.states.at(-1)).toMatchObject({ counts: { heldBack: expect.any(Number) } }))
  over = true
  expect(lines.filter((line) => line.includes('says too much'))).toHaveLength(1)
}, 90_000)

it('a Bluetooth device that floods changes nothing for the others, and what it says too much is left out and counted', async () => {
  const FLOOD = 5_000
  const button = await lanDevice('button-1')
  for (let said = 0; said < FLOOD; said++) {
    advertise(LOUD, 6_000 + said)
    if (said === FLOOD / 2) {
      void tell(button, 'event', { kind: 'sos-pressed' })
      advertise(SCALE, 7_200)
    }
    if (said % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  await until(() => expect(arrived('mqtt:button-1')).toHaveLength(1))
  await until(() => expect(arrived(`ble:${SCALE}`)).toMatchObject([{ kind: 'body-weight', value: 72 }]))
  await until(() => expect(gateway.state().backlog).toBe(0))
  const taken = arrived(`ble:${LOUD}`).length
  expect(taken).toBeGreaterThanOrEqual(1_000)
  expect(taken).toBeLessThan(1_500)
  expect(heldBack()).toBe(FLOOD - taken)
  expect(lines.filter((line) => line.includes('says too much'))).toHaveLength(1)
}, 90_000)

it('an address that opens connections without end leaves room for the devices at others', async () => {
  let refused = 0
  const greedy = Array.from({ length: 60 }, () => connect(gateway.localMqttPort, '127.0.0.1'))
  for (const socket of greedy) {
    socket.on('error', () => {})
    socket.once('close', () => refused++)
  }
  await until(() => expect(refused).toBe(28))
  const elsewhere = { host: '127.0.0.1', port: gateway.localMqttPort, localAddress: '127.0.0.2' }
  const button = new MqttClient(() => connect(elsewhere), { clientId: 'button-1', reconnectPeriod: 0 })
  clients.push(button)
  await tell(button, 'event', { kind: 'sos-pressed' })
  await until(() => expect(arrived('mqtt:button-1')).toHaveLength(1))
  for (const socket of greedy) socket.destroy()
}, 60_000)
