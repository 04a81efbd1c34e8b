import { groupPlan, planSchema } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { hours, reading } from '../example-items.ts'
import { inShort, stream } from '../example-stream.ts'

const plan = planSchema.parse({ weightGain: { enabled: false }, weightTrend: { enabled: true } })

const daily = (kilograms: readonly number[], from = 0) =>
  kilograms.map((each, index) => reading('body-weight', Math.round(each * 100) / 100, hours((from + index) * 24)))
/** Wavers like somebody who is well, by up to so many kilograms to either side. */
const wavering = (days: number, by: number) => Array.from({ length: days }, (_, day) => 80 + by * Math.sin(day * 0.8))
const risen = (days: number, kilogramsADay: number) =>
  Array.from({ length: days }, (_, day) => 80 + (day + 1) * kilogramsADay)

const told = (kilograms: readonly number[]) => stream(plan, daily(kilograms)).findings.map(inShort)

describe('a rising trend', () => {
  test('of a kilogram in two days, which stays, is told once and is over when the body has settled there', () => {
    const stays = Array.from({ length: 40 }, () => 82)
    expect(told([...wavering(30, 0.2), 81, 82, ...stays])).toEqual(['raised medium', 'cleared medium'])
  })

  test.each([
    [0.05, []],
    [0.25, ['raised medium']],
  ])('of %d kg a day for a week tells %j', (slope, expected) => {
    expect(told([...wavering(30, 0.2), ...risen(7, slope)])).toEqual(expected)
  })

  test('is told again from another half kilogram on', () => {
    expect(told([...wavering(30, 0.2), ...risen(9, 0.6)])).toEqual([
      'raised medium',
      'worse medium',
      'worse medium',
      'worse medium',
    ])
  })

  test('is judged by how much this person wavers otherwise', () => {
    const rise = [80.7, 81.2, 81.6, 81.8]
    expect(told([...wavering(40, 0.2), ...rise])).toEqual(['raised medium'])
    expect(told([...wavering(40, 2.5), ...rise])).toEqual([])
  })

  test('begins at the plan’s kilograms, the limit itself included', () => {
    // A step of s kg after steady days moves the averages apart by s * (exp(-1/14) - exp(-1/3)) on its day.
    const perKilogram = Math.exp(-1 / 14) - Math.exp(-1 / 3)
    const steady = Array.from({ length: 30 }, () => 80)
    const from = (kilograms: number) =>
      stream(planSchema.parse({ weightGain: { enabled: false }, weightTrend: { enabled: true, kilograms } }), [
        ...daily(steady),
        reading('body-weight', 82, hours(30 * 24)),
      ]).findings.map(inShort)
    expect(from((2 * perKilogram * 1000 - 1) / 1000)).toEqual(['raised medium'])
    expect(from((2 * perKilogram * 1000 + 1) / 1000)).toEqual([])
  })
})

test('nothing is said before two weeks and a half are known', () => {
  expect(told([...wavering(19, 0.1), 84, 84])).toEqual([])
  expect(told([...wavering(20, 0.1), 84, 84])).toEqual(['raised medium'])
})

test('says how far it is from usual, in each language', () => {
  const { findings } = stream(plan, daily([...Array.from({ length: 30 }, () => 80), 83]))
  expect(findings).toMatchObject([{ rule: 'weight-trend', ruleVersion: 1, problem: 'fluid', basis: [{ value: 83 }] }])
  expect(findings[0]?.words).toEqual({
    fi: {
      title: 'Painon suunta nousee',
      why: 'Viime päivien paino on 0,64 kg tavallista kehitystä ylempänä; tällä asiakkaalla 0,5 kg on jo poikkeavaa, ja syynä voi olla nesteen kertyminen.',
    },
    sv: {
      title: 'Vikttrenden stiger',
      why: 'De senaste dagarnas vikt ligger 0,64 kg över den vanliga utvecklingen; hos den här klienten är 0,5 kg redan avvikande, och orsaken kan vara att vätska samlas.',
    },
    en: {
      title: 'Weight trend rising',
      why: 'The weight of the last days is 0.64 kg above its usual course; for this client 0.5 kg is already unusual, and fluid may be gathering.',
    },
  })
})

test('is off unless the plan has it', () => {
  expect(stream(groupPlan, daily([...wavering(30, 0.2), 81, 81.4, 81.6, 81.7])).findings).toEqual([])
})
