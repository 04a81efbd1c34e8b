import { setTimeout as delay } from 'node:timers/promises'
import {
  blueZRadio,
  type ConformanceAir,
  type Radio,
  type RadioFrame,
  type RadioState,
  radioConformance,
} from '@kotisilta/gateway'
import { type Adapter, type Peripheral, type Peripherals, startBus, startPeripherals } from '@kotisilta/simulators'
import { createBluetooth } from 'node-ble'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { until } from '../harness/until.ts'

const SCALE = 'c0ffee000001'
const WEIGHT = [{ service: '181d', characteristic: '2a9d' }]
const TIMING = { retryFirst: 50, retryMost: 200, look: 1_000, visit: 2_000 }

const started = await startBus()
if (started.outcome === 'not-installed') throw new Error(`these tests need a D-Bus: ${started.install}`)
let bus = started

let peripherals: Peripherals
let adapter: Adapter
const radios: Radio[] = []
beforeAll(() => {
  vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', bus.address)
})
beforeEach(async () => {
  const timing = { advertise: 40, connect: 10, connectTimeout: 300, resolve: 10, forget: 2_000 }
  peripherals = await startPeripherals({ busAddress: bus.address, adapters: 2, timing })
  adapter = peripherals.adapters[0] as Adapter
})
afterEach(async () => {
  for (const radio of radios.splice(0)) await radio.close()
  await peripherals.close()
})
afterAll(() => bus.close())

function startRadio(name = 'hci0', timing = {}): Radio {
  const radio = blueZRadio({ adapter: name, log: pino({ level: 'silent' }), timing: { ...TIMING, ...timing } })
  radios.push(radio)
  return radio
}
const listening = (radio: Radio) => until(() => radio.state() === 'listening', 'the radio listens')

function addDevice(address: string, name: string): Peripheral {
  return adapter.addDevice({
    address: (address.toUpperCase().match(/../g) ?? []).join(':'),
    name,
    services: [
      {
        uuid: '181d',
        characteristics: [
          { uuid: '2a9d', flags: ['indicate'] },
          { uuid: '2a9e', flags: ['notify'] },
        ],
      },
      { uuid: '180f', characteristics: [{ uuid: '2a19', flags: ['notify'] }] },
      { uuid: '1805', characteristics: [{ uuid: '2a2b', flags: ['read', 'write'] }] },
    ],
  })
}

/** Sends a value, or keeps it until somebody has subscribed. */
function sender(device: Peripheral): (characteristic: string, bytes: Uint8Array) => void {
  const waiting: [string, Uint8Array][] = []
  device.onSubscribe((subscribed) => {
    for (const [characteristic, bytes] of waiting.splice(0)) {
      if (characteristic !== subscribed || !device.indicate(characteristic, bytes))
        waiting.push([characteristic, bytes])
    }
  })
  return (characteristic, bytes) => {
    if (!device.indicate(characteristic, bytes)) waiting.push([characteristic, bytes])
  }
}

async function blueZAir(): Promise<ConformanceAir> {
  const radio = startRadio()
  await listening(radio)
  return {
    radio,
    setPowered: (on) => adapter.setPowered(on),
    addDevice(address, name) {
      const device = addDevice(address, name)
      return {
        wake: () => device.wake(),
        advertise: (bytes) => device.advertise({ serviceData: { '181d': bytes } }),
        send: sender(device),
        put: (characteristic, bytes) => device.put(characteristic, bytes),
        onWrite: (listener) => device.onWrite(listener),
        vanish: () => device.vanish(),
      }
    },
  }
}

describe('a radio on BlueZ, like every radio,', () => {
  expect(radioConformance.length).toBeGreaterThan(10)
  test.each(radioConformance.map(({ says, run }) => [says, run] as const))('%s', async (_, run) => {
    await run(await blueZAir())
  })
})

