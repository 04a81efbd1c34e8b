import type { DecodedEvent } from '@kotisilta/device-profiles'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type DeviceStates, deviceStates } from './collect/device-states.ts'
import { tellSilences } from './tell-silences.ts'

const MINUTE = 60_000
const BAND = 'ble:c0ffee000002'

let now: number
let hears: boolean
let devices: DeviceStates
let told: [string, DecodedEvent][]
let end: () => void
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  now = 0
  hears = true
  told = []
  devices = deviceStates(
    () => hears,
    () => now,
  )
  devices.assign([
    { device: BAND, profile: 'sig-heart-rate' },
    { device: 'ble:c0ffee000001', profile: 'sig-weight-scale' },
    { device: 'mqtt:robot-0042', profile: 'open-dispenser' },
  ])
  end = tellSilences(devices, (device, event) => told.push([device, event]))
})
afterEach(() => {
  end()
  vi.useRealTimers()
})
function pass(minutes: number, isHeard: boolean): void {
  for (let minute = 0; minute < minutes; minute++) {
    now += MINUTE
    if (isHeard) devices.heard(BAND, now)
    vi.advanceTimersByTime(MINUTE)
  }
}
const stated = () => devices.list().map(({ device, silence }) => [device.slice(-3), silence])

describe('fault 20: a wristband that falls silent', () => {
  it('is told once, with why, and told again when it is back; a scale that nobody used is not', () => {
    pass(120, true)
    expect(told).toEqual([])
    pass(90, false)
    expect(told).toEqual([[BAND, { type: 'event', kind: 'device-offline', detail: { cause: 'out-of-range' } }]])
    expect(stated()).toEqual([
      ['002', 'out-of-range'],
      ['001', undefined],
      ['042', undefined],
    ])
    pass(5, true)
    expect(told.slice(1)).toEqual([[BAND, { type: 'event', kind: 'device-online' }]])
    expect(stated()[0]).toEqual(['002', undefined])
  })

  it('is told with its battery when that was empty', () => {
    pass(120, true)
    devices.said({ type: 'reading', kind: 'battery-level', device: BAND, value: 4 } as Parameters<
      typeof devices.said
    >[0])
    pass(31, false)
    expect(told.map(([, { detail }]) => detail)).toEqual([{ cause: 'battery' }])
  })

  it('is not told while the radio is deaf, which is said of all, nor at once when that hears again', () => {
    pass(120, true)
    hears = false
    pass(90, false)
    expect(told).toEqual([])
    expect(stated().slice(0, 2)).toEqual([
      ['002', 'radio'],
      ['001', 'radio'],
    ])
    hears = true
    pass(10, false)
    expect(told).toEqual([])
    pass(25, false)
    expect(told).toHaveLength(1)
  })
})
