import { bytesOf, profileById } from '@kotisilta/device-profiles'
import { scriptedRadio } from '@kotisilta/gateway'
import { expect, test } from 'vitest'
import { recordCapture } from './recorder.ts'

const bytes = (hex: string): Uint8Array => bytesOf(hex) ?? new Uint8Array()
const ORIGIN = { origin: 'recorded in a test of the recorder', licence: 'EUPL-1.2' }
const quiet = { services: [], serviceData: {}, manufacturerData: {} }

test('an advertising scale becomes a capture with each frame once, and without its address', async () => {
  const radio = scriptedRadio()
  const stop = new AbortController()
  const recorded = recordCapture({ radio, address: 'c8478cc09589', ...ORIGIN }, stop.signal)
  const advertise = (hex: string) =>
    radio.play({
      sighting: { ...quiet, address: 'c8478cc09589', name: 'MI_SCALE', serviceData: { '181d': bytes(hex) } },
    })
  advertise('02b036ea070b15070a00')
  advertise('22b036ea070b15070a00')
  advertise('22b036ea070b15070a00')
  radio.play({ sighting: { ...quiet, address: 'aaaaaaaaaaaa', serviceData: { '181d': bytes('00') } } })
  stop.abort()
  const capture = await recorded
  expect(capture).toMatchObject({ profile: 'xiaomi-scale', sighting: { name: 'MI_SCALE' } })
  expect(capture?.frames).toMatchObject([
    { serviceData: '181d', items: [], withheld: [{ reason: 'not-stabilised' }] },
    { serviceData: '181d', hex: '22b036ea070b15070a00', items: [{ kind: 'body-weight', value: 70 }] },
  ])
  expect(JSON.stringify(capture)).not.toContain('c8478cc09589')
  await radio.close()
})

test('a cuff is connected to, and what it sends recorded', async () => {
  const radio = scriptedRadio()
  const stop = new AbortController()
  const lines: string[] = []
  const profile = profileById('sig-blood-pressure')
  const options = { radio, address: '001122334455', ...ORIGIN, heard: (line: string) => lines.push(line) }
  const recorded = recordCapture({ ...options, ...(profile && { profile }) }, stop.signal)
  radio.play({ sighting: { ...quiet, address: '001122334455', services: ['1810'] } })
  for (const hex of ['00780050005d00', '0078']) {
    radio.play({ frame: { address: '001122334455', characteristic: '2a35', bytes: bytes(hex) } })
  }
  await new Promise((resolve) => setTimeout(resolve, 20))
  stop.abort()
  expect((await recorded)?.frames).toMatchObject([
    { characteristic: '2a35', items: [{ kind: 'blood-pressure' }] },
    { characteristic: '2a35', error: 'frame-too-short' },
  ])
  expect(lines.length).toBeGreaterThanOrEqual(3)
  await radio.close()
})

test('a device that is not there gives no capture', async () => {
  const radio = scriptedRadio()
  expect(await recordCapture({ radio, address: '001122334455', ...ORIGIN }, AbortSignal.timeout(10))).toBeUndefined()
  await radio.close()
})
