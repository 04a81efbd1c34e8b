import { expect, test } from 'vitest'
import { clockFromText, manualClock, systemClock } from './clock.ts'

test('a scaled clock shows its start at its origin and runs so many times as fast', () => {
  const origin = Date.now() - 1_000
  const clock = clockFromText(`1000000:${origin}:60`)
  const passed = clock.now() - 1_000_000
  expect(passed).toBeGreaterThanOrEqual(60_000)
  expect(passed).toBeLessThan(120_000)
})

test('without a word it is the machine’s own clock', () => {
  expect(clockFromText(undefined)).toBe(systemClock)
})

test.each(['1:2', 'a:b:c', '1:2:0', '1:2:-1'])('%s is no clock', (text) => {
  expect(() => clockFromText(text)).toThrow(TypeError)
})

test('a manual clock stands still until it is moved', () => {
  const clock = manualClock(5)
  expect(clock.now()).toBe(5)
  clock.advance(10)
  expect(clock.now()).toBe(15)
})
