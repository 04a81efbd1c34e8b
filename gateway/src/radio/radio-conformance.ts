import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import type { Sighting, Subscription } from '@kotisilta/device-profiles'
import type { CollectOutcome, Radio, RadioFrame, RadioLink, RadioState, RadioTalk } from './radio.ts'

/** A device in the reach of a radio under test. */
export interface ConformanceDevice {
  /** Advertises from now on, again and again. */
  wake(): void
  /** Advertises other service data from now on, under 181d. */
  advertise(serviceData: Uint8Array): void
  /** Sends a value; if nobody has subscribed yet, as soon as somebody does. */
  send(characteristic: string, bytes: Uint8Array): void
  /** What a read of that characteristic finds from now on. */
  put(characteristic: string, bytes: Uint8Array): void
  /** Calls back with what is written to it. */
  onWrite(listener: (characteristic: string, bytes: Uint8Array) => void): void
  /** Is gone: no advertisement, no connection. */
  vanish(): void
}

/** A radio under test and what is round it. */
export interface ConformanceAir {
  readonly radio: Radio
  /** A device with the characteristics 2a9d and 2a9e in the service 181d, and 2a19 in 180f, which all notify, and 2a2b in 1805, for reading and writing. */
  addDevice(address: string, name: string): ConformanceDevice
  setPowered(on: boolean): void
}

interface ConformanceCase {
  /** A sentence about every radio. */
  readonly says: string
  run(air: ConformanceAir): Promise<void>
}

const SCALE = 'c0ffee000001'
const BAND = 'c0ffee000002'
const TIME: Subscription = { service: '1805', characteristic: '2a2b' }
const NOT_THERE: Subscription = { service: '1810', characteristic: '2a08' }
const WEIGHT: Subscription[] = [{ service: '181d', characteristic: '2a9d' }]

