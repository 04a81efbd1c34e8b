import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { decodeCharacteristic } from '@kotisilta/device-profiles'
import {
  type Adapter,
  fullUuid,
  meter,
  type Peripheral,
  type Peripherals,
  startBus,
  startPeripherals,
  weightScale,
} from '@kotisilta/simulators'
import { createBluetooth, type Device, type GattCharacteristic } from 'node-ble'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'

const ADDRESS = 'C0:FF:EE:00:00:01'
const WEIGHT_SCALE = fullUuid('181d')
const WEIGHT_MEASUREMENT = fullUuid('2a9d')
const BATTERY = fullUuid('180f')
const BATTERY_LEVEL = fullUuid('2a19')

const started = await startBus()
if (started.outcome === 'not-installed') throw new Error(`these tests need a D-Bus: ${started.install}`)
const bus = started

let peripherals: Peripherals
let first: Adapter
let scale: Peripheral
let clients: (() => void)[] = []

beforeAll(() => {
  vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', bus.address)
})

beforeEach(async () => {
  peripherals = await startPeripherals({
    busAddress: bus.address,
    adapters: 2,
    timing: { advertise: 50, connectTimeout: 400, forget: 600 },
  })
  first = peripherals.adapters[0] as Adapter
  scale = first.addDevice({
    address: ADDRESS,
    name: 'Scale',
    rssi: -57,
    manufacturerData: { 343: Uint8Array.of(1, 2, 3) },
    serviceData: { '181d': Uint8Array.of(2, 0xa8, 0x39) },
    services: [
      { uuid: '181d', characteristics: [{ uuid: '2a9d', flags: ['indicate'] }] },
      { uuid: '180f', characteristics: [{ uuid: '2a19', flags: ['read', 'write'], value: Uint8Array.of(88) }] },
    ],
  })
})

afterEach(async () => {
  for (const destroy of clients) destroy()
  clients = []
  await peripherals.close()
})

afterAll(() => bus.close())

/** node-ble as it comes from npm, on a bus connection of its own. */
function client() {
  const { bluetooth, destroy } = createBluetooth()
  clients.push(destroy)
  return bluetooth
}

async function discovering(name = 'hci0') {
  const adapter = await client().getAdapter(name)
  await adapter.startDiscovery()
  return adapter
}

async function found(): Promise<Device> {
  const adapter = await discovering()
  scale.wake()
  return adapter.waitDevice(ADDRESS, 2_000, 20)
}

async function subscribed(device: Device): Promise<GattCharacteristic> {
  await device.connect()
  const service = await (await device.gatt()).getPrimaryService(WEIGHT_SCALE)
  const characteristic = await service.getCharacteristic(WEIGHT_MEASUREMENT)
  await characteristic.startNotifications()
  return characteristic
}

/** Until BlueZ says so over D-Bus, which takes a few milliseconds. */
const eventually = vi.waitFor

