import { expect, test } from 'vitest'
import { frameOf } from '../test/captures.ts'
import { profileById } from './catalogue.ts'
import { decodeCharacteristic, decodeManufacturerData, decodeMqtt, decodeServiceData } from './decode.ts'
import { defineProfile } from './profile.ts'

const weight = frameOf('00b036')
const code = (decoded: object) => ('error' in decoded ? (decoded.error as { code: string }).code : undefined)

test('a SIG characteristic is known by its number in any spelling, with any profile', () => {
  const uuids = ['2a9d', '2A9D', '0x2a9d', '00002a9d-0000-1000-8000-00805f9b34fb']
  for (const uuid of uuids)
    expect(decodeCharacteristic(uuid, weight)).toMatchObject({ items: [{ kind: 'body-weight', value: 70 }] })
  expect(decodeCharacteristic('2a9d', weight, profileById('sig-heart-rate'))).toMatchObject({ items: [{ value: 70 }] })
})

test("a profile's own decoder goes before the SIG's", () => {
  const text = { vendor: 'Example', model: 'Odd scale', description: 'A scale of its own mind' }
  const odd = defineProfile({
    id: 'odd-scale',
    ...text,
    extend: [{ kinds: [], characteristics: { '2a9d': () => ({ items: [] }) } }],
  })
  expect(decodeCharacteristic('2a9d', weight, odd)).toEqual({ items: [] })
})

test('the frame is kept with what it means', () => {
  expect(decodeCharacteristic('2a9d', weight)).toMatchObject({ items: [{ raw: '00b036' }] })
})

test("without a profile Xiaomi's service data is known; with one, only that profile's own", () => {
  const frame = frameOf('22b036ea070b15070a00')
  expect(decodeServiceData('181d', frame)).toMatchObject({ items: [{ kind: 'body-weight', value: 70 }] })
  expect(decodeServiceData('181D', frame, profileById('xiaomi-scale'))).toMatchObject({ items: [{ value: 70 }] })
  expect(code(decodeServiceData('181d', frame, profileById('sig-weight-scale')))).toBe('no-decoder')
})

test('what nobody decodes is an error with a code, whatever it is called', () => {
  for (const key of ['ffff', '', 'constructor', '__proto__', 'toString', '2a9d ', 'x'.repeat(10_000)]) {
    expect(code(decodeCharacteristic(key, weight)), key).toBe('no-decoder')
    expect(code(decodeServiceData(key, weight)), key).toBe('no-decoder')
    expect(code(decodeManufacturerData(key, weight)), key).toBe('no-decoder')
    expect(code(decodeMqtt(key, '{}')), key).toBe('no-decoder')
  }
})

test('a frame longer than an attribute can be is none', () => {
  expect(code(decodeCharacteristic('2a9d', new Uint8Array(512)))).toBeUndefined()
  expect(code(decodeCharacteristic('2a9d', new Uint8Array(513)))).toBe('frame-too-long')
})

test('the device of a message is in its topic, also when the message is refused', () => {
  expect(decodeMqtt('kotisilta-device/v1/Band-7/event', '{"kind":"worn"}')).toEqual({
    items: [{ type: 'event', kind: 'worn' }],
    device: 'mqtt:band-7',
  })
  expect(decodeMqtt('kotisilta-device/v1/Band-7/event', '{')).toMatchObject({
    device: 'mqtt:band-7',
    error: { code: 'payload-not-json' },
  })
  expect(decodeMqtt('kotisilta-device/v1//event', '{"kind":"worn"}')).not.toHaveProperty('device')
})

test('an SOS is urgent with any profile and with none, and a profile can add kinds of its own', () => {
  const topic = 'kotisilta-device/v1/band-7/event'
  const text = { vendor: 'Example', model: 'Door', description: 'A door that matters' }
  const door = defineProfile({ id: 'a-door', ...text, extend: [{ kinds: ['door-opened'], urgent: ['door-opened'] }] })
  expect(decodeMqtt(topic, '{"kind":"sos-pressed"}')).toMatchObject({ items: [{ urgent: true }] })
  expect(decodeMqtt(topic, '{"kind":"sos-pressed"}', profileById('open-wristband'))).toMatchObject({
    items: [{ urgent: true }],
  })
  expect(decodeMqtt(topic, '{"kind":"door-opened"}')).toEqual({
    items: [{ type: 'event', kind: 'door-opened' }],
    device: 'mqtt:band-7',
  })
  expect(decodeMqtt(topic, '{"kind":"door-opened"}', door)).toMatchObject({ items: [{ urgent: true }] })
})
