import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Hearing, hearing } from './hearing.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const TIMING = { slot: MINUTE, silent: 45 * SECOND, quiet: 10 * MINUTE, lonely: 26 * HOUR }

function ears(): Hearing {
  const made = hearing(TIMING)
  made.began(0)
  return made
}
/** Each of them is heard every ten seconds. */
function neighbours(made: Hearing, who: readonly string[], from: number, until: number): void {
  for (let at = from; at < until; at += 10 * SECOND) for (const each of who) made.heard(each, at)
}
const FLAT = ['tv', 'lamp', 'the neighbour’s watch']

describe('a radio that hears nothing', () => {
  it('is deaf when all who were heard all the time fall silent at once', () => {
    const made = ears()
    neighbours(made, FLAT, 0, 20 * MINUTE)
    const last = 20 * MINUTE - 10 * SECOND
    expect(made.judge(last + 45 * SECOND - 1)).toBe('hears')
    expect(made.judge(last + 45 * SECOND)).toBe('deaf')
    expect(made.judge(last + 5 * HOUR)).toBe('deaf')
  })

  it('is not a home where nobody stood on the scale', () => {
    const made = ears()
    for (let day = 0; day < 3; day++) neighbours(made, ['scale'], day * 24 * HOUR, day * 24 * HOUR + 30 * SECOND)
    expect(made.judge(48 * HOUR + 5 * MINUTE)).toBe('hears')
    expect(made.judge(48 * HOUR + 23 * HOUR)).toBe('quiet')
  })

  it('is not a home whose one wristband was taken out', () => {
    const made = ears()
    neighbours(made, ['band'], 0, HOUR)
    expect(made.judge(HOUR + 2 * MINUTE)).toBe('hears')
    expect(made.judge(HOUR + 5 * MINUTE)).toBe('quiet')
    expect(made.judge(HOUR + 5 * HOUR)).toBe('quiet')
  })

  it('is deaf when nobody at all was heard for more than a day', () => {
    expect(ears().judge(26 * HOUR)).toBe('deaf')
  })

  it('does not take neighbours who come and go for ones that are always there', () => {
    const made = ears()
    for (let hour = 0; hour < 5; hour++) neighbours(made, FLAT, hour * HOUR, hour * HOUR + 40 * MINUTE)
    expect(made.judge(4 * HOUR + 42 * MINUTE)).not.toBe('deaf')
  })

  it('is not a home whose neighbours say something too seldom for a silence to mean anything', () => {
    const heardEach = (seconds: number) => {
      const made = ears()
      for (let at = 0; at < 20 * MINUTE; at += seconds * SECOND) for (const each of ['tv', 'lamp']) made.heard(each, at)
      return made.judge(20 * MINUTE + 50 * SECOND)
    }
    expect(heardEach(12)).toBe('deaf')
    expect(heardEach(15)).toBe('hears')
  })

  it('is not told apart before it is known what is usual', () => {
    const made = ears()
    neighbours(made, FLAT, 0, 5 * MINUTE)
    expect(made.judge(7 * MINUTE)).toBe('hears')
  })

  it('does not learn from its own deafness that silence is usual', () => {
    const made = ears()
    neighbours(made, FLAT, 0, 20 * MINUTE)
    made.treated(2 * HOUR)
    neighbours(made, FLAT, 2 * HOUR + SECOND, 2 * HOUR + 10 * MINUTE)
    expect(made.judge(2 * HOUR + 12 * MINUTE)).toBe('deaf')
  })

  it('begins to count when it can listen', () => {
    const made = ears()
    neighbours(made, FLAT, 0, 20 * MINUTE)
    made.began(3 * HOUR)
    expect(made.judge(3 * HOUR + 44 * SECOND)).toBe('hears')
    expect(made.judge(3 * HOUR + 45 * SECOND)).toBe('deaf')
  })

  it('is never said while somebody was heard within the last seconds, whatever came before', () => {
    const heardAt = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 * HOUR }), fc.nat(5)), { maxLength: 300 })
    fc.assert(
      fc.property(heardAt, fc.nat(44 * SECOND), (all, after) => {
        const made = ears()
        const inOrder = all.toSorted(([a], [b]) => a - b)
        for (const [at, who] of inOrder) made.heard(String(who), at)
        const last = inOrder.at(-1)?.[0] ?? 0
        expect(made.judge(last + after)).toBe('hears')
      }),
    )
  })

  it('costs the same whoever invents addresses', () => {
    const made = ears()
    for (let each = 0; each < 100_000; each++) made.heard(`invented ${each}`, each)
    expect(made.judge(100_000)).toBe('hears')
  })
})
