import { type Plan, planSchema, type ReadingKind } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { hours, reading } from '../example-items.ts'
import { inShort, stream } from '../example-stream.ts'

const plan: Plan = planSchema.parse({
  news2: { enabled: false },
  weightGain: { enabled: false },
  limits: [
    { kind: 'heart-rate', red: { low: 40, high: 130 }, yellow: { low: 50, high: 110 } },
    { kind: 'blood-pressure', component: 'systolic', red: { low: 90, high: 180 }, yellow: { high: 160 } },
    { kind: 'blood-pressure', component: 'diastolic', yellow: { high: 100 } },
    { kind: 'body-weight', yellow: { low: 60 } },
  ],
})

const pulses = (...values: number[]) => values.map((value, index) => reading('heart-rate', value, hours(index)))
const told = (...values: number[]) => stream(plan, pulses(...values)).findings.map(inShort)

describe('a value', () => {
  test.each([
    [39, ['raised high']],
    [40, ['raised medium']],
    [49, ['raised medium']],
    [50, []],
    [110, []],
    [111, ['raised medium']],
    [130, ['raised medium']],
    [131, ['raised high']],
  ])(
    'of %i with yellow at 50 and 110, red at 40 and 130, tells %j: the limits themselves are inside',
    (value, expected) => {
      expect(told(value)).toEqual(expected)
    },
  )

  test('is told with the limit that it has left and the words of that limit', () => {
    const [finding] = stream(plan, pulses(131)).findings
    expect(finding).toMatchObject({
      rule: 'limit',
      problem: 'vital-signs',
      ruleVersion: 1,
      basis: [{ value: 131, limit: 130 }],
    })
    expect(finding?.words).toEqual({
      fi: { title: 'Syke yli rajan', why: 'Syke on 131/min, ja suunnitelman vaararaja on 130/min.' },
      sv: { title: 'Puls över gränsen', why: 'Uppmätt puls är 131/min, och planens farogräns är 130/min.' },
      en: { title: 'Pulse above the limit', why: "Pulse 131/min; the plan's danger limit is 130/min." },
    })
  })

  test('without limits in the plan is not told, whatever it is', () => {
    expect(stream(planSchema.parse({ news2: { enabled: false } }), pulses(250)).findings).toEqual([])
  })

  test('of weight is a problem of fluid', () => {
    expect(stream(plan, [reading('body-weight', 59.9)]).findings).toMatchObject([
      { problem: 'fluid', priority: 'medium' },
    ])
  })
})

describe('blood pressure', () => {
  const pressure = (systolic: number, diastolic: number, hour = 0) =>
    reading('blood-pressure', { systolic, diastolic }, hours(hour))

  test('is judged by each of its components', () => {
    expect(stream(plan, [pressure(159, 101)]).findings).toMatchObject([{ priority: 'medium', basis: [{ limit: 100 }] }])
    expect(stream(plan, [pressure(161, 90)]).findings).toMatchObject([{ priority: 'medium', basis: [{ limit: 160 }] }])
  })

  test('with both outside is one finding, of the worse', () => {
    expect(stream(plan, [pressure(181, 101)]).findings).toMatchObject([{ priority: 'high', basis: [{ limit: 180 }] }])
  })
})

describe('while a sign is outside its limits', () => {
  test('it is told as worse when it goes from yellow to red, once', () => {
    expect(told(115, 120, 135, 115, 140)).toEqual(['raised medium', 'worse high'])
  })

  test.each([
    [108, []],
    [107, ['cleared medium']],
    [52, []],
    [53, ['cleared medium']],
  ])('a pulse of %i tells %j: it is back when it is 3/min inside', (value, expected) => {
    expect(told(112, value).slice(1)).toEqual(expected)
  })

  test('it does not come and go with a value that wavers round the limit', () => {
    expect(told(111, 110, 111, 109, 112, 110)).toEqual(['raised medium'])
  })

  test('another sign that leaves its limits makes it worse, and it is over when both are back', () => {
    const items = [
      reading('heart-rate', 115, hours(0)),
      reading('blood-pressure', { systolic: 170, diastolic: 80 }, hours(1)),
      reading('heart-rate', 80, hours(2)),
      reading('heart-rate', 115, hours(3)),
      reading('heart-rate', 80, hours(4)),
      reading('blood-pressure', { systolic: 140, diastolic: 80 }, hours(5)),
    ]
    const { findings } = stream(plan, items)
    expect(findings.map(({ change, at }) => [change, at])).toEqual([
      ['raised', items[0]?.at],
      ['worse', items[1]?.at],
      ['cleared', items[5]?.at],
    ])
  })

  test('it ends when the plan no longer limits the sign', () => {
    const { state } = stream(plan, pulses(115))
    const without = planSchema.parse({ news2: { enabled: false } })
    expect(stream(without, [reading('heart-rate', 115, hours(1))], state).findings.map(inShort)).toEqual([
      'cleared medium',
    ])
  })

  test('a range narrower than the margins can still be come back to', () => {
    const narrow = planSchema.parse({
      news2: { enabled: false },
      limits: [{ kind: 'heart-rate', yellow: { low: 60, high: 64 } }],
    })
    expect(stream(narrow, pulses(66, 62)).findings.map(inShort)).toEqual(['raised medium', 'cleared medium'])
  })
})

