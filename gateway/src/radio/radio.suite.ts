import { afterEach, describe, expect, it } from 'vitest'
import type { ConformanceAir } from './radio-conformance.ts'
import { radioConformance } from './radio-conformance.ts'
import { scriptedRadio } from './scripted-radio.ts'

const airs: { end(): void }[] = []
afterEach(() => {
  for (const air of airs.splice(0)) air.end()
})

/** An air in which devices advertise for as long as they are awake, as real ones do. */
function scriptedAir(): ConformanceAir {
  const radio = scriptedRadio()
  const timers = new Set<NodeJS.Timeout>()
  airs.push({ end: () => timers.forEach(clearInterval) })
  return {
    radio,
    setPowered: (powered) => radio.play({ powered }),
    addDevice(address, name) {
      let data: Uint8Array | undefined
      let beacon: NodeJS.Timeout | undefined
      const advertise = (): void =>
        radio.play({
          sighting: {
            address,
            name,
            services: ['181d', '180f', '1805'],
            serviceData: data === undefined ? {} : { '181d': data },
            manufacturerData: {},
            rssi: -60,
          },
        })
      return {
        wake() {
          clearInterval(beacon)
          beacon = setInterval(advertise, 10)
          timers.add(beacon)
          advertise()
        },
        advertise(bytes) {
          data = bytes
        },
        send: (characteristic, bytes) => radio.play({ frame: { address, characteristic, bytes } }),
        put: (characteristic, bytes) => radio.play({ value: { address, characteristic, bytes } }),
        onWrite: (listener) =>
          radio.onWrite((write) => write.address === address && listener(write.characteristic, write.bytes)),
        vanish() {
          clearInterval(beacon)
          radio.play({ gone: address })
        },
      }
    },
  }
}

describe('a scripted radio', () => {
  expect(radioConformance.length).toBeGreaterThan(10)
  it.each(radioConformance.map(({ says, run }) => [says, run] as const))('%s', (_, run) => run(scriptedAir()))

  it('plays a script as it comes', async () => {
    const sighting = { address: 'c0ffee000001', services: [], serviceData: {}, manufacturerData: {} }
    const bytes = Uint8Array.of(1)
    const radio = scriptedRadio(
      (async function* () {
        yield { sighting }
        yield { frame: { address: sighting.address, characteristic: '2a9d', bytes } }
        yield { gone: sighting.address }
      })(),
    )
    const wanted = [{ service: '181d', characteristic: '2a9d' }]
    const frames: unknown[] = []
    const outcome = new Promise((resolve) => {
      radio.watch({
        state: () => {},
        sighting: ({ address }) => {
          resolve(radio.collect(address, wanted, (frame) => frames.push(frame), new AbortController().signal))
        },
      })
    })
    expect(await outcome).toBe('ended')
    expect(frames).toEqual([{ characteristic: '2a9d', bytes }])
  })
})
