import { createCipheriv } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ConfigMessage, type Item, itemsMessageSchema, manualClock, stateMessageSchema } from '@kotisilta/contract'
import { HEM_7322T_MEMORY, OMRON_END, OMRON_MEMORY, type Sighting } from '@kotisilta/device-profiles'
import mqtt from 'mqtt'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { gatewayConfig } from './config.ts'
import { type Gateway, startGateway } from './gateway.ts'
import { type ScriptedRadio, scriptedRadio } from './radio/scripted-radio.ts'
import { TestBroker } from './uplink/broker.fixture.ts'

const NOW = Date.parse('2026-11-21T05:10:05.000Z')
const SCALE = 'c80f10a1b2c3'
const CONFIG: ConfigMessage = {
  acknowledge: 'puback',
  timeZone: 'Europe/Helsinki',
  devices: [
    { device: `ble:${SCALE}`, profile: 'sig-weight-scale' },
    { device: 'ble:c80f10a1b2c4', profile: 'xiaomi-scale' },
    { device: 'mqtt:robot-0042', profile: 'open-dispenser' },
  ],
}

let folder: string
let broker: TestBroker
let clock: ReturnType<typeof manualClock>
let log: string[]
const running: Gateway[] = []
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-gateway-'))
  broker = await new TestBroker().start()
  clock = manualClock(NOW)
  log = []
})
afterEach(async () => {
  for (const gateway of running.splice(0)) await gateway.close()
  await broker.kill()
  rmSync(folder, { recursive: true })
})

async function start(id = 'gw-1', radio: ScriptedRadio = scriptedRadio()) {
  const config = gatewayConfig({
    KOTISILTA_GATEWAY_ID: id,
    KOTISILTA_GATEWAY_TOKEN: 'hush-hush',
    KOTISILTA_GATEWAY_PARTITION: '17',
    KOTISILTA_SERVER: broker.url,
    KOTISILTA_LOCAL_MQTT_PORT: '0',
    KOTISILTA_DATA_DIR: join(folder, id),
  })
  const gateway = await startGateway({
    config,
    clock,
    radio,
    log: pino({ level: 'debug' }, { write: (line) => log.push(line) }),
    timing: { retryFirst: 50, retryMost: 100, stateThrottle: 10 },
  })
  running.push(gateway)
  return { gateway, radio }
}
const configure = (config = CONFIG, id = 'gw-1') => broker.publish(`kotisilta/v1/17/${id}/config`, config, true)
const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 10 })
const arrived = (): Item[] => broker.received.flatMap(({ items }) => items as Item[])
const sighting = (address: string, more: Partial<Sighting> = {}): Sighting => ({
  address,
  services: [],
  serviceData: {},
  manufacturerData: {},
  rssi: -61,
  ...more,
})
/** 72.5 kg, by a scale whose clock shows 07:10:00. */
const WEIGHT = Buffer.from('02a438ea070b15070a00', 'hex')

const SEALING_KEY = '0728974d657a4b60964c1b1677f35f7c'

/** 70 kg, sealed as a scale of that address does it. */
function sealedWeight(address: string, counter: number, key = Buffer.from(SEALING_KEY, 'hex')): Uint8Array {
  const object = Buffer.from('166e0901bc02000000000000', 'hex')
  const product = Buffer.from('d53b', 'hex')
  const [low, high] = [counter & 0xff, [(counter >>> 8) & 0xff, 0, 0]]
  const nonce = Uint8Array.of(...Buffer.from(address, 'hex').toReversed(), ...product, low, ...high)
  const cipher = createCipheriv('aes-128-ccm', key, nonce, { authTagLength: 4 })
  cipher.setAAD(Uint8Array.of(0x11), { plaintextLength: object.length })
  const hidden = cipher.update(object)
  cipher.final()
  return Uint8Array.of(0x48, 0x59, ...product, low, ...hidden, ...high, ...cipher.getAuthTag())
}

