import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstTime, type GatewayTime, isRight, nextTime, type TimeReading } from './gateway-time.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE
const TRUE = Date.UTC(2026, 10, 21, 6)
const LAST_KNOWN = TRUE - 3 * DAY

const now = ({ offset }: GatewayTime, monotonic: number): number => offset + monotonic
/** A life, of which each entry is a minute later; the clock runs evenly but for what is added to it. */
function life(readings: readonly [wall: number, synchronised: boolean | undefined][], floor = 0) {
  let time: GatewayTime | undefined
  const seen: [now: number, isRight: boolean][] = []
  for (const [index, [wall, synchronised]] of readings.entries()) {
    const reading: TimeReading = { wall: wall + index * MINUTE, monotonic: index * MINUTE, synchronised }
    time = time === undefined ? firstTime(reading, floor) : nextTime(time, reading)
    seen.push([now(time, reading.monotonic) - index * MINUTE, isRight(time)])
  }
  return { seen, time: time as GatewayTime }
}

describe('the time of a gateway', () => {
  it('is the machine’s while the network says that that is right', () => {
    const { seen } = life([
      [TRUE, true],
      [TRUE + 400, true],
      [TRUE - 300, true],
    ])
    expect(seen).toEqual([
      [TRUE, true],
      [TRUE + 400, true],
      [TRUE - 300, true],
    ])
  })

  it('goes on from where it was last known on a machine that begins in 1970, and is not known', () => {
    const { seen, time } = life(
      [
        [0, false],
        [0, false],
      ],
      LAST_KNOWN,
    )
    expect(seen).toEqual([
      [LAST_KNOWN, false],
      [LAST_KNOWN, false],
    ])
    expect(time.isKnown).toBe(false)
  })

  it('is known as soon as the network has said it', () => {
    const { seen, time } = life(
      [
        [0, false],
        [TRUE, true],
      ],
      LAST_KNOWN,
    )
    expect(seen[1]).toEqual([TRUE, true])
    expect(time.isKnown).toBe(true)
  })

  it('follows the network both ways', () => {
    expect(
      life([
        [TRUE, true],
        [TRUE + 3 * DAY, true],
        [TRUE - 3 * DAY, true],
      ]).seen.map(([at]) => at),
    ).toEqual([TRUE, TRUE + 3 * DAY, TRUE - 3 * DAY])
  })

  it.each([
    ['1970', 0, true],
    ['1970 without network time', 0, false],
    ['1970 where nothing tells', 0, undefined],
    ['2036 without network time', Date.UTC(2036, 1, 7), false],
    ['2036 where nothing tells', Date.UTC(2036, 1, 7), undefined],
    ['an hour ahead without network time', TRUE + 60 * MINUTE, false],
  ])('goes on evenly when the clock leaps to %s, and says that the clock is not right', (_, wall, synchronised) => {
    const { seen, time } = life([
      [TRUE, true],
      [wall, synchronised],
      [wall, synchronised],
    ])
    expect(seen.slice(1)).toEqual([
      [TRUE, false],
      [TRUE, false],
    ])
    expect(time.isKnown).toBe(true)
    expect(isRight(nextTime(time, { wall: TRUE + 3 * MINUTE, monotonic: 3 * MINUTE, synchronised }))).toBe(true)
  })

  it('believes a leap where nothing tells, when the clock has run evenly for ten minutes since', () => {
    const leapt = Array.from({ length: 12 }, (): [number, undefined] => [TRUE + 30 * DAY, undefined])
    const { seen } = life([[TRUE, undefined], ...leapt])
    expect(seen.slice(1, 11).every(([at, right]) => at === TRUE && !right)).toBe(true)
    expect(seen[11]).toEqual([TRUE + 30 * DAY, true])
  })

  it('believes at once what a machine that slept has missed', () => {
    expect(
      life([
        [TRUE, undefined],
        [TRUE + 8 * 60 * MINUTE, undefined],
      ]).seen[1],
    ).toEqual([TRUE + 8 * 60 * MINUTE, true])
  })

  it('is not known on a machine whose clock stands where it was switched off, until the network says so', () => {
    const { seen } = life(
      [
        [LAST_KNOWN, false],
        [LAST_KNOWN, false],
        [TRUE, false],
        [TRUE, true],
      ],
      LAST_KNOWN,
    )
    expect(seen.map(([, right]) => right)).toEqual([false, false, false, true])
  })

  const anyWall = fc.oneof(fc.constant(0), fc.constant(TRUE), fc.integer({ min: 0, max: Date.UTC(2038, 0, 19) }))
  const anySynchronised = fc.constantFrom(true, false, undefined)
  const anyLife = fc.array(fc.tuple(anyWall, anySynchronised), { minLength: 1, maxLength: 60 })

  it('never stands still or leaps but to what the machine’s clock shows', () => {
    fc.assert(
      fc.property(anyLife, (readings) => {
        const { seen } = life(readings, LAST_KNOWN)
        for (const [index, [at]] of seen.entries()) {
          const before = seen[index - 1]?.[0]
          const shown = readings[index]?.[0]
          expect([before, shown, index === 0 ? LAST_KNOWN : shown]).toContain(at)
        }
      }),
    )
  })

  it('is never from before this software was made once it is known, nor before it was last known at the start', () => {
    fc.assert(
      fc.property(anyLife, (readings) => {
        const { seen, time } = life(readings, LAST_KNOWN)
        if (time.isKnown) expect(seen.at(-1)?.[0]).toBeGreaterThanOrEqual(Date.UTC(2025, 0, 1))
        if (readings[0]?.[1] !== true) expect(seen[0]?.[0]).toBeGreaterThanOrEqual(LAST_KNOWN - 60 * MINUTE)
      }),
    )
  })

  it('does not forget that it is known', () => {
    fc.assert(
      fc.property(anyLife, (readings) => {
        const { time } = life([[TRUE, true], ...readings], LAST_KNOWN)
        expect(time.isKnown).toBe(true)
      }),
    )
  })
})
