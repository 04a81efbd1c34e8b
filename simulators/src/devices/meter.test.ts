import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Air, Body, DeviceDescription } from '../air/air.ts'
import { type Meter, type MeterKind, meter } from './meter.ts'

/** An air in which a test decides when somebody listens. */
function quietAir() {
  const sent: number[] = []
  const log: string[] = []
  let listening = false
  let tell: (characteristic: string) => void = () => undefined
  const air: Air = {
    addDevice: (description: DeviceDescription): Body => ({
      description,
      wake: () => log.push('wake'),
      sleep() {
        listening = false
        log.push('sleep')
      },
      advertise: () => undefined,
      put: () => undefined,
      indicate(_, bytes) {
        if (listening) sent.push(bytes[0] ?? -1)
        return listening
      },
      onSubscribe(listener) {
        tell = listener
      },
      onWrite: () => undefined,
    }),
  }
  const subscribe = (): void => {
    listening = true
    tell('2a9d')
  }
  const breakLink = (): void => {
    listening = false
  }
  return { air, sent, log, subscribe, breakLink }
}

const kind = (stores: boolean): MeterKind<number> => ({
  name: 'Test',
  service: '181d',
  characteristic: '2a9d',
  encode: (value) => Uint8Array.of(value),
  stores,
})

let room: ReturnType<typeof quietAir>
const place = (stores: boolean): Meter<number> =>
  meter(room.air, kind(stores), { address: 'C0:00:00:00:00:01', window: 6_000 })

beforeEach(() => {
  vi.useFakeTimers()
  room = quietAir()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a meter', () => {
  test('wakes when it has measured, tells whoever subscribes, and sleeps again', () => {
    place(true).measure(72, 0)
    expect(room.log).toEqual(['wake'])
    vi.advanceTimersByTime(2_000)
    room.subscribe()
    vi.advanceTimersByTime(1_000)
    expect(room.sent).toEqual([72])
    expect(room.log).toEqual(['wake', 'sleep'])
  })

  test('stays awake for as long as it was told when nobody comes', () => {
    place(true).measure(72, 0)
    vi.advanceTimersByTime(5_999)
    expect(room.log).toEqual(['wake'])
    vi.advanceTimersByTime(1)
    expect(room.log).toEqual(['wake', 'sleep'])
  })

  test('that stores gives what nobody fetched before the new value', () => {
    const scale = place(true)
    scale.measure(71, 0)
    vi.advanceTimersByTime(10_000)
    scale.measure(72, 0)
    room.subscribe()
    vi.advanceTimersByTime(2_000)
    expect(room.sent).toEqual([71, 72])
  })

  test('that does not store forgets what nobody fetched', () => {
    const oximeter = place(false)
    oximeter.measure(96, 0)
    vi.advanceTimersByTime(10_000)
    oximeter.measure(97, 0)
    room.subscribe()
    vi.advanceTimersByTime(2_000)
    expect(room.sent).toEqual([97])
  })

  test('keeps a value that was cut off by a broken link until somebody subscribes again', () => {
    place(true).measure(72, 0)
    room.subscribe()
    room.breakLink()
    vi.advanceTimersByTime(1_000)
    expect(room.sent).toEqual([])
    expect(room.log).toEqual(['wake'])
    room.subscribe()
    vi.advanceTimersByTime(1_000)
    expect(room.sent).toEqual([72])
    expect(room.log).toEqual(['wake', 'sleep'])
  })

  test('tells two measurements in one connection', () => {
    const scale = place(true)
    scale.measure(71, 0)
    room.subscribe()
    vi.advanceTimersByTime(100)
    scale.measure(72, 0)
    vi.advanceTimersByTime(2_000)
    expect(room.sent).toEqual([71, 72])
  })
})
