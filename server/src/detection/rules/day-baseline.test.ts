import { planSchema } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { daysOf, FIRST_DAY, type Habit, sleep, steps } from '../example-days.ts'
import { inShort, stream } from '../example-stream.ts'
import { momentOf } from '../local-time.ts'

const plan = planSchema.parse({ baselines: { activity: { enabled: true }, sleep: { enabled: true } } })
const on = (days: readonly number[], then: number, else_: number) => (day: number) =>
  days.includes(day) ? then : else_
const told = (habit: Habit, until = 22) => stream(plan, daysOf([habit], 0, until)).findings.map(inShort)

describe('the steps of a day', () => {
  test('that are as many as usual say nothing', () => {
    expect(told(steps(), 40)).toEqual([])
  })

  test.each([
    [[15], []],
    [
      [15, 16],
      ['raised low', 'cleared low'],
    ],
    [[15, 17], []],
    [
      [15, 16, 17],
      ['raised low', 'cleared low'],
    ],
  ])('that are a third on days %j tell %j: two days in a row', (days, expected) => {
    expect(told(steps(on(days, 0.3, 1)))).toEqual(expected)
  })

  test('that are more than usual say nothing', () => {
    expect(told(steps(on([15, 16], 2.5, 1)))).toEqual([])
  })

  test('of a day on which the band was hardly worn do not count', () => {
    const unworn: Habit = { ...steps(), value: (day, hour) => (day >= 15 && hour > 9 ? undefined : 60) }
    expect(told(unworn, 18)).toEqual([])
  })

  test('are told with the first reading of the day after, in each language', () => {
    const { findings } = stream(plan, daysOf([steps(on([15, 16], 0.3, 1))], 0, 18))
    expect(findings[0]).toMatchObject({
      rule: 'activity-baseline',
      ruleVersion: 1,
      problem: 'activity',
      priority: 'low',
      at: new Date(momentOf(FIRST_DAY + 17, 45)).toISOString(),
    })
    const { fi, sv, en } = findings[0]?.words ?? {}
    expect([fi?.title, sv?.title, en?.title]).toEqual([
      'Askelmäärä: tavallista vähemmän',
      'Antal steg: mindre än vanligt',
      'Steps: less than usual',
    ])
    expect(fi?.why).toMatch(/^Jo 2 päivää peräkkäin: eilen \d{3}, tavallisesti tällä asiakkaalla 2\d{3} päivässä\.$/)
    expect(sv?.why).toMatch(/^Redan 2 dagar i rad: i går \d{3}, vanligen hos den här klienten 2\d{3} per dag\.$/)
    expect(en?.why).toMatch(/^For 2 days in a row: \d{3} yesterday, usually 2\d{3} a day for this client\.$/)
  })
})

describe('sleep', () => {
  test('of three hours for two nights is told, and so is much more of it', () => {
    expect(told(sleep(on([15, 16], 240, 0)))).toEqual(['raised low', 'cleared low'])
    expect(told(sleep(on([15, 16], -240, 0)))).toEqual(['raised low', 'cleared low'])
    expect(told(sleep(on([15], 240, 0)))).toEqual([])
  })

  test.each([
    [89, []],
    [90, ['raised low', 'cleared low']],
    [91, ['raised low', 'cleared low']],
  ])('%i minutes short of always the same tells %j: a deviation is at least 30 minutes', (less, expected) => {
    const same: Habit = { kind: 'sleep', hours: [7], value: (day) => 420 - on([15, 16], less, 0)(day) }
    expect(told(same)).toEqual(expected)
  })

  test('has no normal before seven nights are known', () => {
    expect(told(sleep(on([6, 7], 240, 0)), 10)).toEqual([])
    expect(told(sleep(on([7, 8], 240, 0)), 11)).toEqual(['raised low', 'cleared low'])
  })
})