/** What every radio has to do, for a test of each adapter to run, each case on an air of its own. */
export const radioConformance: readonly ConformanceCase[] = [
  {
    says: 'reports a device that advertises: address, name, services, data, strength',
    async run({ radio, addDevice }) {
      const { sightings } = watched(radio)
      const scale = addDevice(SCALE, 'Koti Scale')
      scale.advertise(Uint8Array.of(0x22, 0xb0))
      scale.wake()
      const heard = await eventually(() => sightings.find(({ address }) => address === SCALE))
      assert.equal(heard.name, 'Koti Scale')
      assert.deepEqual([...heard.services].sort(), ['1805', '180f', '181d'])
      assert.deepEqual(Uint8Array.from(heard.serviceData['181d'] ?? []), Uint8Array.of(0x22, 0xb0))
      assert.equal(typeof heard.rssi, 'number')
    },
  },
  {
    says: 'reports a device again when it advertises something else',
    async run({ radio, addDevice }) {
      const { sightings } = watched(radio)
      const scale = addDevice(SCALE, 'Koti Scale')
      scale.advertise(Uint8Array.of(1))
      scale.wake()
      await eventually(() => sightings.find(({ serviceData }) => serviceData['181d']?.[0] === 1))
      scale.advertise(Uint8Array.of(2))
      await eventually(() => sightings.find(({ serviceData }) => serviceData['181d']?.[0] === 2))
    },
  },
  {
    says: 'reports nothing to a listener that has left',
    async run({ radio, addDevice }) {
      const { sightings, unwatch } = watched(radio)
      const others = watched(radio)
      unwatch()
      addDevice(SCALE, 'Koti Scale').wake()
      await eventually(() => others.sightings[0])
      assert.equal(sightings.length, 0)
    },
  },
  {
    says: 'passes on what a device sends, in order, until the device is gone',
    async run(air) {
      const scale = await heardDevice(air, SCALE)
      const { frames, outcome } = collecting(air.radio, SCALE, WEIGHT)
      for (const byte of [1, 2, 3]) scale.send('2a9d', Uint8Array.of(byte))
      await eventually(() => frames[2])
      assert.deepEqual(
        frames.map(({ characteristic, bytes }) => [characteristic, ...bytes]),
        [
          ['2a9d', 1],
          ['2a9d', 2],
          ['2a9d', 3],
        ],
      )
      scale.vanish()
      assert.equal(await outcome, 'ended')
    },
  },
  {
    says: 'passes on only what was asked for, and passes over what a device does not have',
    async run(air) {
      const scale = await heardDevice(air, SCALE)
      const wanted: Subscription[] = [
        { service: '1810', characteristic: '2a35' },
        { service: '181d', characteristic: '2a35' },
        ...WEIGHT,
        { service: '180f', characteristic: '2a19' },
      ]
      const { frames } = collecting(air.radio, SCALE, wanted)
      scale.send('2a9e', Uint8Array.of(9))
      scale.send('2a9d', Uint8Array.of(1))
      scale.send('2a19', Uint8Array.of(80))
      await eventually(() => frames.find(({ characteristic }) => characteristic === '2a19'))
      await delay(50)
      assert.deepEqual(frames.map(({ characteristic }) => characteristic).sort(), ['2a19', '2a9d'])
    },
  },
  {
    says: 'says so when a device has nothing of what is asked for, and lets go of it',
    async run(air) {
      const scale = await heardDevice(air, SCALE)
      const { outcome } = collecting(air.radio, SCALE, [{ service: '1810', characteristic: '2a35' }])
      assert.equal(await outcome, 'nothing-to-collect')
      const { frames } = collecting(air.radio, SCALE, WEIGHT)
      scale.send('2a9d', Uint8Array.of(1))
      await eventually(() => frames[0])
    },
  },
  {
    says: 'says so when a device was never heard',
    async run({ radio }) {
      assert.equal(await collecting(radio, SCALE, WEIGHT).outcome, 'not-reached')
    },
  },
  {
    says: 'lets go when told to, at once if it was told before it began',
    async run(air) {
      const scale = await heardDevice(air, SCALE)
      const first = collecting(air.radio, SCALE, WEIGHT)
      scale.send('2a9d', Uint8Array.of(1))
      await eventually(() => first.frames[0])
      first.stop.abort()
      assert.equal(await first.outcome, 'stopped')
      const never = new AbortController()
      never.abort()
      assert.equal(await air.radio.collect(SCALE, WEIGHT, () => {}, never.signal), 'stopped')
    },
  },
  {
    says: 'does the steps of a connection in their order, passes over what a device does not have, and then subscribes',
    async run(air) {
      const scale = await heardDevice(air, SCALE)
      const done: (string | number)[] = []
      scale.put('2a2b', Uint8Array.of(7))
      scale.onWrite((characteristic, bytes) => done.push('written', characteristic, ...bytes))
      const { frames } = collecting(air.radio, SCALE, WEIGHT, {
        steps: [
          { do: 'bond', needed: true },
          { do: 'write', ...NOT_THERE, bytes: () => Uint8Array.of(0) },
          { do: 'read', ...NOT_THERE },
          { do: 'read', ...TIME, needed: true },
          { do: 'write', ...TIME, bytes: () => undefined },
          { do: 'write', ...TIME, bytes: () => Uint8Array.of(8) },
        ],
        onRead: ({ characteristic, bytes }) => done.push('read', characteristic, ...bytes),
        onReady: () => done.push('ready'),
      })
      scale.send('2a9d', Uint8Array.of(1))
      await eventually(() => frames[0] && done.includes('ready'))
      assert.deepEqual(done, ['read', '2a2b', 7, 'written', '2a2b', 8, 'ready'])
    },
  },
  {
    says: 'says so when a step that is needed cannot be done, and lets go of the device',
    async run(air) {
      const scale = await heardDevice(air, SCALE)
      for (const step of [
        { do: 'write', ...NOT_THERE, bytes: () => Uint8Array.of(0), needed: true },
        { do: 'write', ...TIME, bytes: () => undefined, needed: true },
      ] as const) {
        assert.equal(await collecting(air.radio, SCALE, WEIGHT, { steps: [step] }).outcome, 'step-failed')
        await heardAgain(air, scale, SCALE)
      }
      const { frames } = collecting(air.radio, SCALE, WEIGHT)
      scale.send('2a9d', Uint8Array.of(1))
      await eventually(() => frames[0])
    },
  },
  {
    says: 'asks a device that it has subscribed to, which answers, and says whether it could',
    async run(air) {
      const scale = await heardDevice(air, SCALE)
      scale.onWrite((_, bytes) => scale.send('2a9d', bytes))
      const could: boolean[] = []
      let link: RadioLink | undefined
      const { frames, outcome } = collecting(air.radio, SCALE, WEIGHT, {
        async onReady(ready) {
          link = ready
          could.push(await ready.write(NOT_THERE, Uint8Array.of(1)), await ready.write(TIME, Uint8Array.of(2)))
        },
      })
      await eventually(() => frames[0] && could[1])
      assert.deepEqual([could, ...(frames[0]?.bytes ?? [])], [[false, true], 2])
      scale.vanish()
      await outcome
      assert.equal(await link?.write(TIME, Uint8Array.of(3)), false)
    },
  },
  {
    says: 'gives each value once also after a device has come back, many times',
    async run(air) {
      const scale = await heardDevice(air, SCALE)
      for (let round = 0; round < 5; round++) {
        const { frames, outcome } = collecting(air.radio, SCALE, WEIGHT)
        scale.send('2a9d', Uint8Array.of(round))
        await eventually(() => frames[0])
        await delay(30)
        assert.deepEqual(
          frames.map(({ bytes }) => [...bytes]),
          [[round]],
        )
        scale.vanish()
        assert.equal(await outcome, 'ended')
        await heardAgain(air, scale, SCALE)
      }
    },
  },
  {
    says: 'collects from several devices at once',
    async run(air) {
      const [scale, band] = await Promise.all([heardDevice(air, SCALE), heardDevice(air, BAND)])
      const one = collecting(air.radio, SCALE, WEIGHT)
      const two = collecting(air.radio, BAND, WEIGHT)
      scale.send('2a9d', Uint8Array.of(1))
      band.send('2a9d', Uint8Array.of(2))
      await eventually(() => one.frames[0] && two.frames[0])
      assert.deepEqual([[...(one.frames[0]?.bytes ?? [])], [...(two.frames[0]?.bytes ?? [])]], [[1], [2]])
      scale.vanish()
      assert.equal(await one.outcome, 'ended')
      band.send('2a9d', Uint8Array.of(3))
      await eventually(() => two.frames[1])
    },
  },
  {
    says: 'says that the adapter is off, ends what was going on, and hears again when it is on',
    async run(air) {
      const { radio, setPowered } = air
      const scale = await heardDevice(air, SCALE)
      const { states } = watched(radio)
      const { frames, outcome } = collecting(radio, SCALE, WEIGHT)
      scale.send('2a9d', Uint8Array.of(1))
      await eventually(() => frames[0])
      setPowered(false)
      assert.equal(await outcome, 'ended')
      await eventually(() => radio.state() === 'adapter-off')
      assert.equal(await collecting(radio, SCALE, WEIGHT).outcome, 'radio-down')
      setPowered(true)
      await eventually(() => radio.state() === 'listening')
      assert.ok(states.includes('adapter-off') && states.at(-1) === 'listening', states.join())
      await heardAgain(air, scale, SCALE)
      const again = collecting(radio, SCALE, WEIGHT)
      scale.send('2a9d', Uint8Array.of(2))
      await eventually(() => again.frames[0])
    },
  },
  {
    says: 'is quiet once it is closed',
    async run(air) {
      const { radio } = air
      const { sightings } = watched(radio)
      const scale = await heardDevice(air, SCALE)
      const { frames, outcome } = collecting(radio, SCALE, WEIGHT)
      scale.send('2a9d', Uint8Array.of(1))
      await eventually(() => frames[0])
      await radio.close()
      assert.equal(await outcome, 'ended')
      assert.equal(radio.state(), 'closed')
      sightings.length = 0
      scale.advertise(Uint8Array.of(7))
      await delay(50)
      assert.equal(sightings.length, 0)
      assert.equal(await collecting(radio, SCALE, WEIGHT).outcome, 'radio-down')
      await radio.close()
    },
  },
]

