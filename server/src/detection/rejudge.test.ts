import { groupPlan, type Plan, planSchema, type Reading, type ReadingKind } from '@kotisilta/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { breathing, daysOf, pulse, saturation, sleep, steps, warmth, waver } from './example-days.ts'
import { hours, reading } from './example-items.ts'
import { inShort, stream } from './example-stream.ts'
import { type Amended, lookBack, rejudge } from './rejudge.ts'
import { emptyState, type PatientState } from './state.ts'
import { tick } from './tick.ts'
import { HOUR, timeOf } from './time.ts'

const plain = planSchema.parse({ news2: { consciousness: 'A' } })

const PLANS: Record<string, Plan> = {
  limits: planSchema.parse({
    news2: { consciousness: 'A' },
    limits: [
      { kind: 'heart-rate', red: { low: 40, high: 130 }, yellow: { low: 50, high: 110 } },
      { kind: 'blood-pressure', component: 'systolic', red: { high: 180 }, yellow: { high: 160 } },
      { kind: 'body-weight', yellow: { low: 70, high: 76 } },
    ],
    weightGainDay: { enabled: true },
    diuretic: true,
  }),
  asking: planSchema.parse({
    news2: { consciousness: 'A' },
    measureAgain: { enabled: true, minutes: 45 },
    glucose: { recheckMinutes: 90 },
  }),
  weights: planSchema.parse({
    malnutrition: { enabled: true, short: { days: 10 }, long: { days: 20 } },
    weightTrend: { enabled: true },
  }),
  'own normal': planSchema.parse({
    baselines: {
      heartRate: { enabled: true },
      respiration: { enabled: true },
      activity: { enabled: true },
      sleep: { enabled: true },
    },
    bloodPressureAverage: { enabled: true },
    copd: { enabled: true },
    delirium: { enabled: true },
    stuckSensor: { enabled: true },
  }),
}

/** As the server lives: everything in time, and a tick at the end. */
function lived(plan: Plan, readings: readonly Reading[], now: number): PatientState {
  return tick(plan, stream(plan, readings).state, now).state
}

function amended(plan: Plan, before: PatientState, after: readonly Reading[], change: Amended, now: number) {
  const earliest = Math.min(...[...change.gone, ...change.come].map(({ at }) => timeOf(at)))
  const { start, kinds } = lookBack(plan, before, earliest)
  const history = after.filter(({ kind, at }) => timeOf(at) >= (kinds.get(kind) ?? Number.POSITIVE_INFINITY))
  return rejudge(plan, before, history, change, { start, now })
}

describe('a reading that was wrong', () => {
  test('ends what it had raised, with the words that it is no longer so', () => {
    const wrong = reading('heart-rate', 140, hours(0))
    const before = lived(plain, [wrong], hours(1))
    const { now, still, state } = amended(plain, before, [], { gone: [wrong], come: [] }, hours(1))
    expect(now.map(inShort)).toEqual(['cleared medium'])
    expect(now[0]?.words.en.title).toBe('No longer so: abnormal vital signs')
    expect(still).toEqual([])
    expect(state).toEqual(emptyState())
  })

  test('raises what it had hidden', () => {
    const [bad, wrong, later] = [140, 80, 82].map((value, hour) => reading('heart-rate', value, hours(hour)))
    const readings = [bad, wrong, later] as Reading[]
    const before = lived(plain, readings, hours(3))
    expect(before.episodes).toEqual({})
    const { now } = amended(plain, before, [bad as Reading], { gone: readings.slice(1), come: [] }, hours(3))
    expect(now.map(inShort)).toEqual(['raised medium'])
  })

  test('leaves what is still so, in the words that hold without it', () => {
    const breath = reading('respiratory-rate', 26, hours(0))
    const wrong = reading('heart-rate', 150, hours(1))
    const before = lived(plain, [breath, wrong], hours(2))
    const { now, still } = amended(plain, before, [breath], { gone: [wrong], come: [] }, hours(2))
    expect(now).toEqual([])
    expect(still).toMatchObject([{ rule: 'news2', at: breath.at, basis: [{ item: breath.id, points: 3 }] }])
  })

  test('corrected to something as bad is not told again; to something worse it is', () => {
    const wrong = reading('heart-rate', 140, hours(0))
    const before = lived(plain, [wrong], hours(1))
    const same = reading('heart-rate', 138, hours(0))
    expect(amended(plain, before, [same], { gone: [wrong], come: [same] }, hours(1)).now).toEqual([])
    const cold = reading('body-temperature', 34, hours(-1))
    const faint = reading('respiratory-rate', 6, hours(-1))
    const worse = amended(plain, before, [cold, faint, wrong], { gone: [], come: [cold, faint] }, hours(1))
    expect(worse.now.map(inShort)).toEqual(['worse high'])
  })

  test('takes its question with it, and what it left to be asked is asked', () => {
    const plan = PLANS.asking as Plan
    const wrong = reading('heart-rate', 140, hours(0))
    const other = reading('heart-rate', 80, hours(0.2))
    const before = lived(plan, [wrong], hours(0.1))
    expect(before.episodes.asks).toBeDefined()
    expect(amended(plan, before, [], { gone: [wrong], come: [] }, hours(0.1)).state.episodes).toEqual({})
    const answered = lived(plan, [wrong, other], hours(0.3))
    const asked = amended(plan, answered, [wrong], { gone: [other], come: [] }, hours(0.3))
    expect(asked.state.episodes.asks).toEqual(before.episodes.asks)
    const overdue = amended(plan, answered, [wrong], { gone: [other], come: [] }, hours(2))
    expect(overdue.now.map(inShort)).toEqual(['raised medium'])
  })
})

