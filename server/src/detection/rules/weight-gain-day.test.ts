import { groupPlan, planSchema } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { hours, reading } from '../example-items.ts'
import { inShort, stream } from '../example-stream.ts'

const plan = planSchema.parse({ weightGain: { enabled: false }, weightGainDay: { enabled: true } })
const weighed = (...weighings: [hour: number, kilograms: number][]) =>
  weighings.map(([hour, kilograms]) => reading('body-weight', kilograms, hours(hour)))
const told = (...weighings: [number, number][]) => stream(plan, weighed(...weighings)).findings.map(inShort)

describe('weight up by 1.36 kg or more in a day', () => {
  test.each([
    [71.35, []],
    [71.36, ['raised medium']],
    [71.37, ['raised medium']],
  ])('from 70 to %d kg tells %j: exactly 1.36 kg is enough', (kilograms, expected) => {
    expect(told([0, 70], [24, kilograms])).toEqual(expected)
  })

  test.each([
    [23.9, ['raised medium']],
    [24, ['raised medium']],
    [24.1, []],
  ])('counts a weight %d hours ago', (hour, expected) => {
    expect(told([0, 70], [hour, 72])).toEqual(expected)
  })

  test('looks a day back when other rules look further', () => {
    const both = planSchema.parse({ weightGainDay: { enabled: true } })
    expect(stream(both, weighed([0, 70], [30, 71.5], [50, 71.9])).findings).toEqual([])
  })

  test('is over below 1.36 kg, and told again from another kilogram on', () => {
    expect(told([0, 70], [10, 71.5], [11, 72.4])).toEqual(['raised medium'])
    expect(told([0, 70], [10, 71.5], [11, 72.5])).toEqual(['raised medium', 'worse medium'])
    expect(told([0, 70], [10, 71.5], [11, 71.35])).toEqual(['raised medium', 'cleared medium'])
  })

  test('says at least, where the rule of three days says more than', () => {
    const [finding] = stream(plan, weighed([0, 70], [24, 71.5])).findings
    expect(finding).toMatchObject({ rule: 'weight-gain-day', ruleVersion: 1, problem: 'fluid' })
    expect(finding?.words.fi.why).toBe(
      'Paino oli alimmillaan 70 kg ja on nyt 71,5 kg; vähintään 1,36 kg:n nousu 1 päivässä voi johtua nesteen kertymisestä.',
    )
    expect(finding?.words.sv.why).toContain('en ökning på minst 1,36 kg på 1 dag kan')
    expect(finding?.words.en.why).toContain('a gain of at least 1.36 kg in 1 day can')
  })

  test('is off unless the plan has it', () => {
    expect(stream(groupPlan, weighed([0, 70], [24, 71.9])).findings).toEqual([])
  })
})
