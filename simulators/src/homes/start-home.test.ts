import { type Clock, manualClock } from '@kotisilta/contract'
import { decodeCharacteristic, isoFromDeviceTime } from '@kotisilta/device-profiles'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Frame, scriptedAir } from '../air/scripted-air.ts'
import { MINUTE } from '../persons/local-time.ts'
import { demoHomes } from './demo-homes.ts'
import type { Home } from './home.ts'
import { type RunningHome, startHome } from './start-home.ts'

const storyStart = Date.parse('2026-11-21T12:00:00Z')
const [veikko] = demoHomes(1, 42, storyStart) as [Home]

let frames: Frame[]
let clock: Clock & { advance(by: number): void }
let running: RunningHome

beforeEach(() => {
  vi.useFakeTimers()
  frames = []
  clock = manualClock(storyStart)
})

afterEach(async () => {
  await running.close()
  vi.useRealTimers()
})

function start(story?: { startedAt: number }): void {
  const air = scriptedAir({ sighting: () => undefined, frame: (frame) => frames.push(frame) })
  running = startHome({ home: veikko, air, clock, ...(story !== undefined && { story }) })
}

/** Lets so many minutes of the clock pass in as many seconds of real time. */
function live(minutes: number): void {
  for (let second = 0; second < minutes; second += 1) {
    clock.advance(MINUTE)
    vi.advanceTimersByTime(1_000)
  }
}

const decoded = (characteristic: string) =>
  frames
    .filter((frame) => frame.characteristic === characteristic)
    .flatMap((frame) => {
      const read = decodeCharacteristic(characteristic, frame.bytes)
      if ('error' in read) throw new Error(read.error.message)
      return read.items
    })

test('the story’s weighing reaches the air with the clock’s time, within seconds of real time', () => {
  start({ startedAt: storyStart })
  live(5)
  const [weighing, ...more] = decoded('2a9d')
  expect(more).toEqual([])
  if (weighing?.type !== 'reading' || weighing.deviceTime === undefined) throw new Error('no weighing')
  expect(Number(weighing.value) - veikko.physiology.baseline.bodyWeight).toBeCloseTo(2.4, 0)
  expect(isoFromDeviceTime(weighing.deviceTime, 'Europe/Helsinki')).toBe('2026-11-21T12:04:00.000Z')
  expect(frames[0]?.address).toBe(veikko.devices.scale.replace('ble:', ''))
})

test('the story’s saturation goes before the body’s', () => {
  start({ startedAt: storyStart })
  live(22)
  const saturations = decoded('2a5e').flatMap((item) =>
    item.type === 'reading' && item.kind === 'oxygen-saturation' ? [item.value] : [],
  )
  expect(saturations).toEqual([92, 91])
})

test('the pulse band tells every five minutes', () => {
  start()
  live(60)
  expect(decoded('2a37')).toHaveLength(12)
})

test('without a story nobody steps on the scale at noon', () => {
  start()
  live(60)
  expect(decoded('2a9d')).toEqual([])
  expect(frames.length).toBeGreaterThan(0)
})

test('of a story under way only the rest is played', () => {
  start({ startedAt: storyStart - 10 * MINUTE })
  live(60)
  expect(decoded('2a9d')).toEqual([])
  expect(decoded('2a5e').filter((item) => item.kind === 'oxygen-saturation')).toHaveLength(1)
})

test('what lay in a long sleep of the machine has passed without anybody at home', () => {
  start()
  clock.advance(5 * 24 * 60 * MINUTE)
  vi.advanceTimersByTime(30_000)
  expect(decoded('2a37').length).toBeLessThan(80)
  expect(decoded('2a9d').length).toBeLessThan(2)
})

test('a home that is closed is silent', async () => {
  start({ startedAt: storyStart })
  await running.close()
  live(30)
  expect(frames).toEqual([])
})