const of = (kind: ReadingKind, ...values: NonNullable<Reading['value'] | Reading['components']>[]) =>
  fc.record({ kind: fc.constant(kind), value: fc.constantFrom(...values) })

const sketch = fc.oneof(
  of('heart-rate', 0, 35, 80, 100, 128, 140),
  of('respiratory-rate', 8, 16, 26),
  of('oxygen-saturation', 88, 95, 98),
  of('body-temperature', 34.5, 37, 39.5),
  of('blood-glucose', 2.5, 3.5, 6),
  of('body-weight', 66, 69, 71, 72, 73.9, 75.5, 77),
  of('steps', 10, 3000),
  of('sleep', 60, 480),
  of('consciousness', 'A', 'C'),
  of('blood-pressure', ...[85, 130, 170, 190].map((systolic) => ({ systolic, diastolic: 70 }))),
)

/** Readings at different moments, minutes to a day apart, over some three weeks at most. */
const days = fc
  .array(fc.record({ sketch, minutes: fc.integer({ min: 1, max: 1_440 }) }), { minLength: 2, maxLength: 45 })
  .map((steps) => {
    let at = hours(0)
    return steps.map(({ sketch: { kind, value }, minutes }) => {
      at += minutes * 60_000
      return reading(kind, value, at)
    })
  })

describe.each(Object.entries(PLANS))('under a plan for %s', (_name, plan) => {
  test('taking a reading away is as if it had never been there', () => {
    fc.assert(
      fc.property(days, fc.nat(), (readings, place) => {
        const wrong = readings[place % readings.length] as Reading
        const rest = readings.filter((one) => one !== wrong)
        const now = timeOf((readings.at(-1) as Reading).at) + HOUR
        const { state } = amended(plan, lived(plan, readings, now), rest, { gone: [wrong], come: [] }, now)
        expect(state).toEqual(lived(plan, rest, now))
      }),
      { numRuns: 150 },
    )
  })

  test('correcting a reading is as if it had been right from the beginning', () => {
    fc.assert(
      fc.property(days, fc.nat(), sketch, (readings, place, { value, kind }) => {
        const wrong = readings[place % readings.length] as Reading
        const right = reading(kind, value, timeOf(wrong.at))
        const now = timeOf((readings.at(-1) as Reading).at) + HOUR
        const after = readings.map((one) => (one === wrong ? right : one))
        const { state } = amended(plan, lived(plan, readings, now), after, { gone: [wrong], come: [right] }, now)
        expect(state).toEqual(lived(plan, after, now))
      }),
      { numRuns: 150 },
    )
  })
})

test('weeks of ordinary days and then bad ones: what was far back, and what was yesterday, can be taken away alike', {
  timeout: 60_000,
}, () => {
  const plan = PLANS['own normal'] as Plan
  const bad = (from: number, by: number) => (day: number) => (day >= from ? by : 0)
  const readings = daysOf(
    [
      pulse(bad(40, 25)),
      breathing(bad(41, 8)),
      { ...steps((day) => (day >= 38 ? 0.2 : 1)), hours: [9.25, 12.25, 18.25] },
      sleep(bad(38, 200)),
      warmth(bad(41, 2)),
      saturation((day, hour) => Math.round((day >= 39 ? 86 : 94) + waver(day, hour, 2))),
    ],
    0,
    43,
  )
  const now = timeOf((readings.at(-1) as Reading).at) + HOUR
  const before = lived(plan, readings, now)
  expect(Object.keys(before.episodes).length, 'episodes that go on').toBeGreaterThanOrEqual(5)
  fc.assert(
    fc.property(fc.integer({ min: readings.length - 700, max: readings.length - 1 }), fc.boolean(), (place, whole) => {
      const { kind, at } = readings[place] as Reading
      const gone = readings.filter((one) => one.kind === kind && (whole ? one.at >= at : one.at === at))
      const rest = readings.filter((one) => !gone.includes(one))
      expect(amended(plan, before, rest, { gone, come: [] }, now).state).toEqual(lived(plan, rest, now))
    }),
    { numRuns: 4 },
  )
})

test('a correction of years ago is judged by the last three months, and a week before them', () => {
  const now = hours(0)
  const { state } = stream(groupPlan, [reading('heart-rate', 80, now)])
  const days = (since: number) => Math.round((now - since) / 86_400_000)
  expect(days(lookBack(groupPlan, state, now - 5 * 365 * 86_400_000, now).start)).toBe(97)
  expect(days(lookBack(groupPlan, state, now - 3 * 86_400_000, now).start)).toBe(10)
})
