import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type Item, systemClock } from '@kotisilta/contract'
import { blueZRadio, gatewayConfig, startGateway } from '@kotisilta/gateway'
import { type Adapter, meter, startBus, startPeripherals, weightScale } from '@kotisilta/simulators'
import { Aedes } from 'aedes'
import mqtt from 'mqtt'
import pino from 'pino'
import { expect, test, vi } from 'vitest'
import { seeded } from '../harness/seeded.ts'
import { until } from '../harness/until.ts'

const STRANGERS = 1_200
const SCALE = 'C0:FF:EE:00:00:01'
/** Another of the home's own, which has gone mad. */
const LOUD = 'C0:FF:EE:00:00:02'
const WEIGHINGS = 4_000
setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void
const heap = (): number => {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

/** Each is called as the home's scale is, offers what it offers, and says more than an advertisement may hold. */
function strangersOn(adapter: Adapter, from: number, random: () => number) {
  const bytes = (length: number) => Uint8Array.from({ length }, () => Math.floor(random() * 256))
  return Array.from({ length: STRANGERS }, (_, index) =>
    adapter.addDevice({
      address: `FE:ED:00:${[from, index >> 8, index & 255].map((part) => part.toString(16).padStart(2, '0')).join(':')}`,
      name: ['Koti Scale', 'MI_SCALE', '\u202egel', ''][index % 4] ?? '',
      services: [{ uuid: '181d', characteristics: [{ uuid: '2a9d', flags: ['indicate'] }] }],
      serviceData: { '181d': bytes(10), '181b': bytes(13) },
      manufacturerData: { 343: bytes(1_650), 65535: bytes(1_650) },
    }),
  )
}

test('hostile advertisements by the thousand change nothing for the home’s own scale, and cost a bounded memory', async () => {
  const bus = await startBus()
  if (bus.outcome === 'not-installed') throw new Error(`this test needs a D-Bus: ${bus.install}`)
  vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', bus.address)
  const folder = mkdtempSync(join(tmpdir(), 'kotisilta-hostile-'))
  const arrived: Item[] = []
  const broker = await Aedes.createBroker()
  broker.on('publish', ({ topic, payload }) => {
    if (topic.endsWith('/items')) arrived.push(...JSON.parse(payload.toString()).items)
  })
  const server = createServer((socket) => broker.handle(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `mqtt://127.0.0.1:${(server.address() as { port: number }).port}`
  const config = {
    acknowledge: 'puback',
    devices: [
      { device: 'ble:c0ffee000001', profile: 'sig-weight-scale' },
      { device: 'ble:c0ffee000002', profile: 'xiaomi-scale' },
    ],
  }
  const client = await mqtt.connectAsync(url)
  await client.publishAsync('kotisilta/v1/17/gw-1/config', JSON.stringify(config), { qos: 1, retain: true })
  await client.endAsync()

  const timing = { advertise: 3_600_000, connect: 10, resolve: 10, forget: 500 }
  const peripherals = await startPeripherals({ busAddress: bus.address, timing })
  const adapter = peripherals.adapters[0] as Adapter
  const scale = meter(adapter, weightScale, { address: SCALE, window: 60_000 })
  const log = pino({ level: 'silent' })
  const gateway = await startGateway({
    config: gatewayConfig({
      KOTISILTA_GATEWAY_ID: 'gw-1',
      KOTISILTA_GATEWAY_TOKEN: 'hush-hush',
      KOTISILTA_GATEWAY_PARTITION: '17',
      KOTISILTA_SERVER: url,
      KOTISILTA_LOCAL_MQTT_PORT: '0',
      KOTISILTA_DATA_DIR: folder,
    }),
    clock: systemClock,
    radio: blueZRadio({ adapter: 'hci0', log, timing: { retryFirst: 50, look: 1_000 } }),
    log,
  })
  const weighed = () =>
    arrived.flatMap((item) =>
      item.device === 'ble:c0ffee000001' && item.kind === 'body-weight' && 'value' in item ? [item.value] : [],
    )
  const weigh = async (kilograms: number): Promise<number> => {
    const from = performance.now()
    scale.measure({ kilograms, userIndex: 1 }, Date.now())
    const come = (): boolean => {
      scale.body.advertise({})
      return weighed().includes(kilograms)
    }
    await until(come, 'the weight has come', 20_000)
    return performance.now() - from
  }
  await until(() => gateway.state().devices?.length === 2 && gateway.state().radio === 'listening', 'it is configured')
  await weigh(71)

  const random = seeded(20)
  const waves = Array.from({ length: 4 }, (_, wave) => strangersOn(adapter, wave, random))
  const memory: number[] = []
  let advertisements = 0
  const begun = performance.now()
  for (const [wave, strangers] of waves.entries()) {
    for (const [index, each] of strangers.entries()) {
      each.wake()
      each.advertise({ rssi: -20 })
      advertisements += 2
      if (index % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    const took = await weigh(72 + wave)
    expect(took).toBeLessThan(20_000)
    for (const each of strangers) each.vanish()
    await until(() => gateway.state().backlog === 0, 'all has been sent')
    memory.push(heap())
  }
  const perSecond = advertisements / ((performance.now() - begun) / 1_000)
  const grown = (memory.at(-1) ?? 0) - (memory[0] ?? 0)
  console.info(
    `${advertisements} advertisements, ${perSecond.toFixed(0)}/s; heap after wave 1 to 4: ${(grown / 1024).toFixed(0)} KiB`,
  )

  expect(weighed()).toEqual([71, 72, 73, 74, 75])
  expect(arrived.every(({ device }) => device === 'ble:c0ffee000001')).toBe(true)
  expect(gateway.state().devices?.map(({ device }) => device)).toEqual(['ble:c0ffee000001', 'ble:c0ffee000002'])
  expect(gateway.state().counts).toMatchObject({ badFrames: 0, dropped: 0 })
  expect(grown).toBeLessThan(4 * 1024 * 1024)

  // One of the home's own that says something new all the time is held back, and the other is heard all the same.
  const loud = adapter.addDevice({ address: LOUD, name: 'MI_SCALE', services: [] })
  loud.wake()
  for (let number = 0; number < WEIGHINGS; number++) {
    // 50 kg and more, in steps of 5 g, stable and of a second each.
    const frame = Buffer.from('220000ea070b1a0a0000', 'hex')
    frame.writeUInt16LE(10_000 + number, 1)
    frame.writeUInt8(number % 60, 9)
    loud.advertise({ serviceData: { '181d': frame } })
    if (number % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  expect(await weigh(76)).toBeLessThan(20_000)
  await until(() => (gateway.state().counts?.heldBack ?? 0) > 0, 'what was too much is counted')
  const ofLoud = arrived.filter(({ device }) => device === 'ble:c0ffee000002').length
  console.info(`${WEIGHINGS} weighings of a mad scale: ${ofLoud} taken, ${gateway.state().counts?.heldBack} held back`)
  expect(ofLoud).toBeGreaterThan(0)
  expect(ofLoud).toBeLessThan(WEIGHINGS / 2)

  scale.close()
  await gateway.close()
  await peripherals.close()
  await new Promise<void>((resolve) => broker.close(resolve))
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true })
  await bus.close()
}, 90_000)
