import { expect, test } from 'vitest'
import { WELL, wentWell, wentWrong } from './channel-health.ts'

const NOW = Date.parse('2026-11-26T02:13:00.000Z')

test('three failures in a row put a channel down, and one that went well brings it back', () => {
  const two = wentWrong(wentWrong(WELL, 'a', 'timed-out', NOW), 'a', 'server-error', NOW + 1)
  expect(two.downSince).toBeNull()
  const three = wentWrong(two, 'a', 'too-fast', NOW + 2)
  expect(three.downSince).toBe(NOW + 2)
  expect(wentWrong(three, 'a', 'too-fast', NOW + 9).downSince).toBe(NOW + 2)
  expect(wentWell(three, NOW + 10)).toEqual({ lastGood: NOW + 10, failures: [], downSince: null })
})

test('one phone that is off, or a number that is wrong, does not: silence counts when several have it', () => {
  let health = WELL
  for (let time = 0; time < 5; time++) health = wentWrong(health, 'a', 'no-receipt', NOW + time)
  expect(health.downSince).toBeNull()
  expect(wentWrong(health, 'b', 'no-receipt', NOW + 9).downSince).toBe(NOW + 9)
})

test('what is about one receiver or our own rules says nothing of the channel', () => {
  for (const code of ['not-delivered', 'address-gone', 'quiet-hours', 'not-configured'] as const)
    expect(wentWrong(WELL, 'a', code, NOW)).toBe(WELL)
})
