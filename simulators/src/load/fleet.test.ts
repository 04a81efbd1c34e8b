import { KotisiltaError } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { parseFleet } from './fleet.ts'

const line = (changes: object = {}): string =>
  JSON.stringify({
    gateway: 'gw-000001',
    partition: '62',
    token: 'secret',
    devices: [
      { device: 'ble:c00000000001', profile: 'sig-heart-rate', patient: 'patient-1' },
      { device: 'ble:c10000000001', profile: 'sig-weight-scale', patient: 'patient-1' },
      { device: 'ble:c00000000002', profile: 'sig-heart-rate', patient: 'patient-2' },
    ],
    ...changes,
  })

test('a fleet is read with each person’s devices together', () => {
  const [first, second, ...more] = parseFleet(`${line()}\n\n${line({ gateway: 'gw-000002' })}\n`)
  expect(more).toEqual([])
  expect(second?.gateway).toBe('gw-000002')
  expect(first).toEqual({
    gateway: 'gw-000001',
    partition: '62',
    token: 'secret',
    patients: [
      {
        id: 'patient-1',
        devices: [
          { device: 'ble:c00000000001', profile: 'sig-heart-rate' },
          { device: 'ble:c10000000001', profile: 'sig-weight-scale' },
        ],
      },
      { id: 'patient-2', devices: [{ device: 'ble:c00000000002', profile: 'sig-heart-rate' }] },
    ],
  })
})

test.each([
  ['{', 'not a JSON object'],
  ['null', 'not a JSON object'],
  ['[]', 'no gateway id'],
  [line({ gateway: 'GW 1' }), 'no gateway id'],
  [line({ partition: '64' }), 'no partition'],
  [line({ partition: 7 }), 'no partition'],
  [line({ token: '' }), 'no token'],
  [line({ devices: [] }), 'no devices'],
  [line({ devices: [null] }), 'a device without an id'],
  [line({ devices: [{ device: 'scale' }] }), 'a device without an id'],
  [line({ devices: [{ device: 'ble:c0', profile: 'x' }] }), 'ble:c0 has no profile or no patient'],
])('a line that is no gateway is named with its number: %s', (bad, fault) => {
  expect(() => parseFleet(`${line()}\n${bad}`)).toThrow(new KotisiltaError('fleet-invalid', `line 2: ${fault}`))
})

test('a fleet without gateways is refused', () => {
  expect(() => parseFleet('\n')).toThrow('the fleet has no gateways')
})
