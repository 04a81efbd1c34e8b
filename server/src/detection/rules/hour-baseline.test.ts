import { groupPlan, planSchema } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { breathing, daysOf, FIRST_DAY, pulse } from '../example-days.ts'
import { reading } from '../example-items.ts'
import { inShort, stream } from '../example-stream.ts'
import { momentOf } from '../local-time.ts'

const plan = planSchema.parse({ news2: { enabled: false }, baselines: { heartRate: { enabled: true } } })
const from =
  (day: number, hour: number, more: number, until = Number.POSITIVE_INFINITY) =>
  (on: number, at: number) => {
    const since = (on - day) * 24 + at - hour
    return since >= 0 && since < until ? more : 0
  }
const told = (more: (day: number, hour: number) => number, until = 16) =>
  stream(plan, daysOf([pulse(more)], 0, until)).findings.map(inShort)

describe('a pulse against the person’s own normal at that time of day', () => {
  test('that stays as it is says nothing, day and night', () => {
    expect(told(() => 0, 30)).toEqual([])
  })

  test('higher for four hours is told once, and is over when it is back for two', () => {
    expect(told(from(14, 12, 18))).toEqual(['raised medium'])
    expect(told(from(14, 12, 18, 4))).toEqual(['raised medium', 'cleared medium'])
  })

  test.each([
    [3, []],
    [4, ['raised medium', 'cleared medium']],
    [5, ['raised medium', 'cleared medium']],
  ])('higher for %i hours tells %j', (hours, expected) => {
    expect(told(from(14, 12, 18, hours))).toEqual(expected)
  })

  test('lower is told as well', () => {
    expect(told(from(14, 12, -18))).toEqual(['raised medium'])
  })

  test('of 75 is usual by day and unusual at night', () => {
    expect(told(from(14, 23, 15, 6))).toEqual(['raised medium', 'cleared medium'])
  })

  test('has no normal before seven days are known', () => {
    expect(told(from(6, 12, 18, 8), 7)).toEqual([])
    expect(told(from(7, 12, 18, 8), 8)).toEqual(['raised medium', 'cleared medium'])
  })

  test('says for how long, how high and what is usual, in each language', () => {
    const { findings } = stream(plan, daysOf([pulse(from(14, 12, 20))], 0, 15))
    expect(findings).toMatchObject([
      {
        rule: 'heart-rate-baseline',
        ruleVersion: 1,
        problem: 'vital-signs',
        at: new Date(momentOf(FIRST_DAY + 14, 16 * 60)).toISOString(),
        basis: [{ kind: 'heart-rate', baseline: 75 }],
      },
    ])
    expect(findings[0]?.words).toEqual({
      fi: {
        title: 'Syke tavallista korkeampi',
        why: 'Syke on viimeisten 4 mitatun tunnin aikana ollut keskimäärin 95/min; tällä asiakkaalla se on tähän aikaan tavallisesti 75/min.',
      },
      sv: {
        title: 'Puls högre än vanligt',
        why: 'Under de senaste 4 uppmätta timmarna har medelvärdet varit 95/min; hos den här klienten är det vid den här tiden vanligen 75/min.',
      },
      en: {
        title: 'Pulse higher than usual',
        why: 'Over the last 4 hours measured the mean was 95/min; for this client it is usually 75/min at this time of day.',
      },
    })
  })

  test('is off unless the plan has it, and then nothing is written down', () => {
    const { findings, state } = stream(
      planSchema.parse({ news2: { enabled: false } }),
      daysOf([pulse(from(14, 12, 30))], 0, 16),
    )
    expect([findings, state.page, state.episodes]).toEqual([[], undefined, {}])
    expect(groupPlan.baselines.heartRate.enabled).toBe(false)
  })
})

describe('by exactly how much', () => {
  // The same value on every day: one deviation is then the least that is reckoned with, 4/min.
  const steady = (value: number) => {
    const hours = Array.from({ length: 24 }, (_, hour) => hour)
    const before = daysOf([{ kind: 'heart-rate', hours, value: () => 70 }], 0, 14)
    const now = [8, 9, 10, 11, 12].map((hour) => reading('heart-rate', value, momentOf(FIRST_DAY + 14, hour * 60)))
    return stream(plan, [...before, ...now]).findings.map(inShort)
  }

  test.each([
    [81, []],
    [82, ['raised medium']],
    [83, ['raised medium']],
    [59, []],
    [58, ['raised medium']],
  ])('a pulse of %i instead of 70 tells %j: three deviations are enough', (value, expected) => {
    expect(steady(value)).toEqual(expected)
  })
})

describe('a breathing rate', () => {
  const breath = planSchema.parse({ news2: { enabled: false }, baselines: { respiration: { enabled: true } } })
  const toldOf = (more: (day: number, hour: number) => number) =>
    stream(breath, daysOf([breathing(more)], 0, 17)).findings.map(inShort)

  test('that is up twice in a row is told with the second time', () => {
    expect(toldOf(from(14, 8, 7, 6))).toEqual([])
    expect(toldOf(from(14, 8, 7, 12))).toEqual(['raised medium', 'cleared medium'])
    const { findings } = stream(breath, daysOf([breathing(from(14, 8, 7))], 0, 15))
    expect(findings.map(({ rule, at }) => [rule, at])).toEqual([
      ['respiration-baseline', new Date(momentOf(FIRST_DAY + 14, 14 * 60)).toISOString()],
    ])
  })
})
