import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { blueZRadio, type Radio, type RadioFrame } from '@kotisilta/gateway'
import { type Adapter, type Peripheral, type Peripherals, startBus, startPeripherals } from '@kotisilta/simulators'
import pino from 'pino'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'

const SECOND = 1_000
const SCALE = 'c0ffee000001'
const WEIGHT = [{ service: '181d', characteristic: '2a9d' }]

const bus = await startBus()
if (bus.outcome === 'not-installed') throw new Error(`these tests need a D-Bus: ${bus.install}`)
vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', bus.address)
setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void
const realTimeout = setTimeout

let peripherals: Peripherals
let adapter: Adapter
let radio: Radio
let warnings: string[]
let sightings: number
const note = ({ message }: Error): void => {
  warnings.push(message)
}
beforeEach(async () => {
  warnings = []
  sightings = 0
  process.on('warning', note)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'] })
  const timing = { advertise: 60 * SECOND, connect: 1, resolve: 1, forget: 900 * SECOND }
  peripherals = await startPeripherals({ busAddress: bus.address, timing })
  adapter = peripherals.adapters[0] as Adapter
  radio = blueZRadio({ adapter: 'hci0', log: pino({ level: 'silent' }) })
  radio.watch({ state: () => {}, sighting: () => void sightings++ })
})
afterEach(async () => {
  vi.useRealTimers()
  await radio.close()
  await peripherals.close()
  process.off('warning', note)
})
afterAll(() => bus.close())

/** The real bus answers in real time, the clock stands as good as still meanwhile. */
async function answered(isSo: () => boolean, what: string): Promise<void> {
  for (let round = 0; round < 10_000; round++) {
    if (isSo()) return
    vi.advanceTimersByTime(2)
    await new Promise((resolve) => realTimeout(resolve, 1))
  }
  throw new Error(`it did not come true that ${what}`)
}
const listens = () => answered(() => radio.state() === 'listening', 'the radio listens')

/** Minutes pass, in each of which somebody near by is heard. */
async function passMinutes(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    const before = sightings
    for (let part = 0; part < 6; part++) vi.advanceTimersByTime(10 * SECOND)
    await answered(() => sightings > before, 'somebody near by is heard')
  }
}

/** Somebody stands on the scale. */
async function weigh(scale: Peripheral, value: number): Promise<void> {
  const stop = new AbortController()
  const frames: RadioFrame[] = []
  scale.sleep()
  scale.wake()
  let visit: Promise<unknown> | undefined
  const unwatch = radio.watch({
    state: () => {},
    sighting({ address }) {
      if (address !== SCALE || visit !== undefined || stop.signal.aborted) return
      visit = radio
        .collect(SCALE, WEIGHT, (frame) => void frames.push(frame), stop.signal)
        .then(() => {
          visit = undefined
        })
    },
  })
  let rounds = 0
  const subscribed = (): boolean => {
    if (rounds++ % 100 === 0) scale.advertise({})
    return scale.indicate('2a9d', Uint8Array.of(value))
  }
  await answered(subscribed, 'the radio has subscribed')
  await answered(() => frames.length === 1, 'the value has come')
  stop.abort()
  await answered(() => visit === undefined, 'the connection is over')
  unwatch()
  expect(frames.map(({ bytes }) => [...bytes])).toEqual([[value]])
}

const pipes = () => process.getActiveResourcesInfo().filter((name) => name === 'PipeWrap').length

test('fault 18: bluetoothd restarts every hour for 72 simulated hours, each weighing comes once, and nothing is left behind', async () => {
  for (let each = 2; each < 6; each++)
    adapter.addDevice({ address: `C0:FF:EE:00:00:0${each}`, name: 'Neighbour', services: [] }).wake()
  const scale = adapter.addDevice({
    address: 'C0:FF:EE:00:00:01',
    name: 'Scale',
    services: [{ uuid: '181d', characteristics: [{ uuid: '2a9d', flags: ['indicate'] }] }],
  })
  await listens()
  let warm: { heap: number; pipes: number; listeners: number } | undefined
  const measured = () => {
    collectGarbage()
    return {
      heap: process.memoryUsage().heapUsed,
      pipes: pipes(),
      listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
    }
  }
  for (let hour = 1; hour <= 72; hour++) {
    await weigh(scale, hour)
    await passMinutes(30)
    await peripherals.stop()
    await answered(() => radio.state() === 'no-bluetooth', 'Bluetooth is gone')
    await peripherals.restart()
    await listens()
    await passMinutes(30)
    if (hour === 12) warm = measured()
  }
  const end = measured()
  const grown = end.heap - (warm?.heap ?? 0)
  console.info(
    `60 hours after the first 12: heap ${(grown / 1024).toFixed(0)} KiB, pipes ${end.pipes - (warm?.pipes ?? 0)}`,
  )
  expect(grown).toBeLessThan(2 * 1024 * 1024)
  expect(end.pipes).toBe(warm?.pipes)
  expect(end.listeners).toBe(warm?.listeners)
  expect(warnings).toEqual([])
}, 120_000)
