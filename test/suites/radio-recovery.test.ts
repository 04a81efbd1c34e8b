import { blueZRadio, type Radio, type RadioState } from '@kotisilta/gateway'
import { type Adapter, type Peripheral, type Peripherals, startBus, startPeripherals } from '@kotisilta/simulators'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { until } from '../harness/until.ts'

/** A hundredth of the real radio's patience: a minute is 600 ms. */
const TIMING = {
  call: 200,
  visit: 2_000,
  retryFirst: 20,
  retryMost: 300,
  look: 100,
  powerOn: 100,
  slot: 150,
  silent: 400,
  quiet: 60_000,
  lonely: 600_000,
  settle: 250,
  again: 3_000,
}
const NEIGHBOURS = ['television', 'lamp', 'watch', 'toothbrush']

const started = await startBus()
if (started.outcome === 'not-installed') throw new Error(`these tests need a D-Bus: ${started.install}`)
const bus = started

let peripherals: Peripherals
let adapter: Adapter
let neighbours: Peripheral[]
let radio: Radio
let states: RadioState[]
let steps: string[]
let lastHeard: number
let restarts: number
beforeAll(() => {
  vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', bus.address)
})
beforeEach(async () => {
  const timing = { advertise: 15, connect: 10, connectTimeout: 300, resolve: 10, forget: 2_000 }
  peripherals = await startPeripherals({ busAddress: bus.address, timing })
  adapter = peripherals.adapters[0] as Adapter
  neighbours = NEIGHBOURS.map((name, index) =>
    adapter.addDevice({ address: `C0:FF:EE:00:00:0${index}`, name, services: [] }),
  )
  states = []
  steps = []
  restarts = 0
})
afterEach(async () => {
  await radio.close()
  await peripherals.close()
})
afterAll(() => bus.close())

function startRadio(restartService?: () => Promise<void>): void {
  const write = (line: string): void => {
    const { step } = JSON.parse(line) as { step?: string }
    if (step !== undefined) steps.push(step)
  }
  radio = blueZRadio({
    adapter: 'hci0',
    log: pino({ level: 'warn' }, { write }),
    timing: TIMING,
    ...(restartService && { restartService }),
  })
  radio.watch({
    state: (state) => states.push(state),
    sighting: () => {
      lastHeard = performance.now()
    },
  })
}
const restart = async (): Promise<void> => {
  restarts += 1
  await peripherals.restart()
}
const isState = (state: RadioState) => until(() => radio.state() === state, `the radio is ${state}`)
const hearsAgain = async (): Promise<void> => {
  const from = performance.now()
  await until(() => lastHeard > from && radio.state() === 'listening', 'the radio hears again', 20_000)
}
/** The radio has listened for long enough to know whom it usually hears. */
async function usedToNeighbours(restartService?: () => Promise<void>): Promise<void> {
  startRadio(restartService)
  await isState('listening')
  for (const each of neighbours) each.wake()
  const begun = performance.now()
  await until(() => performance.now() - begun > 13 * TIMING.slot, 'some minutes have passed')
  steps.length = 0
  states.length = 0
}

describe('a radio that hears nothing, where others were heard all the time,', () => {
  test('is brought back by beginning its discovery anew, and nobody is troubled with it', async () => {
    await usedToNeighbours(restart)
    adapter.faults.deafen('new-discovery')
    await until(() => steps.length > 0, 'something is done')
    await hearsAgain()
    expect(steps).toEqual(['restart-discovery'])
    expect(states).not.toContain('deaf')
  })

  test.each([
    ['a new filter', 'new-filter', ['restart-discovery', 'new-filter']],
    ['switching the adapter off and on', 'power-cycle', ['restart-discovery', 'new-filter', 'power-cycle']],
    ['a fresh D-Bus connection', 'new-caller', ['restart-discovery', 'new-filter', 'power-cycle', 'new-bus']],
  ] as const)('is brought back by %s', async (_, cure, expected) => {
    await usedToNeighbours(restart)
    adapter.faults.deafen(cure)
    await until(() => steps.length === expected.length, 'that is done')
    await hearsAgain()
    expect(steps).toEqual(expected)
    expect(restarts).toBe(0)
  })

  test('says that it is deaf before it restarts Bluetooth, and takes it back when it hears', async () => {
    await usedToNeighbours(restart)
    adapter.faults.deafen('restart')
    await isState('deaf')
    expect(restarts).toBe(0)
    await until(() => restarts === 1, 'Bluetooth is restarted')
    await hearsAgain()
    expect(steps.at(-1)).toBe('restart-service')
  })

  test('goes on saying that it is deaf where Bluetooth may not be restarted, and still takes what it hears', async () => {
    await usedToNeighbours()
    adapter.faults.deafen('restart')
    await until(() => steps.includes('new-bus'), 'all is tried that may be')
    await isState('deaf')
    expect(steps).not.toContain('restart-service')
    await peripherals.restart()
    await hearsAgain()
  })

  test('is not one whose neighbours have gone to bed one after another', async () => {
    await usedToNeighbours(restart)
    for (const [index, each] of neighbours.entries()) {
      const from = performance.now()
      await until(() => performance.now() - from > 3 * TIMING.slot, 'time passes')
      if (index < neighbours.length - 1) each.sleep()
    }
    expect(states).not.toContain('deaf')
  })
})

describe('fault 17: an adapter that is reset, or stuck "InProgress",', () => {
  test.each(['new-discovery', 'new-filter', 'power-cycle', 'new-caller', 'restart'] as const)(
    'stuck until %s comes back by itself, within two minutes of the real radio’s time',
    async (cure) => {
      adapter.faults.stick(cure)
      const begun = performance.now()
      startRadio(restart)
      for (const each of neighbours) each.wake()
      await isState('not-discovering')
      await hearsAgain()
      // Waiting and four steps, and what the retries between them take.
      expect(performance.now() - begun).toBeLessThan(120_000 / (15_000 / TIMING.settle) + 5_000)
      expect(restarts).toBe(cure === 'restart' ? 1 : 0)
    },
  )

  test('says all the time that it does not hear, when nothing helps', async () => {
    adapter.faults.stick('restart')
    startRadio()
    await until(() => steps.includes('new-bus'), 'all is tried that may be')
    await isState('not-discovering')
    expect(states).not.toContain('listening')
  })

  test('comes back when it is reset, pulled out and put in again, or switched by a switch', async () => {
    await usedToNeighbours(restart)
    adapter.setPowered(false)
    adapter.setPowered(true)
    await hearsAgain()
    adapter.unplug()
    await isState('no-adapter')
    adapter.plug()
    await hearsAgain()
    adapter.faults.refusePower(3)
    adapter.setPowered(false)
    await isState('adapter-off')
    await hearsAgain()
  })

  test('whose daemon hangs is brought back by restarting that', async () => {
    await usedToNeighbours(restart)
    peripherals.hang()
    await until(() => restarts === 1, 'Bluetooth is restarted', 20_000)
    await hearsAgain()
  })
})
