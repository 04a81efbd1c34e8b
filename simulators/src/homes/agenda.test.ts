import { expect, test } from 'vitest'
import { DAY, HOUR } from '../persons/local-time.ts'
import type { Moment } from './action.ts'
import { agenda } from './agenda.ts'

const weigh = (at: number): Moment => ({ at, action: { does: 'weigh' } })
const hourly = (from: number, to: number): Moment[] => {
  const moments: Moment[] = []
  for (let at = (Math.floor(from / HOUR) + 1) * HOUR; at <= to; at += HOUR) moments.push(weigh(at))
  return moments
}

test('each moment comes once and in order, however the time is cut', () => {
  const next = agenda(0, [weigh(90 * 60_000)], hourly)
  const got: number[] = []
  for (const now of [1, HOUR, HOUR, 2 * HOUR, 2.5 * HOUR, DAY, DAY + 1, 3 * DAY])
    got.push(...next(now).map(({ at }) => at))
  expect(got).toEqual([...hourly(0, 3 * DAY).map(({ at }) => at), 1.5 * HOUR].sort((one, other) => one - other))
})

test('nothing comes before its time', () => {
  const next = agenda(0, [], hourly)
  expect(next(HOUR - 1)).toEqual([])
  expect(next(HOUR)).toEqual([weigh(HOUR)])
})
