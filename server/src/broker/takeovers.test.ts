import { expect, it } from 'vitest'
import { takeoverJudge } from './takeovers.ts'

const NOW = 1_000_000
const first = { gateway: 'gw-1', clientId: 'gw-1' }
const urgent = { gateway: 'gw-1', clientId: 'gw-1:urgent' }

it('takes a connection for shared if the one before was heard within ten seconds', () => {
  const isShared = takeoverJudge()
  expect([10_000, 10_001].map((ago) => isShared({ ...first, heardAt: NOW - ago }, NOW))).toEqual([true, false])
})

const MINUTE = 60_000
const turnsAt = (...times: number[]) => {
  const isShared = takeoverJudge()
  return times.map((later) => isShared({ ...urgent, heardAt: NOW + later }, NOW + later))
}

it('takes the one for alarms for shared at the fifth turn within ten minutes', () => {
  expect(turnsAt(0, MINUTE, 2 * MINUTE, 3 * MINUTE, 10 * MINUTE - 1)).toEqual([false, false, false, false, true])
  expect(turnsAt(0, MINUTE, 2 * MINUTE, 3 * MINUTE, 10 * MINUTE)).toEqual([false, false, false, false, false])
})

it('counts what a network has held back, and lets go at once, as one turn', () => {
  expect(turnsAt(0, 5, 10, 400, 999, 1_000)).toEqual([false, false, false, false, false, false])
})

it('counts no turn with a connection that was silent, and each gateway by itself', () => {
  const isShared = takeoverJudge()
  const turn = (gateway: string, later: number, ago: number) =>
    isShared({ gateway, clientId: `${gateway}:urgent`, heardAt: NOW + later - ago }, NOW + later)
  for (let minute = 0; minute < 4; minute++) expect(turn('gw-1', minute * MINUTE, 0)).toBe(false)
  expect(turn('gw-1', 4 * MINUTE, 10_001)).toBe(false)
  expect(turn('gw-2', 4 * MINUTE, 0)).toBe(false)
  expect(turn('gw-1', 5 * MINUTE, 10_000)).toBe(true)
})
