import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { resolveTime } from './resolve-time.ts'

const RECEIVED = Date.UTC(2026, 10, 21, 6, 0, 0)
const ARRIVAL = '2026-11-21T06:00:00.000Z'
const SECOND = 1_000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE
const wall = (at: number) => resolveTime({ at, source: 'wall' }, RECEIVED)
const zoned = (at: number) => resolveTime({ at, source: 'zoned' }, RECEIVED)

describe('the time of a measurement', () => {
  it('is the moment of arrival for a device without a clock', () => {
    expect(resolveTime(undefined, RECEIVED)).toEqual({ at: ARRIVAL, clock: 'gateway' })
  })

  it('bad input 7: is an estimate for a device whose clock shows no date, or one from before this century', () => {
    const estimated = { at: ARRIVAL, clock: 'estimated' }
    expect(resolveTime('unknown', RECEIVED)).toEqual(estimated)
    expect(wall(0)).toEqual(estimated)
    expect(wall(Date.UTC(1999, 11, 31, 23, 59, 59))).toEqual(estimated)
    expect(wall(Date.UTC(2000, 0, 1))).toEqual({ ...estimated, deviceAt: '2000-01-01T00:00:00.000Z' })
  })

  it('is the device’s own while that is plausible', () => {
    const at = '2026-11-21T05:10:00.000Z'
    expect(wall(Date.parse(at))).toEqual({ at, clock: 'device', deviceAt: at })
    expect(zoned(RECEIVED)).toEqual({ at: ARRIVAL, clock: 'device', deviceAt: ARRIVAL })
  })

  it.each([
    ['a wall clock two days behind', wall, -2 * DAY, 'device'],
    ['a wall clock more than two days behind', wall, -2 * DAY - SECOND, 'estimated'],
    ['a zoned clock thirty days behind', zoned, -30 * DAY, 'device'],
    ['a zoned clock more than thirty days behind', zoned, -30 * DAY - SECOND, 'estimated'],
    ['a clock a second ahead', wall, SECOND, 'gateway'],
    ['a clock five minutes ahead', wall, 5 * MINUTE, 'gateway'],
    ['a clock more than five minutes ahead', zoned, 5 * MINUTE + SECOND, 'estimated'],
  ])('by %s', (_, resolve, offset, clock) => {
    const deviceAt = new Date(RECEIVED + offset).toISOString()
    expect(resolve(RECEIVED + offset)).toEqual({ at: clock === 'device' ? deviceAt : ARRIVAL, clock, deviceAt })
  })

  it('on a gateway whose own clock was never set is the device’s, or else an estimate', () => {
    const received = Date.UTC(2024, 0, 1)
    const at = '2026-11-21T05:10:00.000Z'
    expect(resolveTime(undefined, received)).toEqual({ at: '2024-01-01T00:00:00.000Z', clock: 'estimated' })
    expect(resolveTime({ at: Date.parse(at), source: 'wall' }, received)).toEqual({ at, clock: 'device', deviceAt: at })
  })

  it('bad input 8: is never in the future, and never loses a date that the device gave', () => {
    const anyTime = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(9999, 0, 1) })
    fc.assert(
      fc.property(anyTime, fc.constantFrom('wall' as const, 'zoned' as const), (at, source) => {
        const resolved = resolveTime({ at, source }, RECEIVED)
        expect(Date.parse(resolved.at)).toBeLessThanOrEqual(RECEIVED)
        expect(resolved.deviceAt).toBe(new Date(at).toISOString())
      }),
    )
  })
})
