import type { Sighting } from '@kotisilta/device-profiles'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Body } from './air.ts'
import { type Frame, scriptedAir } from './scripted-air.ts'

let sightings: Sighting[]
let frames: Frame[]
let body: Body
let gone: string[]

afterEach(() => {
  vi.useRealTimers()
})

beforeEach(() => {
  vi.useFakeTimers()
  gone = []
  sightings = []
  frames = []
  body = scriptedAir({
    sighting: (sighting) => sightings.push(sighting),
    frame: (frame) => frames.push(frame),
    gone: (address) => gone.push(address),
  }).addDevice({
    address: 'C0:4B:53:00:01:01',
    name: 'Koti Scale',
    rssi: -70,
    manufacturerData: { 343: Uint8Array.of(1) },
    services: [
      { uuid: '0000181D-0000-1000-8000-00805F9B34FB', characteristics: [{ uuid: '2a9d', flags: ['indicate'] }] },
      { uuid: '180f', characteristics: [{ uuid: '2a19', flags: ['read'] }] },
    ],
  })
})

test('a device that wakes is seen as profiles describe devices', () => {
  body.wake()
  expect(sightings).toEqual([
    {
      address: 'c04b53000101',
      name: 'Koti Scale',
      rssi: -70,
      services: ['181d', '180f'],
      serviceData: {},
      manufacturerData: { '0157': Uint8Array.of(1) },
    },
  ])
})

test('a new advertisement is seen while the device is awake, and not while it sleeps', () => {
  body.advertise({ serviceData: { '181d': Uint8Array.of(1) } })
  expect(sightings).toEqual([])
  body.wake()
  body.advertise({ serviceData: { '181d': Uint8Array.of(2) } })
  expect(sightings.map((each) => each.serviceData['181d']?.[0])).toEqual([1, 2])
})

test('whoever wakes is subscribed to, and its values come as frames', () => {
  const subscribed: string[] = []
  body.onSubscribe((characteristic) => subscribed.push(characteristic))
  expect(body.indicate('2a9d', Uint8Array.of(7))).toBe(false)
  body.wake()
  expect(subscribed).toEqual(['2a9d'])
  expect(body.indicate('2A9D', Uint8Array.of(7))).toBe(true)
  expect(frames).toEqual([
    { address: 'c04b53000101', service: '181d', characteristic: '2a9d', bytes: Uint8Array.of(7) },
  ])
  body.sleep()
  expect(body.indicate('2a9d', Uint8Array.of(8))).toBe(false)
})

test('a device is heard again and again while it is awake, and is gone a while after it fell asleep', () => {
  body.wake()
  vi.advanceTimersByTime(2_000)
  expect(sightings).toHaveLength(5)
  body.sleep()
  vi.advanceTimersByTime(2_999)
  expect(sightings).toHaveLength(5)
  expect(gone).toEqual([])
  vi.advanceTimersByTime(1)
  expect(gone).toEqual(['c04b53000101'])
})

test('a device that wakes again soon was never gone', () => {
  body.wake()
  body.sleep()
  vi.advanceTimersByTime(1_000)
  body.wake()
  vi.advanceTimersByTime(10_000)
  expect(gone).toEqual([])
})
