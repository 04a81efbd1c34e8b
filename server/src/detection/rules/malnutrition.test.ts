import { groupPlan, planSchema } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { hours, reading } from '../example-items.ts'
import { inShort, stream } from '../example-stream.ts'

const plan = planSchema.parse({ weightGain: { enabled: false }, malnutrition: { enabled: true } })

/** Three weighing days from a day on, as often as a weight has to be met to be believed. */
const thrice = (day: number, kilograms: number) =>
  [0, 1, 2].map((more) => reading('body-weight', kilograms, hours((day + more) * 24)))
const told = (...stretches: [day: number, kilograms: number][]) =>
  stream(
    plan,
    stretches.flatMap(([day, kilograms]) => thrice(day, kilograms)),
  ).findings.map(inShort)

describe('weight down by 5 % or more in 30 days', () => {
  test.each([
    [76.01, []],
    [76, ['raised low']],
    [75.99, ['raised low']],
  ])('from 80 to %d kg tells %j', (kilograms, expected) => {
    expect(told([0, 80], [20, kilograms])).toEqual(expected)
  })

  test('counts a day 30 days ago, and no older one', () => {
    // The newest of the three days of 80 kg is day 2; the weight is steady at 75 kg from the second day of the second stretch on.
    expect(told([0, 80], [31, 75])[0]).toBe('raised low')
    expect(told([0, 80], [32, 75])).toEqual([])
  })
})

describe('weight down by 10 % or more in 180 days', () => {
  test.each([
    [72.01, []],
    [72, ['raised low']],
    [71.99, ['raised low']],
  ])('from 80 to %d kg tells %j, however slowly', (kilograms, expected) => {
    const slowly: [number, number][] = [78, 76, 74, 73].map((each, index) => [(index + 1) * 35, each])
    expect(told([0, 80], ...slowly, [175, kilograms])).toEqual(expected)
  })

  test('counts a day 180 days ago, and no older one', () => {
    const slowly: [number, number][] = [78, 76, 74, 73].map((each, index) => [(index + 1) * 35, each])
    expect(told([0, 80], ...slowly, [181, 71])[0]).toBe('raised low')
    expect(told([0, 80], ...slowly, [182, 71])).toEqual([])
  })
})

describe('one odd weight', () => {
  test('is not believed, low or high', () => {
    const steady = Array.from({ length: 20 }, (_, day) => reading('body-weight', 80, hours(day * 24)))
    const low = reading('body-weight', 60, hours(20 * 24))
    const high = reading('body-weight', 95, hours(21 * 24))
    const after = [80, 79, 80].map((kilograms, index) => reading('body-weight', kilograms, hours((22 + index) * 24)))
    expect(stream(plan, [...steady, low, high, ...after]).findings).toEqual([])
  })

  test('among several of a day is none: the lowest of the day counts, as clothes only add', () => {
    const dressed = reading('body-weight', 84, hours(23 * 24 + 5))
    expect(stream(plan, [...thrice(0, 80), ...thrice(20, 79), dressed]).findings).toEqual([])
  })
})

describe('while it goes on', () => {
  test.each([
    [74.01, []],
    [74, ['worse low']],
    [73.9, ['worse low']],
  ])('down to %d kg tells %j: worse is another 2.5 percentage points', (kilograms, expected) => {
    expect(told([0, 80], [10, 76], [20, kilograms]).slice(1)).toEqual(expected)
  })

  test.each([
    [76.3, []],
    [76.4, []],
    [76.5, ['cleared low']],
  ])('at %d kg tells %j: it is over half a percentage point inside', (kilograms, expected) => {
    expect(told([0, 80], [10, 76], [20, kilograms]).slice(1)).toEqual(expected)
  })
})

test('says from what to what, in each language', () => {
  const { findings } = stream(plan, [...thrice(0, 80), ...thrice(20, 75.5)])
  expect(findings).toMatchObject([
    { rule: 'malnutrition', ruleVersion: 1, problem: 'nutrition', basis: [{ value: 75.5, baseline: 80 }] },
  ])
  expect(findings[0]?.words).toEqual({
    fi: {
      title: 'Paino laskenut 5,6 % 30 päivässä',
      why: 'Paino oli ylimmillään 80 kg ja on nyt 75,5 kg (kolmen punnituspäivän tasoitettu paino); lasku voi kertoa vajaaravitsemuksesta.',
    },
    sv: {
      title: 'Vikten ner 5,6 % på 30 dagar',
      why: 'Vikten var som högst 80 kg och är nu 75,5 kg (utjämnad över tre vägningsdagar); minskningen kan vara tecken på undernäring.',
    },
    en: {
      title: 'Weight down 5.6% in 30 days',
      why: 'The highest weight was 80 kg and it is now 75.5 kg (steadied over three weighing days); the loss can be a sign of malnutrition.',
    },
  })
})

test('is off unless the plan has it, and then nothing is remembered for it', () => {
  const { findings, state } = stream(groupPlan, [...thrice(0, 80), ...thrice(20, 60)])
  expect(findings).toEqual([])
  expect(state.weightDays).toBeUndefined()
})
