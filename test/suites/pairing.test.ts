import { blueZRadio, type PairingAgent, type Radio } from '@kotisilta/gateway'
import { type Adapter, type Peripheral, type Peripherals, startBus, startPeripherals } from '@kotisilta/simulators'
import { createBluetooth } from 'node-ble'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { until } from '../harness/until.ts'

const METER = 'c0ffee000010'
const MAC = 'C0:FF:EE:00:00:10'

const started = await startBus()
if (started.outcome === 'not-installed') throw new Error(`these tests need a D-Bus: ${started.install}`)
const bus = started

let peripherals: Peripherals
let adapter: Adapter
let radio: Radio
beforeAll(() => {
  vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', bus.address)
})
beforeEach(async () => {
  const timing = { advertise: 40, connect: 10, connectTimeout: 300, resolve: 10, forget: 2_000 }
  peripherals = await startPeripherals({ busAddress: bus.address, timing })
  adapter = peripherals.adapters[0] as Adapter
  radio = blueZRadio({ adapter: 'hci0', log: pino({ level: 'silent' }), timing: { retryFirst: 50, look: 1_000 } })
  await until(() => radio.state() === 'listening', 'the radio listens')
})
afterEach(async () => {
  await radio.close()
  await peripherals.close()
})
afterAll(() => bus.close())

async function meter(pairing?: 'display' | 'keys' | 'both'): Promise<Peripheral> {
  const characteristics = [{ uuid: '2a35', flags: ['indicate'] as const }]
  const made = adapter.addDevice({
    address: MAC,
    name: 'Meter',
    services: [{ uuid: '1810', characteristics }],
    bonded: true,
    ...(pairing && { pairing }),
  })
  let heard = false
  const unwatch = radio.watch({
    state: () => {},
    sighting: ({ address }) => {
      heard ||= address === METER
    },
  })
  made.wake()
  await until(() => heard, 'the meter is heard')
  unwatch()
  return made
}
const nobody: PairingAgent = {
  typeOnDevice: () => {},
  shownOnDevice: async () => undefined,
  isSame: async () => false,
}
const pair = (agent: Partial<PairingAgent> = {}, signal = new AbortController().signal) =>
  radio.pair(METER, { ...nobody, ...agent }, signal)

async function isTrusted(): Promise<boolean> {
  const { bluetooth, destroy } = createBluetooth()
  const device = await (await bluetooth.getAdapter('hci0')).getDevice(MAC)
  const { helper } = device as unknown as { helper: { prop(name: string): Promise<boolean> } }
  const trusted = await helper.prop('Trusted')
  destroy()
  return trusted
}

test('a meter without display and keys is bonded with, once and for good', async () => {
  const body = await meter()
  expect(await pair()).toBe('paired')
  expect(await pair()).toBe('paired')
  expect(body.bonds).toBe(1)
  expect(await isTrusted()).toBe(true)
})

test('what a meter shows is asked for and given to it; anything else is refused', async () => {
  const body = await meter('display')
  body.passkey = 4_711
  expect(await pair()).toBe('refused')
  expect(await pair({ shownOnDevice: async () => '004712' })).toBe('refused')
  expect(body.bonds).toBe(0)
  expect(await pair({ shownOnDevice: async () => '004711' })).toBe('paired')
})

test('what is to be typed on a meter is said, with its leading zeros', async () => {
  const body = await meter('keys')
  body.passkey = 4_711
  const told: string[] = []
  expect(await pair({ typeOnDevice: (passkey) => told.push(passkey) })).toBe('paired')
  expect(told).toEqual(['004711'])
})

test('six digits that both sides show are compared by a person', async () => {
  const body = await meter('both')
  body.passkey = 482_100
  const shown: string[] = []
  const says = (same: boolean) => ({
    isSame: async (passkey: string) => {
      shown.push(passkey)
      return same
    },
  })
  expect(await pair(says(false))).toBe('refused')
  expect(await pair(says(true))).toBe('paired')
  expect(shown).toEqual(['482100', '482100'])
})

test('a bond that nobody answers for ends when it is told to, and the next one can be made', async () => {
  await meter('display')
  const stop = new AbortController()
  let asked = false
  const waiting = pair(
    {
      shownOnDevice: () => {
        asked = true
        return new Promise(() => {})
      },
    },
    stop.signal,
  )
  await until(() => asked, 'somebody is asked')
  stop.abort()
  expect(await waiting).toBe('stopped')
  expect(await pair({ shownOnDevice: async () => '123456' })).toBe('paired')
})

test('a meter in no pairing mode refuses, one out of reach is not reached, and one that was never heard neither', async () => {
  const body = await meter()
  body.refuseBonds(true)
  expect(await pair()).toBe('refused')
  body.sleep()
  expect(await pair()).toBe('not-reached')
  expect(await radio.pair('c0ffee0000ff', nobody, new AbortController().signal)).toBe('not-reached')
  await peripherals.stop()
  await until(() => radio.state() === 'no-bluetooth', 'Bluetooth is gone')
  expect(await pair()).toBe('radio-down')
})
