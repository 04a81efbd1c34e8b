import { groupPlan, planSchema } from '@kotisilta/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hours, reading } from '../example-items.ts'
import { inShort, stream } from '../example-stream.ts'

/** Weighings as pairs of hours and kilograms. */
const weighed = (...weighings: [hour: number, kilograms: number][]) =>
  weighings.map(([hour, kilograms]) => reading('body-weight', kilograms, hours(hour)))
const told = (plan: typeof groupPlan, ...weighings: [number, number][]) =>
  stream(plan, weighed(...weighings)).findings.map(inShort)

describe('weight up by more than 2 kg in 3 days', () => {
  test.each([
    [74.3, []],
    [74.4, []],
    [74.5, ['raised medium']],
  ])('from 72.4 to %d kg tells %j: exactly 2.0 kg is not more', (kilograms, expected) => {
    expect(told(groupPlan, [0, 72.4], [24, kilograms])).toEqual(expected)
  })

  test.each([
    [71.99, ['raised medium']],
    [72, ['raised medium']],
    [72.01, []],
  ])('counts a lowest weight %d hours ago: three days are 72 hours, the 72nd included', (hour, expected) => {
    expect(told(groupPlan, [0, 70], [hour, 73])).toEqual(expected)
  })

  test('is judged to the gram, whatever binary floats make of kilograms', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30_000, max: 200_000 }), (grams) => {
        expect(told(groupPlan, [0, grams / 1000], [24, (grams + 2000) / 1000])).toEqual([])
        expect(told(groupPlan, [0, grams / 1000], [24, (grams + 2001) / 1000])).toEqual(['raised medium'])
      }),
      { numRuns: 1000 },
    )
  })

  test('compares with the lowest weight of those days, not with the last', () => {
    const [low, , high] = weighed([0, 72], [24, 73.5], [48, 74.1])
    const { findings } = stream(groupPlan, weighed([0, 72], [24, 73.5], [48, 74.1]))
    expect(findings).toHaveLength(1)
    expect(findings[0]?.basis).toMatchObject([
      { kind: 'body-weight', value: 72, at: low?.at },
      { value: 74.1, at: high?.at, baseline: 72 },
    ])
  })

  test('is a problem of fluid, said in plain words with the numbers as each language writes them', () => {
    const { findings } = stream(groupPlan, weighed([0, 72.4], [24, 74.9]))
    expect(findings[0]).toMatchObject({ rule: 'weight-gain', problem: 'fluid', ruleVersion: 1 })
    expect(findings[0]?.words).toEqual({
      fi: {
        title: 'Paino noussut 2,5 kg 3 päivässä',
        why: 'Paino oli alimmillaan 72,4 kg ja on nyt 74,9 kg; yli 2 kg:n nousu 3 päivässä voi johtua nesteen kertymisestä.',
      },
      sv: {
        title: 'Vikten upp 2,5 kg på 3 dagar',
        why: 'Vikten var som lägst 72,4 kg och är nu 74,9 kg; en ökning på mer än 2 kg på 3 dagar kan bero på att vätska samlas.',
      },
      en: {
        title: 'Weight up 2.5 kg in 3 days',
        why: 'The lowest weight was 72.4 kg and it is now 74.9 kg; a gain of more than 2 kg in 3 days can mean that fluid is gathering.',
      },
    })
  })
})

describe('while it goes on', () => {
  test.each([
    [75.4, []],
    [75.5, ['worse medium']],
    [75.6, ['worse medium']],
  ])('from 74.5 to %d kg tells %j: worse is another kilogram', (kilograms, expected) => {
    expect(told(groupPlan, [0, 72], [24, 74.5], [30, kilograms]).slice(1)).toEqual(expected)
  })

  test.each([
    [73.9, ['cleared medium']],
    [74, []],
    [74.1, []],
  ])('at %d kg tells %j: it is over below 2 kg', (kilograms, expected) => {
    expect(told(groupPlan, [0, 72], [24, 74.5], [30, kilograms]).slice(1)).toEqual(expected)
  })

  test('it is over when the low weight is more than three days old', () => {
    expect(told(groupPlan, [0, 72], [24, 74.5], [100, 74.5])).toEqual(['raised medium', 'cleared medium'])
  })

  test('it can come back', () => {
    expect(told(groupPlan, [0, 72], [24, 74.5], [30, 73], [40, 74.6])).toEqual([
      'raised medium',
      'cleared medium',
      'raised medium',
    ])
  })
})

describe('the plan', () => {
  test('sets the kilograms and the days', () => {
    const strict = planSchema.parse({ weightGain: { kilograms: 1.36, days: 1 } })
    expect(told(strict, [0, 70], [24, 71.36])).toEqual([])
    expect(told(strict, [0, 70], [24, 71.37])).toEqual(['raised medium'])
    expect(told(strict, [0, 70], [25, 71.37])).toEqual([])
  })

  test('switches the rule off, which ends what was found', () => {
    const off = planSchema.parse({ weightGain: { enabled: false } })
    expect(told(off, [0, 70], [24, 80])).toEqual([])
    const { state } = stream(groupPlan, weighed([0, 70], [24, 80]))
    expect(stream(off, weighed([30, 80]), state).findings.map(inShort)).toEqual(['cleared medium'])
  })
})

test('healthy people whose weight wavers by some hundred grams are left in peace', () => {
  const wavering = Array.from({ length: 60 }, (_, day): [number, number] => [day * 24, 85 + ((day * 7) % 17) / 10])
  expect(told(groupPlan, ...wavering)).toEqual([])
})

test('a weight in doubt is not compared with', () => {
  const doubtful = reading('body-weight', 60, hours(0), ['person-uncertain'])
  expect(stream(groupPlan, [doubtful, ...weighed([1, 74])]).findings).toEqual([])
})