function watched(radio: Radio) {
  const sightings: Sighting[] = []
  const states: RadioState[] = []
  const unwatch = radio.watch({
    sighting: (sighting) => sightings.push(sighting),
    state: (state) => states.push(state),
  })
  return { sightings, states, unwatch }
}

function collecting(radio: Radio, address: string, subscriptions: readonly Subscription[], talk?: RadioTalk) {
  const frames: RadioFrame[] = []
  const stop = new AbortController()
  const outcome: Promise<CollectOutcome> = radio.collect(
    address,
    subscriptions,
    (frame) => frames.push(frame),
    stop.signal,
    talk,
  )
  return { frames, outcome, stop }
}

async function heardDevice(air: ConformanceAir, address: string): Promise<ConformanceDevice> {
  const device = air.addDevice(address, 'Koti Device')
  await heardAgain(air, device, address)
  return device
}

async function heardAgain({ radio }: ConformanceAir, device: ConformanceDevice, address: string): Promise<void> {
  const { sightings, unwatch } = watched(radio)
  device.wake()
  await eventually(() => sightings.some((sighting) => sighting.address === address))
  unwatch()
}

/** What `look` finds as soon as it finds something. */
async function eventually<T>(look: () => T | false | undefined): Promise<T> {
  const deadline = performance.now() + 10_000
  for (;;) {
    const found = look()
    if (found !== undefined && found !== false) return found
    if (performance.now() > deadline) throw new assert.AssertionError({ message: `did not happen: ${look}` })
    await delay(5)
  }
}
