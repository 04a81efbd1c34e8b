import { expect, test } from 'vitest'
import { wholeDevice } from './device-fields.tsx'

test('a device is whole with an identifier, in whatever case it was typed, and a kind', () => {
  expect(wholeDevice({ device: ' BLE:C80F10A1B2C3 ', profile: 'sig-weight-scale' })).toEqual({
    device: 'ble:c80f10a1b2c3',
    profile: 'sig-weight-scale',
  })
})

test.each([
  { device: 'c80f10a1b2c3', profile: 'sig-weight-scale' },
  { device: '', profile: 'sig-weight-scale' },
  { device: 'ble:c80f10a1b2c3', profile: '' },
])('$device $profile is not', (typed) => {
  expect(wholeDevice(typed)).toBeUndefined()
})