describe('a radio on BlueZ', () => {
  /** Collects from the scale; what comes is noted. */
  function collecting(radio: Radio, subscriptions = WEIGHT) {
    const frames: RadioFrame[] = []
    const outcome = radio.collect(SCALE, subscriptions, (frame) => frames.push(frame), new AbortController().signal)
    return { frames, outcome }
  }
  async function heard(radio: Radio, device: Peripheral): Promise<void> {
    let sighted = false
    const unwatch = radio.watch({
      state: () => {},
      sighting: ({ address }) => {
        sighted ||= address === SCALE
      },
    })
    device.wake()
    await until(() => sighted, 'the device is heard')
    unwatch()
  }
  const isState = (radio: Radio, state: RadioState) => until(() => radio.state() === state, `the radio is ${state}`)

  test('waits for a bus that is not there yet', async () => {
    vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', 'unix:path=/nonexistent/kotisilta')
    const radio = startRadio()
    await isState(radio, 'no-bus')
    expect(await collecting(radio).outcome).toBe('radio-down')
    vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', bus.address)
    await listening(radio)
  })

  test('finds out that the bus is gone, ends what was going on, and comes back with it', async () => {
    const radio = startRadio()
    await listening(radio)
    const scale = addDevice(SCALE, 'Scale')
    await heard(radio, scale)
    const { outcome, frames } = collecting(radio)
    sender(scale)('2a9d', Uint8Array.of(1))
    await until(() => frames.length > 0, 'a value has come')
    await bus.close()
    expect(await outcome).toBe('ended')
    await isState(radio, 'no-bus')
    await peripherals.close()

    const next = await startBus()
    if (next.outcome !== 'started') throw new Error('no second bus')
    bus = next
    vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', bus.address)
    await isState(radio, 'no-bluetooth')
    peripherals = await startPeripherals({ busAddress: bus.address })
    await listening(radio)
  })

  test('says that Bluetooth or its adapter is not there, and starts when it comes', async () => {
    const other = startRadio('hci7')
    await isState(other, 'no-adapter')
    const radio = startRadio()
    await listening(radio)
    const scale = addDevice(SCALE, 'Scale')
    await heard(radio, scale)
    const { outcome, frames } = collecting(radio)
    sender(scale)('2a9d', Uint8Array.of(1))
    await until(() => frames.length > 0, 'a value has come')
    await peripherals.stop()
    expect(await outcome).toBe('ended')
    await isState(radio, 'no-bluetooth')
    await isState(other, 'no-bluetooth')
    await peripherals.restart()
    await listening(radio)
    await heard(radio, scale)
    const again = collecting(radio)
    sender(scale)('2a9d', Uint8Array.of(2))
    await until(() => again.frames.length > 0, 'a value has come after the restart')
  })

  test('tries again when the adapter refuses to listen', async () => {
    adapter.failNextDiscoveries(4)
    const radio = startRadio()
    await isState(radio, 'not-discovering')
    await listening(radio)
    expect(adapter.discovering).toBe(true)
  })

  test('switches on an adapter that is off when it starts, and one that somebody has left off', async () => {
    adapter.setPowered(false)
    const radio = startRadio('hci0', { look: 50, powerOn: 400 })
    await listening(radio)
    expect(adapter.powered).toBe(true)
    const offAt = performance.now()
    adapter.setPowered(false)
    await isState(radio, 'adapter-off')
    await listening(radio)
    expect(performance.now() - offAt).toBeGreaterThan(390)
  })

  test('listens anew when it has heard nobody for long', async () => {
    const radio = startRadio('hci0', { look: 50, silent: 200, quiet: 300 })
    await listening(radio)
    const states: RadioState[] = []
    radio.watch({ sighting: () => {}, state: (state) => states.push(state) })
    adapter.failNextDiscoveries(3)
    await until(() => states.length >= 2, 'it has listened anew')
    expect(states.slice(0, 2)).toEqual(['not-discovering', 'listening'])
  })

  test('hears only what its own adapter hears', async () => {
    const [first, second] = [startRadio('hci0'), startRadio('hci1')]
    await Promise.all([listening(first), listening(second)])
    const strangers: string[] = []
    second.watch({ state: () => {}, sighting: ({ address }) => strangers.push(address) })
    await heard(first, addDevice(SCALE, 'Scale'))
    await delay(100)
    expect(strangers).toEqual([])
  })

  test('reaches a device at the next attempt when connecting fails', async () => {
    const radio = startRadio()
    await listening(radio)
    const scale = addDevice(SCALE, 'Scale')
    scale.failNextConnects(2)
    await heard(radio, scale)
    expect(await collecting(radio).outcome).toBe('not-reached')
    expect(await collecting(radio).outcome).toBe('not-reached')
    const { frames } = collecting(radio)
    sender(scale)('2a9d', Uint8Array.of(1))
    await until(() => frames.length > 0, 'a value has come')
  })

  test('lets go of a device that vanishes while it connects or in mid-transfer, and keeps what it had said', async () => {
    const radio = startRadio()
    await listening(radio)
    const scale = addDevice(SCALE, 'Scale')
    await heard(radio, scale)
    const never = collecting(radio)
    await delay(5)
    scale.vanish()
    expect(await never.outcome).toBe('not-reached')
    await heard(radio, scale)
    scale.onSubscribe(() => {
      scale.indicate('2a9d', Uint8Array.of(1))
      scale.indicate('2a9d', Uint8Array.of(2))
      scale.vanish()
    })
    const { frames, outcome } = collecting(radio)
    await outcome
    expect(frames.length).toBeLessThanOrEqual(2)
    for (const [index, { bytes }] of frames.entries()) expect([...bytes]).toEqual([index + 1])
  })

  test('reads once what can be read, such as the battery', async () => {
    const radio = startRadio()
    await listening(radio)
    const characteristics = [{ uuid: '2a19', flags: ['read', 'notify'] as const, value: Uint8Array.of(88) }]
    const scale = adapter.addDevice({ address: 'C0:FF:EE:00:00:01', services: [{ uuid: '180f', characteristics }] })
    await heard(radio, scale)
    const { frames } = collecting(radio, [{ service: '180f', characteristic: '2a19' }])
    await until(() => frames.length > 0, 'the battery was read')
    await delay(50)
    scale.indicate('2a19', Uint8Array.of(87))
    await until(() => frames.length > 1, 'the battery has changed')
    expect(frames.map(({ bytes }) => [...bytes])).toEqual([[88], [87]])
  })

  test('tells of no device before it could be visited: what is connected would not be told of again', async () => {
    const first = startRadio()
    await listening(first)
    const scale = addDevice(SCALE, 'Scale')
    await heard(first, scale)
    let told = 0
    for (let round = 0; round < 20; round++) {
      const radio = startRadio()
      const states: RadioState[] = []
      const sighting = (): void => {
        states.push(radio.state())
      }
      radio.watch({ state: () => {}, sighting })
      scale.wake()
      await until(() => states.length > 0, 'it is told of')
      expect(['listening', 'deaf']).toContain(states[0])
      told += states.length
      await radio.close()
    }
    expect(told).toBeGreaterThanOrEqual(20)
  }, 60_000)

  test('takes over a device that is still connected from before', async () => {
    const first = startRadio()
    await listening(first)
    const scale = addDevice(SCALE, 'Scale')
    await heard(first, scale)
    const { bluetooth, destroy } = createBluetooth()
    await (await (await bluetooth.getAdapter('hci0')).getDevice('C0:FF:EE:00:00:01')).connect()
    destroy()
    await first.close()

    const sighted: string[] = []
    // Here it is not about how long a step may take: there is one visit, and the machine may be busy.
    const second = startRadio('hci0', { visit: 30_000 })
    second.watch({ state: () => {}, sighting: ({ address }) => sighted.push(address) })
    await until(() => sighted.includes(SCALE), 'the connected device is reported')
    const { frames } = collecting(second)
    sender(scale)('2a9d', Uint8Array.of(1))
    await until(() => frames.length > 0, 'a value has come')
  })

  test('leaves nothing behind after a hundred connections', async () => {
    const warnings: string[] = []
    const note = ({ message }: Error): void => {
      warnings.push(message)
    }
    process.on('warning', note)
    const radio = startRadio()
    await listening(radio)
    const scale = addDevice(SCALE, 'Scale')
    await heard(radio, scale)
    const pipes = () => process.getActiveResourcesInfo().filter((name) => name === 'PipeWrap').length
    const before = pipes()
    for (let round = 0; round < 100; round++) {
      const stop = new AbortController()
      const outcome = radio.collect(SCALE, WEIGHT, () => stop.abort(), stop.signal)
      sender(scale)('2a9d', Uint8Array.of(round))
      expect(await outcome).toBe('stopped')
    }
    await delay(100)
    expect(pipes()).toBeLessThanOrEqual(before)
    expect(warnings).toEqual([])
    process.off('warning', note)
  })
})
