import { planSchema, type Reading } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { FIRST_DAY } from '../example-days.ts'
import { reading } from '../example-items.ts'
import { inShort, stream } from '../example-stream.ts'
import { momentOf } from '../local-time.ts'

const plan = planSchema.parse({ news2: { enabled: false }, bloodPressureAverage: { enabled: true } })
type Pressure = readonly [systolic: number, diastolic: number]

/** Two in the morning and two in the evening. */
const day = (number: number, pressure: Pressure, hours = [7, 7.1, 19, 19.1]): Reading[] =>
  hours.map((hour) =>
    reading(
      'blood-pressure',
      { systolic: pressure[0], diastolic: pressure[1] },
      momentOf(FIRST_DAY + number, hour * 60),
    ),
  )
const week = (pressure: Pressure, first: Pressure = pressure) =>
  [0, 1, 2, 3, 4, 5, 6].flatMap((number) => day(number, number === 0 ? first : pressure))
const told = (readings: readonly Reading[]) => stream(plan, readings).findings.map(inShort)

describe('the mean of seven days', () => {
  test.each<[Pressure, string[]]>([
    [[134, 84], []],
    [[135, 84], ['raised low']],
    [[134, 85], ['raised low']],
    [[150, 70], ['raised low']],
  ])('of %j tells %j: from 135/85 on', (pressure, expected) => {
    expect(told(week(pressure))).toEqual(expected)
  })

  test('leaves the first day out, on which the cuff excites', () => {
    expect(told(week([130, 80], [190, 110]))).toEqual([])
  })

  test('is none of fewer than twelve readings', () => {
    const days = [0, 1, 2, 3].flatMap((number) => day(number, [150, 90]))
    expect(told(days.slice(0, -1))).toEqual([])
    expect(told(days)).toEqual(['raised low'])
  })

  test('takes two of each morning and evening, and nothing between', () => {
    const often = [0, 1, 2, 3, 4, 5, 6].flatMap((number) => [
      ...day(number, [130, 80], [7, 7.1]),
      ...day(number, [180, 110], [7.2, 7.3, 13, 15]),
      ...day(number, [130, 80], [19, 19.1]),
      ...day(number, [180, 110], [20]),
    ])
    expect(told(often)).toEqual([])
  })

  test('counts the last seven days', () => {
    const old = day(0, [190, 110]).concat(day(1, [190, 110]))
    const calm = [2, 3, 4, 5, 6, 7, 8].flatMap((number) => day(number, [130, 80]))
    expect(told([...old, ...calm])).toEqual(['raised low', 'cleared low'])
  })

  test('a single high value says nothing', () => {
    expect(told([...week([125, 75]), ...day(7, [185, 105], [7])])).toEqual([])
  })

  test('is over below 133/83, and told again ten higher', () => {
    const after = (pressure: Pressure) =>
      told([...week([136, 80]), ...[7, 8, 9, 10, 11, 12].flatMap((number) => day(number, pressure))]).slice(1)
    expect(after([133, 80])).toEqual([])
    expect(after([132, 80])).toEqual(['cleared low'])
    expect(after([146, 80])).toEqual(['worse low'])
  })

  test('says how many readings it rests on, in each language', () => {
    const { findings } = stream(plan, week([142, 83]))
    expect(findings[0]).toMatchObject({ rule: 'blood-pressure-average', ruleVersion: 1, problem: 'blood-pressure' })
    const last = stream(plan, week([142, 83]).slice(0, 16)).findings[0]
    expect(last?.words).toEqual({
      fi: {
        title: 'Verenpaineen keskiarvo 142/83 mmHg',
        why: 'Seitsemän päivän kotimittausten keskiarvo (12 mittausta, ensimmäinen päivä jätetty pois) on 142/83 mmHg; kohonnut alkaen 135/85 mmHg.',
      },
      sv: {
        title: 'Blodtryckets medelvärde 142/83 mmHg',
        why: 'Medelvärdet av sju dagars hemmätningar (12 mätningar, första dagen borträknad) är 142/83 mmHg; förhöjt från 135/85 mmHg.',
      },
      en: {
        title: 'Mean blood pressure 142/83 mmHg',
        why: 'The mean of seven days at home (12 readings, the first day left out) is 142/83 mmHg; high from 135/85 mmHg.',
      },
    })
  })

  test('is off unless the plan has it', () => {
    expect(stream(planSchema.parse({ news2: { enabled: false } }), week([170, 100])).findings).toEqual([])
  })
})
