import { groupPlan, planSchema } from '@kotisilta/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hours, reading } from '../example-items.ts'
import { inShort, stream } from '../example-stream.ts'

const plan = planSchema.parse({ diuretic: true })
const weighed = (...weighings: [hour: number, kilograms: number][]) =>
  weighings.map(([hour, kilograms]) => reading('body-weight', kilograms, hours(hour)))
const told = (...weighings: [number, number][]) => stream(plan, weighed(...weighings)).findings.map(inShort)

describe('weight down by 0.9 kg or more in 2 days on a diuretic', () => {
  test.each([
    [79.11, []],
    [79.1, ['raised medium']],
    [79.09, ['raised medium']],
  ])('from 80 to %d kg tells %j: exactly 0.9 kg is enough', (kilograms, expected) => {
    expect(told([0, 80], [24, kilograms])).toEqual(expected)
  })

  test.each([
    [47.99, ['raised medium']],
    [48, ['raised medium']],
    [48.01, []],
  ])('counts a highest weight %d hours ago: two days are 48 hours, the 48th included', (hour, expected) => {
    expect(told([0, 80], [hour, 79])).toEqual(expected)
  })

  test('compares with the highest weight of those days, not with the last', () => {
    const { findings } = stream(plan, weighed([0, 79.6], [10, 80], [24, 79.4], [30, 79]))
    expect(findings).toMatchObject([
      { rule: 'over-diuresis', ruleVersion: 1, problem: 'fluid', basis: [{ value: 80 }, { value: 79, baseline: 80 }] },
    ])
  })

  test('is judged to the gram', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30_000, max: 200_000 }), (grams) => {
        expect(told([0, (grams + 899) / 1000], [24, grams / 1000])).toEqual([])
        expect(told([0, (grams + 900) / 1000], [24, grams / 1000])).toEqual(['raised medium'])
      }),
    )
  })

  test('is told again from another half kilogram on, and over below 0.9 kg', () => {
    expect(told([0, 80], [10, 79], [20, 78.6])).toEqual(['raised medium'])
    expect(told([0, 80], [10, 79], [20, 78.5])).toEqual(['raised medium', 'worse medium'])
    expect(told([0, 80], [10, 79], [20, 79.1])).toEqual(['raised medium'])
    expect(told([0, 80], [10, 79], [20, 79.2])).toEqual(['raised medium', 'cleared medium'])
  })

  test('says why in each language', () => {
    expect(stream(plan, weighed([0, 80], [24, 79])).findings[0]?.words).toEqual({
      fi: {
        title: 'Paino laskenut 1 kg 2 päivässä',
        why: 'Paino oli ylimmillään 80 kg ja on nyt 79 kg; nesteenpoistolääkkeen aikana vähintään 0,9 kg:n lasku 2 päivässä voi tarkoittaa, että nestettä poistuu liikaa.',
      },
      sv: {
        title: 'Vikten ner 1 kg på 2 dagar',
        why: 'Vikten var som högst 80 kg och är nu 79 kg; med vätskedrivande medicin kan en minskning på minst 0,9 kg på 2 dagar betyda att kroppen förlorar för mycket vätska.',
      },
      en: {
        title: 'Weight down 1 kg in 2 days',
        why: 'The highest weight was 80 kg and it is now 79 kg; on a diuretic a loss of at least 0.9 kg in 2 days can mean that too much fluid is going.',
      },
    })
  })

  test('says nothing of somebody who is on none, nor with the rule switched off', () => {
    const items = weighed([0, 80], [24, 78])
    expect(stream(groupPlan, items).findings).toEqual([])
    expect(stream(planSchema.parse({ diuretic: true, overDiuresis: { enabled: false } }), items).findings).toEqual([])
  })

  test('a gain and a loss of the same days are both seen', () => {
    expect(told([0, 77], [20, 79.5], [40, 78.4])).toEqual(['raised medium', 'cleared medium', 'raised medium'])
  })
})