describe('a virtual BlueZ under an unchanged node-ble', () => {
  test('shows its adapters', async () => {
    const bluetooth = client()
    expect(await bluetooth.adapters()).toEqual(['hci0', 'hci1'])
    const adapter = await bluetooth.defaultAdapter()
    expect(await adapter.isPowered()).toBe(true)
    expect(await adapter.toString()).toBe('kotisilta-0 [02:4B:53:00:00:00]')
  })

  test('shows a device once somebody discovers and it is awake', async () => {
    const adapter = await discovering()
    await delay(120)
    expect(await adapter.devices()).toEqual([])
    scale.wake()
    const device = await adapter.waitDevice(ADDRESS, 2_000, 20)
    expect(await device.toString()).toBe(`Scale [${ADDRESS}]`)
    expect(await device.getRSSI()).toBe(-57)
  })

  test('hides a device that is awake from whoever does not discover', async () => {
    scale.wake()
    const adapter = await client().getAdapter('hci0')
    await delay(150)
    expect(await adapter.devices()).toEqual([])
  })

  test('shows what a device advertises, with the companies’ numbers as keys', async () => {
    const device = await found()
    expect(await device.getManufacturerData()).toEqual({ 343: Buffer.from([1, 2, 3]) })
    expect(await device.getServiceData()).toEqual({ [WEIGHT_SCALE]: Buffer.from([2, 0xa8, 0x39]) })
    scale.advertise({ serviceData: { '181d': Uint8Array.of(2, 0xb0, 0x39) } })
    await eventually(async () => {
      expect(await device.getServiceData()).toEqual({ [WEIGHT_SCALE]: Buffer.from([2, 0xb0, 0x39]) })
    })
  })

  test('keeps a device to its own adapter', async () => {
    await found()
    const other = await discovering('hci1')
    await delay(120)
    expect(await other.devices()).toEqual([])
  })

  test('lets values be read and written', async () => {
    const written: string[] = []
    scale.onWrite((characteristic, bytes) => written.push(`${characteristic} ${Buffer.from(bytes).toString('hex')}`))
    const device = await found()
    await device.connect()
    const gatt = await device.gatt()
    expect(await gatt.services()).toEqual([WEIGHT_SCALE, BATTERY])
    const battery = await (await gatt.getPrimaryService(BATTERY)).getCharacteristic(BATTERY_LEVEL)
    expect(await battery.readValue()).toEqual(Buffer.from([88]))
    await battery.writeValueWithResponse(Buffer.from([42]))
    expect(written).toEqual(['2a19 2a'])
    expect(await battery.readValue()).toEqual(Buffer.from([42]))
  })

  test('refuses what the flags of a characteristic do not allow', async () => {
    const device = await found()
    const weight = await subscribed(device)
    await expect(weight.readValue()).rejects.toMatchObject({ type: 'org.bluez.Error.NotPermitted' })
    await expect(weight.startNotifications()).rejects.toMatchObject({ type: 'org.bluez.Error.InProgress' })
  })

  test('delivers each indication once to whoever has subscribed, the same value twice as two', async () => {
    expect(scale.indicate('2a9d', Uint8Array.of(1))).toBe(false)
    const subscriptions: string[] = []
    scale.onSubscribe((characteristic) => subscriptions.push(characteristic))
    const weight = await subscribed(await found())
    expect(subscriptions).toEqual(['2a9d'])
    const heard: string[] = []
    weight.on('valuechanged', (bytes) => heard.push(bytes.toString('hex')))
    for (const value of [1, 2, 2]) expect(scale.indicate('2a9d', Uint8Array.of(value))).toBe(true)
    await eventually(() => expect(heard).toEqual(['01', '02', '02']))
    await weight.stopNotifications()
    expect(scale.indicate('2a9d', Uint8Array.of(3))).toBe(false)
  })

  test('says that the link is lost when the device falls asleep', async () => {
    const device = await found()
    await subscribed(device)
    const lost = once(device, 'disconnect')
    scale.sleep()
    await lost
    expect(await device.isConnected()).toBe(false)
    expect(scale.indicate('2a9d', Uint8Array.of(1))).toBe(false)
  })

  test('takes a device that has lost its link back', async () => {
    const device = await found()
    await subscribed(device)
    const lost = once(device, 'disconnect')
    scale.dropLink()
    await lost
    const again = await (await client().getAdapter('hci0')).getDevice(ADDRESS)
    const weight = await subscribed(again)
    const heard = once(weight, 'valuechanged')
    scale.indicate('2a9d', Uint8Array.of(9))
    expect(await heard).toEqual([Buffer.from([9])])
  })

  test('waits in a connect for a device that wakes up late', async () => {
    const device = await found()
    scale.sleep()
    const connected = device.connect()
    await delay(100)
    scale.wake()
    await connected
    expect(await device.isConnected()).toBe(true)
  })

  test('fails to connect to a device that sleeps', async () => {
    const device = await found()
    scale.sleep()
    await expect(device.connect()).rejects.toMatchObject({
      type: 'org.bluez.Error.Failed',
      text: 'le-connection-abort-by-local',
    })
  })

  test('fails as many connects as it was told to', async () => {
    const device = await found()
    scale.failNextConnects(2)
    await expect(device.connect()).rejects.toMatchObject({ type: 'org.bluez.Error.Failed' })
    await expect(device.connect()).rejects.toMatchObject({ type: 'org.bluez.Error.Failed' })
    await device.connect()
    expect(await device.isConnected()).toBe(true)
  })

  test('answers a second connect during the first with InProgress', async () => {
    const device = await found()
    scale.sleep()
    const outcomes = await Promise.allSettled([device.connect(), device.connect()])
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.type)).toEqual([
      'org.bluez.Error.Failed',
      'org.bluez.Error.InProgress',
    ])
  })

  test('pairs without a code', async () => {
    const device = await found()
    expect(await device.isPaired()).toBe(false)
    await device.pair()
    expect(await device.isPaired()).toBe(true)
  })

  test('forgets a device that has not been heard for a while, unless it is connected', async () => {
    const device = await found()
    const adapter = await client().getAdapter('hci0')
    await device.connect()
    await delay(800)
    expect(await adapter.devices()).toEqual([ADDRESS])
    scale.sleep()
    await eventually(async () => expect(await adapter.devices()).toEqual([]), { timeout: 2_000 })
  })

  test('drops a device that vanishes at once', async () => {
    const device = await found()
    await device.connect()
    const lost = once(device, 'disconnect')
    scale.vanish()
    await lost
    expect(await (await client().getAdapter('hci0')).devices()).toEqual([])
  })

  test('ends connections and discovery when the adapter goes off, and refuses until it is on', async () => {
    const device = await found()
    await device.connect()
    const lost = once(device, 'disconnect')
    const bluetooth = client()
    first.setPowered(false)
    await lost
    const adapter = await bluetooth.getAdapter('hci0')
    expect(await adapter.isDiscovering()).toBe(false)
    await expect(adapter.startDiscovery()).rejects.toMatchObject({ type: 'org.bluez.Error.NotReady' })
    await expect(device.connect()).rejects.toMatchObject({ type: 'org.bluez.Error.NotReady' })
    first.setPowered(true)
    await adapter.startDiscovery()
    expect(await adapter.isDiscovering()).toBe(true)
  })

  test('ends the discovery of a program that has left the bus', async () => {
    await discovering()
    const adapter = await client().getAdapter('hci0')
    expect(await adapter.isDiscovering()).toBe(true)
    clients.shift()?.()
    await eventually(async () => expect(await adapter.isDiscovering()).toBe(false))
  })

  test('refuses discovery with InProgress as often as a hung controller is asked to', async () => {
    const adapter = await client().getAdapter('hci0')
    first.failNextDiscoveries(1)
    await expect(adapter.startDiscovery()).rejects.toMatchObject({ type: 'org.bluez.Error.InProgress' })
    await adapter.startDiscovery()
    expect(await adapter.isDiscovering()).toBe(true)
  })

  test('is gone while it is stopped, and comes back knowing nothing', async () => {
    await (await found()).connect()
    await peripherals.stop()
    await expect(client().defaultAdapter()).rejects.toThrow()
    expect(scale.indicate('2a9d', Uint8Array.of(1))).toBe(false)
    await peripherals.restart()
    const adapter = await client().getAdapter('hci0')
    expect(await adapter.devices()).toEqual([])
    await adapter.startDiscovery()
    const device = await adapter.waitDevice(ADDRESS, 2_000, 20)
    await device.connect()
    expect(await device.isConnected()).toBe(true)
  })

  test('stands fifty connections in turn without losing an indication', async () => {
    const device = await found()
    for (let round = 0; round < 50; round += 1) {
      const adapter = await client().getAdapter('hci0')
      const weight = await subscribed(await adapter.getDevice(ADDRESS))
      const heard = once(weight, 'valuechanged')
      scale.indicate('2a9d', Uint8Array.of(round))
      expect(await heard).toEqual([Buffer.from([round])])
      await (await adapter.getDevice(ADDRESS)).disconnect()
      clients.pop()?.()
    }
    expect(await device.isConnected()).toBe(false)
  })
})

