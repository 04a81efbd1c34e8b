import { type Plan, planSchema, type Reading } from '@kotisilta/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hours, MORNING, reading } from './example-items.ts'
import { inShort, stream } from './example-stream.ts'
import { judgedAnew } from './judged-anew.ts'
import { HOUR } from './time.ts'

const limited = (limits: object[], more: object = {}): Plan =>
  planSchema.parse({ news2: { enabled: false }, limits, ...more })
const pulse = (high: number) => limited([{ kind: 'heart-rate', red: { high } }])
const none = limited([])

/** What a plan is told to have changed, after readings that were judged by the plan before it. */
function changed(before: Plan, items: readonly Reading[], plan: Plan, now = hours(1)) {
  const { state } = stream(before, items)
  return judgedAnew(plan, state, now)
}
const told = (...given: Parameters<typeof changed>) =>
  changed(...given).findings.map((finding) => `${finding.rule} ${inShort(finding)}`)

describe('a changed plan', () => {
  const fast = reading('heart-rate', 120, hours(0))

  test('that newly calls the newest value too much tells of it at once, with the time at which it was measured', () => {
    const { findings, state } = changed(none, [fast], pulse(110))
    expect(findings.map(inShort)).toEqual(['raised high'])
    expect(findings[0]).toMatchObject({ at: fast.at, basis: [{ item: fast.id, value: 120, limit: 110 }] })
    expect(judgedAnew(pulse(110), state, hours(2)).findings).toEqual([])
  })

  test('that no longer does ends what was told: with a higher limit, with none, and with the rule switched off', () => {
    expect(told(pulse(110), [fast], pulse(130))).toEqual(['limit cleared high'])
    expect(told(pulse(110), [fast], none)).toEqual(['limit cleared medium'])
    expect(told(pulse(110), [fast], limited([], { detection: { off: ['limit'] } }))).toEqual(['limit cleared medium'])
  })

  test('that calls it worse says so', () => {
    const yellow = limited([{ kind: 'heart-rate', yellow: { high: 110 } }])
    expect(told(yellow, [fast], pulse(110))).toEqual(['limit worse high'])
  })

  test.each([
    [24, ['limit raised high']],
    [24.01, []],
  ])('tells nothing new of a value that is older than a day: after %d hours %j', (after, expected) => {
    expect(told(none, [fast], pulse(110), MORNING + after * HOUR)).toEqual(expected)
  })

  test('ends what it no longer calls too much, however old that is', () => {
    expect(told(pulse(110), [fast], none, MORNING + 900 * HOUR)).toEqual(['limit cleared medium'])
  })

  test.each([
    [48, ['weight-gain raised medium']],
    [48.01, []],
  ])('looks at a weight of up to two days: after %d hours %j', (after, expected) => {
    const kilos = [reading('body-weight', 72, hours(-24)), reading('body-weight', 73.5, hours(0))]
    const plan = limited([], { weightGain: { kilograms: 1 } })
    expect(told(none, kilos, plan, MORNING + after * HOUR)).toEqual(expected)
  })

  test('that asks again first has asked', () => {
    const asking = limited([{ kind: 'heart-rate', yellow: { high: 110 } }], { measureAgain: { enabled: true } })
    const { findings, state } = changed(none, [fast], asking)
    expect([findings, Object.keys(state.episodes.asks ?? {})]).toEqual([[], ['limit heart-rate']])
  })

  test('and NEWS2 is what all the signs together give', () => {
    const signs = [reading('oxygen-saturation', 90, hours(0)), reading('heart-rate', 80, hours(0.5))]
    expect(told(none, signs, planSchema.parse({}))).toEqual(['news2 raised medium'])
    expect(told(planSchema.parse({}), signs, planSchema.parse({ news2: { spo2Scale: 2 } }), hours(1))).toEqual([])
  })
})

test('by the plan that was in force nothing is found anew, whatever was measured', () => {
  const plan = planSchema.parse({
    limits: [
      { kind: 'heart-rate', red: { high: 120 }, yellow: { high: 100 }, hours: { from: '08:00', to: '20:00' } },
      { kind: 'body-weight', yellow: { high: 75 } },
      { kind: 'blood-pressure', component: 'systolic', red: { high: 180 }, yellow: { high: 150 } },
    ],
    measureAgain: { enabled: true },
    weightGainDay: { enabled: true },
    overDiuresis: { enabled: true },
    diuretic: true,
  })
  const one = fc.oneof(
    fc.tuple(fc.constant('heart-rate' as const), fc.integer({ min: 40, max: 140 })),
    fc.tuple(fc.constant('oxygen-saturation' as const), fc.integer({ min: 85, max: 99 })),
    fc.tuple(fc.constant('body-weight' as const), fc.integer({ min: 70, max: 78 })),
    fc.tuple(fc.constant('blood-glucose' as const), fc.integer({ min: 2, max: 9 })),
    fc.tuple(
      fc.constant('blood-pressure' as const),
      fc.integer({ min: 85, max: 200 }).map((systolic) => ({ systolic, diastolic: 60 })),
    ),
  )
  const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 500 }), one), { minLength: 1, maxLength: 40 })
  let findings = 0
  fc.assert(
    fc.property(steps, (given) => {
      let at = MORNING
      const items = given.map(([minutes, [kind, value]]) => {
        at += minutes * 60_000
        return reading(kind, value, at)
      })
      const { state, findings: found } = stream(plan, items)
      findings += found.length
      const anew = judgedAnew(plan, state, at)
      expect(anew.findings).toEqual([])
      expect(anew.state).toEqual(state)
    }),
  )
  expect(findings).toBeGreaterThan(50)
})