/** What a HEM-7322T answers whose only record, 131/78 and 66 of 2026-11-20, is the first person's first: in parts of 16 bytes. */
function omronAnswer(request: Uint8Array): Uint8Array[] {
  const [, type = 0, , high = 0, low = 0, size = 0] = request
  const record = Buffer.from('4e6a1a422e8d2345678901234567', 'hex')
  const data = type === 1 ? Buffer.alloc(size, 0xff) : Buffer.alloc(0)
  if (high * 256 + low === HEM_7322T_MEMORY.first[0]) record.copy(data)
  const packet = [8 + data.length, 0x80 + type, 0, high, low, data.length, ...data, 0]
  const whole = Uint8Array.of(
    ...packet,
    packet.reduce((sum, byte) => sum ^ byte, 0),
  )
  return Array.from({ length: Math.ceil(whole.length / 16) }, (_, place) => whole.slice(place * 16, place * 16 + 16))
}

async function lanDevice(gateway: Gateway, serial: string) {
  const client = await mqtt.connectAsync({ host: '127.0.0.1', port: gateway.localMqttPort, clientId: serial })
  return {
    publish: (leaf: string, content: unknown) =>
      client.publishAsync(
        `kotisilta-device/v1/${serial}/${leaf}`,
        typeof content === 'string' ? content : JSON.stringify(content),
        { qos: 1 },
      ),
    end: () => client.endAsync(true),
  }
}

/** A program on the gateway's own machine that speaks for other devices. */
async function bridgeClient(gateway: Gateway) {
  const client = await mqtt.connectAsync({ host: '127.0.0.1', port: gateway.localMqttPort, clientId: 'mqttjs_1' })
  return {
    publish: (topic: string, text: string, retain = false) => client.publishAsync(topic, text, { qos: 1, retain }),
    end: () => client.endAsync(true),
  }
}

const door = (ieee_address: string, description: string) => ({
  ieee_address,
  friendly_name: description.slice(0, 200),
  description,
  definition: {
    exposes: [{ type: 'binary', name: 'contact', property: 'contact', value_on: false, value_off: true }],
  },
})

