import { partitionOf } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { ATTEMPTS, BETWEEN_MS, dueAttempt, type LastTest, minuteOf } from './schedule.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const WINDOW = { from: 3 * 60, until: 5 * 60 }
/** 03:00 in Helsinki. */
const NIGHT = Date.parse('2026-11-26T01:00:00.000Z')

const home = Array.from({ length: 500 }, (_, index) => `h${index}`).find((id) => partitionOf(id) === '32') as string
const last = (more: Partial<LastTest> = {}): LastTest => ({
  askedAt: NIGHT + HOUR,
  endedAt: NIGHT + HOUR + 3 * MINUTE,
  isProved: false,
  attempt: 1,
  ...more,
})

test('a home has its minute of the night: before it nothing, at it a test, after the window none', () => {
  expect(minuteOf(home, WINDOW)).toBe(4 * 60)
  expect(dueAttempt(home, undefined, WINDOW, NIGHT + 59 * MINUTE)).toBeUndefined()
  expect(dueAttempt(home, undefined, WINDOW, NIGHT + HOUR)).toBe(1)
  expect(dueAttempt(home, undefined, WINDOW, NIGHT + 119 * MINUTE)).toBe(1)
  expect(dueAttempt(home, undefined, WINDOW, NIGHT + 2 * HOUR)).toBeUndefined()
})

test('homes are spread over the window', () => {
  const minutes = new Set(Array.from({ length: 2_000 }, (_, index) => minuteOf(`h${index}`, WINDOW)))
  expect(minutes.size).toBe(64)
  expect(Math.min(...minutes)).toBeGreaterThanOrEqual(WINDOW.from)
  expect(Math.max(...minutes)).toBeLessThan(WINDOW.until)
})

test('proved once, it is enough for the night; the next night it is due again', () => {
  const proved = last({ isProved: true })
  expect(dueAttempt(home, proved, WINDOW, NIGHT + 90 * MINUTE)).toBeUndefined()
  expect(dueAttempt(home, proved, WINDOW, NIGHT + 25 * HOUR)).toBe(1)
})

test('what did not arrive is tried again after a while, so often and no more', () => {
  const failed = last()
  expect(dueAttempt(home, failed, WINDOW, failed.askedAt + BETWEEN_MS - 1)).toBeUndefined()
  expect(dueAttempt(home, failed, WINDOW, failed.askedAt + BETWEEN_MS)).toBe(2)
  expect(dueAttempt(home, last({ attempt: ATTEMPTS }), WINDOW, failed.askedAt + BETWEEN_MS)).toBeUndefined()
})

test('a test under way is waited for, and one that somebody asked for does not stand for the night’s', () => {
  expect(dueAttempt(home, last({ endedAt: null }), WINDOW, NIGHT + 100 * MINUTE)).toBeUndefined()
  expect(dueAttempt(home, last({ attempt: 0, isProved: true }), WINDOW, NIGHT + 100 * MINUTE)).toBe(1)
})

test('on the night on which the clock is set back homes are not tested twice', () => {
  const before = Date.parse('2026-10-25T00:30:00.000Z')
  const proved = last({ askedAt: before, endedAt: before + MINUTE, isProved: true })
  expect(dueAttempt(home, proved, { from: 180, until: 240 }, before + HOUR)).toBeUndefined()
})
