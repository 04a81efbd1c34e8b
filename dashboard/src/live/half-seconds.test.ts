import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { everyHalfSecond, lastBeat } from './half-seconds.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

test('while somebody shows it, time stands still between two beats, however long drawing takes', () => {
  const heard: number[] = []
  const begun = lastBeat().wall
  const end = everyHalfSecond(() => heard.push(lastBeat().wall))
  vi.setSystemTime(1_000_000 + 3_000)
  expect(lastBeat().wall).toBe(begun)
  vi.advanceTimersByTime(500)
  expect(heard).toEqual([1_003_500])
  expect(lastBeat().wall).toBe(1_003_500)
  end()
})

test('where nobody shows it, it is looked at anew', () => {
  everyHalfSecond(() => {})()
  vi.setSystemTime(2_000_000)
  expect(lastBeat().wall).toBe(2_000_000)
})
