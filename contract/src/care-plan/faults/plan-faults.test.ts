import { describe, expect, test } from 'vitest'
import { groupPlan, planSchema } from '../../plan.ts'
import { planFaults } from './plan-faults.ts'

const faultsOf = (plan: unknown) => planFaults(planSchema.parse(plan)).map(({ path, code }) => `${path} ${code}`)
const ofLimit = (limit: object) => faultsOf({ limits: [{ kind: 'heart-rate', ...limit }] })

test('the group’s plan contradicts nothing', () => {
  expect(planFaults(groupPlan)).toEqual([])
})

describe('limits', () => {
  test.each([
    [{ red: { high: 119 }, yellow: { high: 120 } }, ['limits/heart-rate/red/high red-inside-yellow']],
    [{ red: { high: 120 }, yellow: { high: 120 } }, []],
    [{ red: { high: 121 }, yellow: { high: 120 } }, []],
    [{ red: { low: 49 }, yellow: { low: 50 } }, []],
    [{ red: { low: 50 }, yellow: { low: 50 } }, []],
    [{ red: { low: 51 }, yellow: { low: 50 } }, ['limits/heart-rate/red/low red-inside-yellow']],
    [{ red: { low: 89 }, yellow: { high: 90 } }, []],
    [{ red: { low: 90 }, yellow: { high: 90 } }, ['limits/heart-rate/red/low red-inside-yellow']],
    [{ yellow: { low: 100 }, red: { high: 90 } }, ['limits/heart-rate/red/high red-inside-yellow']],
  ])('%j: danger begins beyond attention, or where attention begins', (limit, expected) => {
    expect(ofLimit(limit)).toEqual(expected)
  })

  test.each([
    [99, 100, 0],
    [100, 100, 1],
    [101, 100, 1],
  ])('from %i to %i gives %i faults: the lower is below the upper', (low, high, count) => {
    expect(ofLimit({ yellow: { low, high } }).map((fault) => fault.split(' ')[1])).toEqual(
      Array.from({ length: count }, () => 'low-not-below-high'),
    )
  })

  test.each([
    ['body-temperature', 98, 'in Fahrenheit'],
    ['blood-glucose', 90, 'in mg/dL'],
    ['oxygen-saturation', 101, 'in nothing'],
    ['heart-rate', -1, 'below zero'],
  ])('a limit of %s of %i, %s, does not fit', (kind, high) => {
    expect(faultsOf({ limits: [{ kind, yellow: { high } }] })).toEqual([
      `limits/${kind}/yellow/high value-does-not-fit`,
    ])
  })

  test.each([
    [29.9, 1],
    [30, 0],
    [43, 0],
    [43.1, 1],
  ])('a temperature of %f gives %i faults: what a thermometer shows', (low, count) => {
    expect(faultsOf({ limits: [{ kind: 'body-temperature', red: { low } }] })).toHaveLength(count)
  })

  test('a pressure says which part it is, nothing else does, and a level of consciousness has none', () => {
    expect(faultsOf({ limits: [{ kind: 'blood-pressure', red: { high: 180 } }] })).toEqual([
      'limits/blood-pressure component-missing',
    ])
    expect(ofLimit({ component: 'systolic', red: { high: 180 } })).toEqual([
      'limits/heart-rate.systolic component-misplaced',
    ])
    expect(faultsOf({ limits: [{ kind: 'consciousness', red: { high: 1 } }] })).toEqual([
      'limits/consciousness kind-has-no-limits',
    ])
  })

  test('one sign is limited once; by night it may be limited otherwise', () => {
    const limits = [
      { kind: 'heart-rate', red: { high: 130 } },
      { kind: 'heart-rate', red: { high: 110 }, hours: { from: '22:00', to: '07:00' } },
    ]
    expect(faultsOf({ limits })).toEqual([])
    expect(faultsOf({ limits: [...limits, { kind: 'heart-rate', red: { high: 120 } }] })).toEqual([
      'limits/heart-rate%20~2 twice',
    ])
  })
})

describe('medicines', () => {
  const dose = (at: string, more: object = {}) => ({ at, early: 60, late: 60, critical: 120, missed: 240, ...more })
  const ofDoses = (...doses: object[]) => faultsOf({ medicines: [{ id: 'm', name: 'Furosemidi', doses }] })

  test.each([
    ['12:59', 1],
    ['13:00', 0],
    ['13:01', 0],
  ])(
    'a dose at 8 that is missed at 12 and the next at %s, which may be taken an hour before: %i faults',
    (at, count) => {
      expect(ofDoses(dose('08:00'), dose(at))).toHaveLength(count)
    },
  )

  test('windows cross midnight, and Sunday is followed by Monday', () => {
    expect(ofDoses(dose('21:00'), dose('01:30'))).toEqual(['medicines/m/doses doses-overlap'])
    expect(ofDoses(dose('22:00', { days: [7] }), dose('01:00', { days: [1] }))).toHaveLength(1)
    expect(ofDoses(dose('22:00', { days: [7] }), dose('01:00', { days: [2] }))).toHaveLength(0)
  })

  test('the same dose twice overlaps itself, one a week does not, and another medicine’s is its own', () => {
    expect(ofDoses(dose('08:00'), dose('08:00'))).toHaveLength(1)
    expect(ofDoses(dose('08:00', { days: [1] }))).toEqual([])
    const doses = [dose('08:00')]
    expect(
      faultsOf({
        medicines: [
          { id: 'a', name: 'A', doses },
          { id: 'b', name: 'B', doses },
        ],
      }),
    ).toEqual([])
  })

  test('a medicine is named once and ends after it begins', () => {
    const from = '2026-11-26T00:00:00.000Z'
    expect(faultsOf({ medicines: [{ id: 'm', name: 'M', from, until: from }] })).toEqual([
      'medicines/m/until ends-before-it-begins',
    ])
    expect(
      faultsOf({
        medicines: [
          { id: 'm', name: 'M' },
          { id: 'm', name: 'M' },
        ],
      }),
    ).toEqual(['medicines/m%20~2/id twice'])
  })
})

test('pauses do not overlap; one may begin when the other ends', () => {
  const pause = (from: string, until: string) => ({
    from: `2026-11-${from}T00:00:00.000Z`,
    until: `2026-11-${until}T00:00:00.000Z`,
    reason: 'travel',
  })
  expect(faultsOf({ pauses: [pause('01', '05'), pause('05', '07')] })).toEqual([])
  expect(faultsOf({ pauses: [pause('01', '05'), pause('04', '07')] })).toEqual(['pauses/1 pauses-overlap'])
})

test.each([
  ['glucose', { veryLow: 3.9 }, 'glucose/veryLow'],
  ['weightTrend', { fast: 14 }, 'weightTrend/fast'],
  ['copd', { calm: 4 }, 'copd/calm'],
  ['malnutrition', { short: { days: 180 } }, 'malnutrition/short/days'],
])('%s with %j is in the wrong order', (rule, options, path) => {
  expect(faultsOf({ [rule]: options })).toEqual([`${path} wrong-order`])
})

test('what is expected, and a goal, is named once', () => {
  const expected = { kind: 'body-weight', withinHours: 36 }
  const goal = { id: 'g', text: 'Kävelee kauppaan' }
  expect(faultsOf({ expected: [expected, expected], goals: [goal, goal] })).toEqual([
    'expected/body-weight%20~2 twice',
    'goals/g%20~2 twice',
  ])
})
