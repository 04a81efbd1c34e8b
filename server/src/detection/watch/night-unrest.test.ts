import { type Item, isoTime, planSchema } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { FIRST_DAY } from '../example-days.ts'
import { event } from '../example-items.ts'
import { inShort, lived } from '../example-stream.ts'
import { momentOf } from '../local-time.ts'

const plan = planSchema.parse({ nightUnrest: { enabled: true } })
const at = (day: number, hour: number) => momentOf(FIRST_DAY + day, Math.round(hour * 60))

/** The night that ends on a day: so many quarters with movement from 23:00 on, and a day that is moved in. */
const night = (day: number, quarters: number): Item[] => [
  ...Array.from({ length: quarters }, (_, index) => event('bed-left', at(day - 1, 23.05 + index / 4))),
  event('motion', at(day, 9)),
]
const nights = (quarters: (day: number) => number, count: number) =>
  Array.from({ length: count }, (_, day) => night(day, quarters(day))).flat()
const life = (quarters: (day: number) => number, until: number) =>
  lived(plan, nights(quarters, until), { start: at(-1, 0), end: at(until, 0), every: 10 * 60_000 })
const told = (quarters: (day: number) => number, until = 14) => life(quarters, until).findings.map(inShort)
const usual = (day: number) => 2 + (day % 3)

describe('more movement than usual at night', () => {
  test('is told after two nights in a row, and over after a calm one', () => {
    expect(told(usual, 20)).toEqual([])
    expect(told((day) => (day === 10 ? 16 : usual(day)))).toEqual([])
    expect(told((day) => (day === 10 || day === 11 ? 16 : usual(day)))).toEqual(['raised low', 'cleared low'])
  })

  // Half a dozen nights of two, three and four quarters: one deviation is 1.5 quarters, three are 4.5.
  test.each([
    [7, []],
    [8, ['raised low', 'cleared low']],
  ])('of %i quarters of an hour tells %j', (quarters, expected) => {
    expect(told((day) => (day === 10 || day === 11 ? quarters : usual(day)))).toEqual(expected)
  })

  test('is told when the night is over, with how much it was', () => {
    const { findings } = life((day) => (day >= 10 ? 16 : usual(day)), 12)
    expect(findings).toMatchObject([
      { rule: 'night-unrest', ruleVersion: 1, problem: 'activity', priority: 'low', at: isoTime(at(11, 6)) },
    ])
    expect(findings[0]?.words).toEqual({
      fi: {
        title: 'Levottomia öitä',
        why: '2 yönä peräkkäin tavallista enemmän liikettä klo 23–06: viime yönä 16 vartissa, tavallisesti 3.',
      },
      sv: {
        title: 'Oroliga nätter',
        why: '2 nätter i rad mer rörelse än vanligt kl. 23–06: i natt under 16 kvartar, vanligen 3.',
      },
      en: {
        title: 'Restless nights',
        why: 'More movement than usual from 23 to 06 on 2 nights in a row: in 16 quarters of an hour last night, usually in 3.',
      },
    })
  })

  test('has no usual before seven nights are known', () => {
    expect(told((day) => (day >= 5 ? 16 : usual(day)), 7)).toEqual([])
  })

  test('is off unless the plan has it', () => {
    const items = nights((day) => (day >= 10 ? 16 : usual(day)), 13)
    expect(lived(planSchema.parse({}), items, { start: at(-1, 0), end: at(13, 0) }).findings).toEqual([])
  })
})