describe('a gateway', () => {
  it('takes a weight from a scale that wakes to the server, in contract form, and forgets it then', async () => {
    await configure()
    const { gateway, radio } = await start()
    await until(() => expect(gateway.state().devices).toHaveLength(3))
    radio.play({ sighting: sighting(SCALE, { services: ['181d'] }) })
    radio.play({ frame: { address: SCALE, characteristic: '2a9d', bytes: WEIGHT } })
    await until(() => expect(arrived()).toHaveLength(1))
    const { lane: _, ...message } = broker.received[0] ?? { lane: 'items' }
    expect(itemsMessageSchema.parse(message).items).toMatchObject([
      {
        type: 'reading',
        device: `ble:${SCALE}`,
        kind: 'body-weight',
        value: 72.5,
        at: '2026-11-21T05:10:00.000Z',
        clock: 'device',
        raw: '02a438ea070b15070a00',
      },
    ])
    await until(() => expect(gateway.state().backlog).toBe(0))
  })

  it('tells the server how it is, and how its devices are', async () => {
    await configure()
    const { gateway, radio } = await start()
    await until(() => expect(gateway.state().devices).toHaveLength(3))
    radio.play({ sighting: sighting(SCALE) })
    radio.play({ frame: { address: SCALE, characteristic: '2a19', bytes: Buffer.of(87) } })
    radio.play({ frame: { address: SCALE, characteristic: '2a9d', bytes: Buffer.of(2) } })
    await until(() => expect(broker.states.at(-1)?.counts?.badFrames).toBe(1))
    const state = stateMessageSchema.parse(broker.states.at(-1))
    expect(state).toMatchObject({
      online: true,
      clock: 'synchronised',
      radio: 'listening',
      since: '2026-11-21T05:10:05.000Z',
    })
    expect(state.devices?.[0]).toEqual({
      device: `ble:${SCALE}`,
      profile: 'sig-weight-scale',
      battery: 87,
      lastSeen: '2026-11-21T05:10:05.000Z',
      rssi: -61,
    })
    radio.play({ powered: false })
    await until(() => expect(broker.states.at(-1)?.radio).toBe('adapter-off'))
  })

  it('marks what no living person has had, and what is of a user whom nobody named', async () => {
    const [scale, ...others] = CONFIG.devices
    const members = [
      { member: 'one', userIndex: 1 },
      { member: 'two', userIndex: 2 },
    ]
    await configure({ ...CONFIG, devices: [{ ...scale, members } as ConfigMessage['devices'][number], ...others] })
    const { gateway, radio } = await start()
    await until(() => expect(gateway.state().devices).toHaveLength(3))
    radio.play({ sighting: sighting(SCALE, { services: ['181d'] }) })
    for (const hex of ['04a43801', '04a43803', '04000002']) {
      radio.play({ frame: { address: SCALE, characteristic: '2a9d', bytes: Buffer.from(hex, 'hex') } })
    }
    await until(() => expect(arrived()).toHaveLength(3))
    expect(arrived().map((item) => 'quality' in item && item.quality)).toEqual([
      [],
      ['person-uncertain'],
      ['out-of-range'],
    ])
  })

  it('bad input 20: leaves the neighbour’s devices alone, and its own once they are no longer its own', async () => {
    await configure()
    const { gateway, radio } = await start()
    await until(() => expect(gateway.state().devices).toHaveLength(3))
    const collected = vi.spyOn(radio, 'collect')
    radio.play({ sighting: sighting('0000000000aa') })
    expect(collected).not.toHaveBeenCalled()
    radio.play({ sighting: sighting(SCALE) })
    expect(collected).toHaveBeenCalledOnce()
    await configure({ ...CONFIG, devices: [] })
    expect(await collected.mock.results[0]?.value).toBe('stopped')
    radio.play({ sighting: sighting(SCALE) })
    expect(collected).toHaveBeenCalledOnce()
    expect(gateway.state().devices).toEqual([])
  })

  it('bad input 9: takes an advertised weighing once, however often it is heard', async () => {
    await configure()
    const { gateway, radio } = await start()
    await until(() => expect(gateway.state().devices).toHaveLength(3))
    const weighing = (hex: string) =>
      radio.play({ sighting: sighting('c80f10a1b2c4', { serviceData: { '181d': Buffer.from(hex, 'hex') } }) })
    for (let n = 0; n < 5; n++) weighing('22b036ea070b15070a00')
    for (let n = 0; n < 5; n++) weighing('22b036')
    for (let n = 0; n < 5; n++) weighing('22ba36ea070b15070a04')
    await until(() => expect(arrived()).toHaveLength(2))
    expect(arrived().map((item) => 'value' in item && item.value)).toEqual([70, 70.05])
    expect(gateway.state().counts?.badFrames).toBe(1)
  })

  it('bad input 19: opens sealed advertisements with the device’s key, takes none twice after a restart, and logs a wrong key once', async () => {
    const scale = '8cd0b2f6beef'
    const device = { device: `ble:${scale}`, profile: 'xiaomi-scale-s400', bindKey: SEALING_KEY }
    const heard = (radio: ScriptedRadio, frame: Uint8Array) =>
      radio.play({ sighting: sighting(scale, { serviceData: { fe95: frame } }) })
    await configure({ ...CONFIG, devices: [device] })
    const first = await start()
    await until(() => expect(first.gateway.state().devices).toHaveLength(1))
    for (let n = 0; n < 3; n++) heard(first.radio, sealedWeight(scale, 0x0200))
    await until(() => expect(arrived()).toHaveLength(1))
    expect(arrived()[0]).toMatchObject({ device: `ble:${scale}`, kind: 'body-weight', value: 70 })
    await running.pop()?.close()

    const { gateway, radio } = await start()
    heard(radio, sealedWeight(scale, 0x0100))
    heard(radio, sealedWeight(scale, 0x0201, Buffer.alloc(16)))
    heard(radio, sealedWeight(scale, 0x0202, Buffer.alloc(16)))
    expect(gateway.state().counts?.badFrames).toBe(3)
    const refusals = log.filter((line) => line.includes('not understood')).map((line) => JSON.parse(line))
    expect(refusals.map(({ code }) => code)).toEqual(['counter-replayed', 'bind-key-wrong'])
    // Bad input 19: for whoever reads the log for security.
    expect(refusals.every(({ security }) => security === true)).toBe(true)
    expect(log.join()).not.toContain(SEALING_KEY)
    await configure({ ...CONFIG, devices: [{ ...device, bindKey: 'not a key' }] })
    await until(() => expect(log.filter((line) => line.includes('configuration from the server'))).toHaveLength(2))
    heard(radio, sealedWeight(scale, 0x0203))
    expect(gateway.state().counts?.badFrames).toBe(4)
    expect(arrived()).toHaveLength(1)
  })

  it('reads an Omron monitor’s memory once it is unlocked, each record once', async () => {
    const monitor = 'c80f10a1b2c9'
    const unlockKey = '00112233445566778899aabbccddeeff'
    await configure({ ...CONFIG, devices: [{ device: `ble:${monitor}`, profile: 'omron-hem-7322t', unlockKey }] })
    const { gateway, radio } = await start()
    await until(() => expect(gateway.state().devices).toHaveLength(1))
    const unlocked: string[] = []
    let spoilt = 0
    radio.onWrite(({ address, characteristic, bytes }) => {
      if (characteristic === OMRON_MEMORY.unlock) unlocked.push(Buffer.from(bytes).toString('hex'))
      if (characteristic !== OMRON_MEMORY.requests) return
      const parts = omronAnswer(bytes)
      if (bytes[1] === 1 && spoilt++ === 0) parts[0]?.fill(0x55, 8)
      for (const [place, part] of parts.entries())
        radio.play({ frame: { address, characteristic: OMRON_MEMORY.answers[place] as string, bytes: part } })
    })
    radio.play({ sighting: sighting(monitor) })
    await until(() => expect(arrived()).toHaveLength(2))
    expect(unlocked).toEqual([`01${unlockKey}`])
    expect(gateway.state().counts?.badFrames).toBe(1)
    expect(log.filter((line) => line.includes('checksum-wrong'))).toHaveLength(1)
    expect(arrived()).toMatchObject([
      { kind: 'blood-pressure', components: { systolic: 131, diastolic: 78 }, subject: { userIndex: 1 } },
      { kind: 'heart-rate', value: 66, subject: { userIndex: 1 } },
    ])
    await running.pop()?.close()
    const again = await start()
    let ended = false
    again.radio.onWrite(({ address, characteristic, bytes }) => {
      if (characteristic !== OMRON_MEMORY.requests) return
      ended ||= Buffer.from(OMRON_END).equals(bytes)
      for (const [place, part] of omronAnswer(bytes).entries())
        again.radio.play({ frame: { address, characteristic: OMRON_MEMORY.answers[place] as string, bytes: part } })
    })
    again.radio.play({ sighting: sighting(monitor) })
    await until(() => expect(ended).toBe(true))
    await until(() => expect(again.gateway.state().backlog).toBe(0))
    expect(arrived()).toHaveLength(2)
  })

  it('takes what a robot on the LAN reports, an alarm in the urgent lane, and keeps what it does not understand', async () => {
    await configure()
    const { gateway } = await start()
    await until(() => expect(gateway.state().devices).toHaveLength(3))
    const robot = await lanDevice(gateway, 'robot-0042')
    await robot.publish('event', { kind: 'dose-missed', detail: { slot: '2026-11-21T07:00+02:00' } })
    for (let n = 0; n < 3; n++) await robot.publish('event', '{"kind":"dance"}')
    const band = await lanDevice(gateway, 'Band-7')
    await band.publish('event', { kind: 'sos-pressed', at: '2026-11-21T07:10:01+02:00' })
    await until(() => expect(arrived()).toHaveLength(2))
    expect(broker.received.map(({ lane, items }) => [lane, (items as Item[])[0]?.device]).sort()).toEqual([
      ['items', 'mqtt:robot-0042'],
      ['urgent', 'mqtt:band-7'],
    ])
    expect(gateway.state().counts?.badFrames).toBe(3)
    expect(log.filter((line) => line.includes('not understood'))).toHaveLength(1)
    await robot.end()
    await band.end()
  })

  it('hears Zigbee2MQTT on the local broker, remembers its devices over a restart, and takes no old state for news', async () => {
    const list = [door('0x00158d0001a2b3c4', 'Hall door'), door('0x00158d0001a2b3c5', 'x'.repeat(200_000))]
    await configure({ ...CONFIG, devices: [{ device: 'zigbee:00158d0001a2b3c4', profile: 'bridged-sensor' }] })
    const first = await start()
    await until(() => expect(first.gateway.state().devices).toHaveLength(1))
    const bridge = await bridgeClient(first.gateway)
    await bridge.publish('zigbee2mqtt/bridge/devices', JSON.stringify(list), true)
    await bridge.publish('zigbee2mqtt/bridge/logging', 'no concern of ours')
    for (let n = 0; n < 3; n++) await bridge.publish('zigbee2mqtt/Hall door', '{"contact":false,"linkquality":80}')
    await until(() => expect(arrived()).toHaveLength(1))
    await bridge.end()
    await running.pop()?.close()

    const { gateway } = await start()
    const again = await bridgeClient(gateway)
    await again.publish('zigbee2mqtt/Hall door', '{"contact":false}')
    await again.publish('zigbee2mqtt/Hall door', '{"contact":true}')
    await until(() => expect(arrived()).toHaveLength(2))
    expect(arrived()).toMatchObject([
      { device: 'zigbee:00158d0001a2b3c4', kind: 'door-opened' },
      { device: 'zigbee:00158d0001a2b3c4', kind: 'door-closed' },
    ])
    expect(gateway.state().counts?.badFrames).toBe(0)
    await again.end()
  })

  it('hears Theengs, Home Assistant’s discovery and a button in its role, and not the neighbour’s scale', async () => {
    await configure({
      ...CONFIG,
      devices: [
        { device: 'ble:c80f10a1b2d1', profile: 'bridged-sensor' },
        { device: `ble:${SCALE}`, profile: 'sig-weight-scale' },
        { device: 'mqtt:hall-door', profile: 'bridged-sensor' },
        { device: 'zigbee:00158d0001a2b3c9', profile: 'bridged-sos-button' },
      ],
    })
    const { gateway } = await start()
    await until(() => expect(gateway.state().devices).toHaveLength(4))
    const { publish, end } = await bridgeClient(gateway)
    const weighing = '{"weight":70.5,"unit":"kg","weighing_mode":"person"}'
    await publish('home/TheengsGateway/BTtoMQTT/C80F10A1B2D1', weighing)
    await publish('home/TheengsGateway/BTtoMQTT/C80F10A1B2D2', weighing)
    await publish(`home/TheengsGateway/BTtoMQTT/${SCALE.toUpperCase()}`, weighing)
    await publish('homeassistant/binary_sensor/d/config', '{"stat_t":"hall","dev_cla":"door","uniq_id":"hall-door"}')
    await publish('hall', 'ON')
    const button = {
      ieee_address: '0x00158d0001a2b3c9',
      friendly_name: 'button',
      definition: { exposes: [{ type: 'enum', name: 'action', property: 'action' }] },
    }
    await publish('zigbee2mqtt/bridge/devices', JSON.stringify([button]))
    await publish('zigbee2mqtt/button', '{"action":"single"}')
    await publish('zigbee2mqtt/nobody', '{"action":"single"}')
    await until(() => expect(arrived()).toHaveLength(3))
    expect(
      arrived()
        .map(({ device, kind }) => `${device} ${kind}`)
        .sort(),
    ).toEqual(['ble:c80f10a1b2d1 body-weight', 'mqtt:hall-door door-opened', 'zigbee:00158d0001a2b3c9 sos-pressed'])
    expect(broker.received.find(({ lane }) => lane === 'urgent')?.items).toMatchObject([{ kind: 'sos-pressed' }])
    expect(gateway.state().counts?.badFrames).toBe(1)
    await end()
  })

  it('knows its home and what is waiting after a restart without a network', async () => {
    await configure()
    const first = await start()
    await until(() => expect(first.gateway.state().devices).toHaveLength(3))
    await running.pop()?.close()
    await broker.kill()
    const { gateway, radio } = await start()
    radio.play({ sighting: sighting(SCALE) })
    radio.play({ frame: { address: SCALE, characteristic: '2a9d', bytes: WEIGHT } })
    await until(() => expect(gateway.state().backlog).toBe(1))
    await running.pop()?.close()
    const second = await start()
    expect(second.gateway.state().backlog).toBe(1)
    await broker.start()
    await configure()
    await until(() => expect(second.gateway.state().backlog).toBe(0))
    expect(arrived()).toHaveLength(1)
  })

  it('begins anew with a damaged file, and says so from then on', async () => {
    expect((await start()).gateway.state().counts?.setAside).toBe(0)
    await running.pop()?.close()
    writeFileSync(join(folder, 'gw-1', 'gateway.sqlite'), 'not a database, whatever it says')
    const { gateway } = await start()
    expect(gateway.state().counts?.setAside).toBe(1)
    await running.pop()?.close()
    expect((await start()).gateway.state().counts?.setAside).toBe(1)
  })

  it('lives beside others in one process', async () => {
    await configure(CONFIG, 'gw-1')
    await configure(CONFIG, 'gw-2')
    const both = await Promise.all([start('gw-1'), start('gw-2')])
    for (const { gateway, radio } of both) {
      await until(() => expect(gateway.state().devices).toHaveLength(3))
      radio.play({ sighting: sighting(SCALE) })
      radio.play({ frame: { address: SCALE, characteristic: '2a9d', bytes: WEIGHT } })
    }
    await until(() => expect(arrived()).toHaveLength(2))
    expect(new Set(broker.received.map(({ epoch }) => epoch)).size).toBe(2)
  })

  it('leaves its port and its file free when it cannot have the port', async () => {
    const { gateway } = await start()
    const environment = {
      KOTISILTA_GATEWAY_ID: 'gw-2',
      KOTISILTA_GATEWAY_TOKEN: 'x',
      KOTISILTA_GATEWAY_PARTITION: '17',
      KOTISILTA_SERVER: broker.url,
      KOTISILTA_DATA_DIR: join(folder, 'gw-2'),
    }
    const config = gatewayConfig({ ...environment, KOTISILTA_LOCAL_MQTT_PORT: String(gateway.localMqttPort) })
    const silent = pino({ level: 'silent' })
    const attempt = startGateway({ config, clock, radio: undefined, log: silent })
    await expect(attempt).rejects.toThrow(expect.objectContaining({ code: 'port-in-use' }))
    await start('gw-2')
  })

  it('never writes its token into its log or its file', async () => {
    await configure()
    const { gateway } = await start()
    await until(() => expect(gateway.state().devices).toHaveLength(3))
    await running.pop()?.close()
    expect(log.length).toBeGreaterThan(2)
    expect(log.join()).not.toContain('hush-hush')
    expect(readFileSync(join(folder, 'gw-1', 'gateway.sqlite')).includes('hush-hush')).toBe(false)
  })
})
