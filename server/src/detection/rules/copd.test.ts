import { planSchema } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { asksOf } from '../asks.ts'
import { daysOf, FIRST_DAY, saturation } from '../example-days.ts'
import { reading } from '../example-items.ts'
import { inShort, stream } from '../example-stream.ts'
import { momentOf } from '../local-time.ts'

const plan = planSchema.parse({ news2: { enabled: false }, copd: { enabled: true } })
/** On day 10, at minutes after ten. */
const measured = (...values: number[]) =>
  values.map((value, index) => reading('oxygen-saturation', value, momentOf(FIRST_DAY + 10, 600 + index * 5)))
const told = (before: number, ...values: number[]) =>
  stream(plan, [...daysOf([saturation(() => before)], 0, 10), ...measured(...values)]).findings.map(inShort)

describe('saturation below the limit', () => {
  test.each([
    [91, []],
    [90, []],
    [89, ['raised medium']],
  ])('of %i %%, and again, tells %j', (value, expected) => {
    expect(stream(plan, measured(value, value)).findings.map(inShort)).toEqual(expected)
  })

  test('is asked for again first', () => {
    const { state, findings } = stream(plan, measured(89))
    expect(findings).toEqual([])
    expect(asksOf(state).map(({ rule, due, at }) => [rule, (due - at) / 60_000])).toEqual([['copd', 15]])
    expect(stream(plan, measured(89, 91)).findings).toEqual([])
  })

  test.each([
    [88, []],
    [87, ['raised medium']],
  ])('of %i %% on scale 2 tells %j: the target begins at 88', (value, expected) => {
    const scale2 = planSchema.parse({ news2: { enabled: false, spo2Scale: 2 }, copd: { enabled: true } })
    expect(stream(scale2, measured(value, value)).findings.map(inShort)).toEqual(expected)
  })

  test('is what the plan says', () => {
    const own = planSchema.parse({ news2: { enabled: false }, copd: { enabled: true, low: 85 } })
    expect(stream(own, measured(85, 85)).findings).toEqual([])
    expect(stream(own, measured(84, 84)).findings).toHaveLength(1)
  })
})

describe('saturation against the week before', () => {
  test.each([
    [95, []],
    [94, ['raised medium']],
    [93, ['raised medium']],
  ])('always 96 %%, now %i %% twice, tells %j: 1.645 deviations, of which one is at least 1 %%', (value, expected) => {
    expect(told(96, value, value)).toEqual(expected)
  })

  test('is judged by how much it wavers', () => {
    const wavering = daysOf([saturation((_day, hour) => (hour % 2 === 0 ? 98 : 94))], 0, 10)
    const toldAfter = (value: number) => stream(plan, [...wavering, ...measured(value, value)]).findings.map(inShort)
    expect([toldAfter(93), toldAfter(92)]).toEqual([[], ['raised medium']])
  })

  test('needs seven readings to compare with', () => {
    const few = daysOf([saturation((_day, hour) => (hour === 7 ? 96 : undefined))], 4, 10)
    const enough = daysOf([saturation((_day, hour) => (hour === 7 ? 96 : undefined))], 3, 10)
    expect(stream(plan, [...few, ...measured(93, 93)]).findings).toEqual([])
    expect(stream(plan, [...enough, ...measured(93, 93)]).findings.map(inShort)).toEqual(['raised medium'])
  })

  test('is over a per cent above the bound, and told again when it is three lower', () => {
    expect(told(96, 94, 94, 95)).toEqual(['raised medium'])
    expect(told(96, 94, 94, 95.4)).toEqual(['raised medium', 'cleared medium'])
    expect(told(96, 94, 94, 91.1)).toEqual(['raised medium'])
    expect(told(96, 94, 94, 91)).toEqual(['raised medium', 'worse medium'])
  })
})

describe('a saturation that has become restless', () => {
  // Wide enough of its mean not to be told for being low.
  const swinging = (by: number) =>
    daysOf(
      [saturation((day, hour) => (day < 7 ? 97 + (hour % 2 === 0 ? 1 : -1) * 0.5 : 100 + (hour % 2 === 0 ? 0 : -by)))],
      0,
      10,
    )
  const restless = planSchema.parse({ news2: { enabled: false }, copd: { enabled: true, low: 60, sigmas: 40 } })

  test.each([
    [7, []],
    [8, ['raised medium']],
  ])('by %i %% from one to the next tells %j: from at most 2 to at least 4', (by, expected) => {
    expect(stream(restless, swinging(by)).findings.map(inShort)).toEqual(expected)
  })

  test('says from what to what', () => {
    expect(stream(restless, swinging(8)).findings[0]?.words.en).toEqual({
      title: 'Oxygen saturation varies more than usual',
      why: expect.stringMatching(/^The spread of the values round their trend has grown from 0\.5 to 4/),
    })
  })
})

test('says why, in each language', () => {
  const low = stream(plan, measured(88, 88)).findings[0]?.words
  expect([low?.fi, low?.sv, low?.en]).toEqual([
    { title: 'Happikyllästeisyys matala', why: 'Happikyllästeisyys on 88 %, ja raja on 90 %.' },
    { title: 'Låg syremättnad', why: 'Syremättnaden är 88 %, och gränsen är 90 %.' },
    { title: 'Oxygen saturation low', why: 'Oxygen saturation 88%; the limit is 90%.' },
  ])
  const { findings } = stream(plan, [...daysOf([saturation(() => 96)], 0, 10), ...measured(93, 93)])
  expect(findings).toMatchObject([
    { rule: 'copd', ruleVersion: 1, basis: [{ value: 93 }, { value: 93, baseline: 96, limit: 94.4 }] },
  ])
  expect(findings[0]?.words.fi.why).toBe(
    'Happikyllästeisyys on 93 %, selvästi alle viimeisten 7 päivän keskiarvon 96 %.',
  )
})

test('is off unless the plan has it', () => {
  expect(stream(planSchema.parse({ news2: { enabled: false } }), measured(80, 80)).findings).toEqual([])
})