describe('a scale on which somebody steps', () => {
  const stepsOn = Date.parse('2026-11-21T05:10:00Z')
  const put = () => meter(first, weightScale, { address: 'C0:FF:EE:00:00:02', window: 1_500 })

  /** What a gateway does with every scale: connect when it is heard, subscribe, listen until it goes. */
  async function fetchWeighings(): Promise<unknown[]> {
    const adapter = await client().getAdapter('hci0')
    const device = await adapter.waitDevice('C0:FF:EE:00:00:02', 5_000, 20)
    const values: Buffer[] = []
    const gone = once(device, 'disconnect')
    await device.connect()
    const service = await (await device.gatt()).getPrimaryService(WEIGHT_SCALE)
    const characteristic = await service.getCharacteristic(WEIGHT_MEASUREMENT)
    characteristic.on('valuechanged', (bytes) => values.push(bytes))
    await characteristic.startNotifications()
    await gone
    return values.map((bytes) => {
      const decoded = decodeCharacteristic('2a9d', bytes)
      if ('error' in decoded) throw new Error(decoded.error.message)
      return decoded.items[0]
    })
  }

  test('gives its measurement to whoever comes in time, and sleeps', async () => {
    await discovering()
    put().measure({ kilograms: 72.4, userIndex: 1 }, stepsOn)
    expect(await fetchWeighings()).toMatchObject([
      { kind: 'body-weight', value: 72.4, subject: { userIndex: 1 }, deviceTime: { day: 21, hour: 7, minute: 10 } },
    ])
  })

  test('keeps what nobody fetched until somebody steps on again', async () => {
    const scaleOfTwoDays = put()
    scaleOfTwoDays.measure({ kilograms: 72.4, userIndex: 1 }, stepsOn)
    await delay(1_800)
    await discovering()
    scaleOfTwoDays.measure({ kilograms: 72.8, userIndex: 1 }, stepsOn + 86_400_000)
    expect(await fetchWeighings()).toMatchObject([{ value: 72.4 }, { value: 72.8 }])
  })
})

describe('a private bus', () => {
  test('ends with the process that started it, even when that is killed', async () => {
    const script = `import { startBus } from '@kotisilta/simulators'
      console.log((await startBus()).address)
      setInterval(() => {}, 1000)`
    const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = (await once(createInterface(owner.stdout), 'line')) as [string]
    const reachable = () =>
      new Promise<boolean>((resolve) => {
        const socket = connect(line.replace('unix:path=', ''))
        socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
        socket.once('connect', () => socket.destroy())
      })
    expect(await reachable()).toBe(true)
    owner.kill('SIGKILL')
    await eventually(async () => expect(await reachable()).toBe(false), { timeout: 5_000 })
    await eventually(() => expect(existsSync(dirname(line.replace('unix:path=', '')))).toBe(false))
  })
})
