import { describe, expect, test } from 'vitest'
import { type CutOff, homesOf, NO_OUTAGES, type Outages, STORM_WITHIN, withCutOff } from './storm.ts'

const MINUTE = 60_000
const one = (n: number, minutes: number, home = `home-${n}`): CutOff => ({
  alert: `alert-${n}`,
  home,
  at: minutes * MINUTE,
})

function after(cutOffs: readonly CutOff[]) {
  let outages: Outages = NO_OUTAGES
  const joined: string[][] = []
  for (const each of cutOffs) {
    const result = withCutOff(outages, each, () => `storm at ${each.alert}`)
    outages = result.outages
    joined.push(result.joined.map(({ alert }) => alert))
  }
  return { outages, joined }
}

describe('homes of an area that are cut off', () => {
  test('are one cause from the fifth on within ten minutes, and all that come after join it', () => {
    const { outages, joined } = after([0, 1, 2, 3, 4, 5].map((n) => one(n, n)))
    expect(joined).toEqual([[], [], [], [], ['alert-0', 'alert-1', 'alert-2', 'alert-3', 'alert-4'], ['alert-5']])
    expect(outages.storm).toMatchObject({ id: 'storm at alert-4', since: 0, newest: 5 * MINUTE })
  })

  test('four are four, and so are five of which the first is more than ten minutes before the last', () => {
    expect(after([0, 1, 2, 3].map((n) => one(n, n))).outages.storm).toBeUndefined()
    const times = [0, 3, 6, 9, STORM_WITHIN / MINUTE]
    expect(after(times.map((at, n) => one(n, at))).outages.storm).toBeDefined()
    expect(after([...times.slice(0, 4), 10.01].map((at, n) => one(n, at))).outages.storm).toBeUndefined()
  })

  test('count by homes, however many live in one', () => {
    expect(after(Array.from({ length: 9 }, (_, n) => one(n, 0, 'the same'))).outages.storm).toBeUndefined()
    const { storm } = after([0, 1, 2, 3, 4, 5].map((n) => one(n, 0, `home-${n % 5}`))).outages
    expect(storm && [storm.members.length, homesOf(storm)]).toEqual([6, 5])
  })

  test('join as long as the last is not ten minutes ago; then it is another cause', () => {
    const first = [0, 1, 2, 3, 4].map((n) => one(n, 0))
    const { outages, joined } = after([...first, one(5, 10), one(6, 20), one(7, 30.1)])
    expect(joined.slice(5)).toEqual([['alert-5'], ['alert-6'], []])
    expect(outages.loose.map(({ alert }) => alert)).toEqual(['alert-7'])
  })

  test('that is told twice is in it once', () => {
    const { outages, joined } = after([...[0, 1, 2, 3, 4].map((n) => one(n, 0)), one(2, 1)])
    expect(joined.at(-1)).toEqual([])
    expect(outages.storm?.members).toHaveLength(5)
  })
})
