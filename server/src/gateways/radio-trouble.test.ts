import { expect, test } from 'vitest'
import { hasRadioTrouble } from './radio-trouble.ts'

const band = { device: 'ble:c0ffee000001' }
const robot = { device: 'mqtt:robot-0042' }

test.each([
  ['deaf', true],
  ['adapter-off', true],
  ['not-discovering', true],
  ['no-bluetooth', true],
  ['no-bus', true],
  ['no-adapter', true],
  ['listening', false],
  ['starting', false],
  ['none', false],
])('a gateway with a wristband whose radio is %s has trouble with it: %s', (radio, expected) => {
  expect(hasRadioTrouble({ online: true, radio, devices: [robot, band] })).toBe(expected)
})

test('a gateway without Bluetooth devices, or that says nothing of its radio, has none', () => {
  expect(hasRadioTrouble({ online: true, radio: 'deaf', devices: [robot] })).toBe(false)
  expect(hasRadioTrouble({ online: true, radio: 'deaf' })).toBe(false)
  expect(hasRadioTrouble({ online: true, devices: [band] })).toBe(false)
})