test.each<[ReadingKind, number, number, number]>([
  ['oxygen-saturation', 90, 89, 91],
  ['body-temperature', 36.1, 36, 36.3],
  ['respiratory-rate', 10, 9, 11],
  ['blood-glucose', 4, 3.9, 4.3],
  ['steps', 100, 99, 100],
])('%s comes back over its own margin', (kind, low, outside, back) => {
  const one = planSchema.parse({ news2: { enabled: false }, limits: [{ kind, red: { low } }] })
  const almost = Math.round((back - 0.1) * 10) / 10
  const { findings } = stream(
    one,
    [outside, almost, back].map((value, index) => reading(kind, value, hours(index))),
  )
  expect(findings.map(({ change, at }) => [change, at])).toEqual([
    ['raised', reading(kind, 0, hours(0)).at],
    ['cleared', reading(kind, 0, hours(2)).at],
  ])
})

describe('limits by day and by night', () => {
  // The clock on the wall is two hours ahead of UTC in winter.
  const byHours = planSchema.parse({
    news2: { enabled: false },
    limits: [
      { kind: 'heart-rate', red: { high: 150 } },
      { kind: 'heart-rate', yellow: { high: 110 }, hours: { from: '07:00', to: '22:00' } },
      { kind: 'heart-rate', yellow: { high: 90 }, hours: { from: '22:00', to: '07:00' } },
    ],
  })
  const at = (wall: string) => Date.parse(`2026-11-21T${wall}:00.000+02:00`)
  const toldAt = (wall: string, value: number) =>
    stream(byHours, [reading('heart-rate', value, at(wall))]).findings.map(({ basis, priority }) => [
      priority,
      basis[0]?.limit,
    ])

  test.each([
    ['06:59', 90, []],
    ['06:59', 91, [['medium', 90]]],
    ['07:00', 91, []],
    ['07:00', 110, []],
    ['21:59', 111, [['medium', 110]]],
    ['22:00', 111, [['medium', 90]]],
    ['23:59', 91, [['medium', 90]]],
    ['00:00', 91, [['medium', 90]]],
    ['12:00', 151, [['high', 150]]],
    ['03:00', 151, [['high', 150]]],
  ])('at %s a pulse of %i tells %j', (wall, value, expected) => {
    expect(toldAt(wall, value)).toEqual(expected)
  })

  test('what the night found is over when the day does not mind it', () => {
    const pulses = [reading('heart-rate', 95, at('06:30')), reading('heart-rate', 95, at('07:00'))]
    expect(stream(byHours, pulses).findings.map(inShort)).toEqual(['raised medium', 'cleared medium'])
  })

  test('outside all hours that have a limit there is none', () => {
    const night = planSchema.parse({
      news2: { enabled: false },
      limits: [{ kind: 'heart-rate', yellow: { high: 90 }, hours: { from: '22:00', to: '07:00' } }],
    })
    const pulses = [reading('heart-rate', 120, at('03:00')), reading('heart-rate', 120, at('12:00'))]
    expect(stream(night, pulses).findings.map(inShort)).toEqual(['raised medium', 'cleared medium'])
  })

  test('hours that end when they begin are no hours', () => {
    const limits = [{ kind: 'heart-rate', yellow: { high: 90 }, hours: { from: '22:00', to: '22:00' } }]
    expect(planSchema.safeParse({ limits }).success).toBe(false)
  })
})
