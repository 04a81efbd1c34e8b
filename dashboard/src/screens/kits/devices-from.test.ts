import { expect, it } from 'vitest'
import { devicesFrom } from './devices-from.ts'

it('reads a device and its profile from each line', () => {
  expect(devicesFrom('ble:AA01 sig-weight-scale\n\n mqtt:robot-1;open-dispenser ')).toEqual([
    { device: 'ble:aa01', profile: 'sig-weight-scale' },
    { device: 'mqtt:robot-1', profile: 'open-dispenser' },
  ])
})

it('names the first line that is none', () => {
  expect(devicesFrom('ble:aa01 scale\nscale')).toEqual({ line: 2 })
  expect(devicesFrom('ble:aa01')).toEqual({ line: 1 })
})
