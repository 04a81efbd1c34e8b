import { planSchema } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { daysOf, FIRST_DAY, sleep, steps, warmth } from '../example-days.ts'
import { reading } from '../example-items.ts'
import { inShort, stream } from '../example-stream.ts'
import { momentOf } from '../local-time.ts'

const plan = planSchema.parse({ news2: { enabled: false }, delirium: { enabled: true } })
const at = (hour: number) => momentOf(FIRST_DAY + 16, hour * 60)

/** Fifteen ordinary days, then one on which activity and sleep may be broken, then this temperature. */
const life = ({ moved = 1, slept = 0, degrees = [38.2] }: { moved?: number; slept?: number; degrees?: number[] }) => [
  ...daysOf([warmth(), steps((day) => (day === 15 ? moved : 1)), sleep((day) => (day === 15 ? slept : 0))], 0, 16),
  ...degrees.map((each, index) => reading('body-temperature', each, at(8 + index))),
]
const told = (what: Parameters<typeof life>[0]) => stream(plan, life(what)).findings.map(inShort)

describe('fever with activity and sleep out of the usual', () => {
  test('is told', () => {
    expect(told({ moved: 0.3, slept: 200 })).toEqual(['raised medium'])
  })

  test('may be restlessness and little sleep, or stillness and much of it', () => {
    expect(told({ moved: 2, slept: 200 })).toEqual(['raised medium'])
    expect(told({ moved: 0.3, slept: -200 })).toEqual(['raised medium'])
  })

  test('is not, while one of the two is as usual', () => {
    expect([told({ moved: 0.3 }), told({ slept: 200 }), told({})]).toEqual([[], [], []])
  })

  test.each([
    [37.4, []],
    [37.5, ['raised medium']],
    [37.6, ['raised medium']],
  ])('begins at 1.1 degrees above the person’s own usual highest, 36.4: at %d tells %j', (degrees, expected) => {
    const same = { ...warmth(), value: () => 36.4 }
    const days = daysOf([same, steps((day) => (day === 15 ? 0.3 : 1)), sleep((day) => (day === 15 ? 200 : 0))], 0, 16)
    const { findings } = stream(plan, [...days, reading('body-temperature', degrees, at(8))])
    expect(findings.map(inShort)).toEqual(expected)
  })

  test.each([
    [37.8, []],
    [37.9, ['raised medium']],
  ])('begins above 37.8 where nothing is usual yet: at %d tells %j', (degrees, expected) => {
    const days = daysOf([steps((day) => (day === 15 ? 0.3 : 1)), sleep((day) => (day === 15 ? 200 : 0))], 0, 16)
    const { findings } = stream(plan, [...days, reading('body-temperature', degrees, at(8))])
    expect(findings.map(inShort)).toEqual(expected)
  })

  test('is told again a degree higher, and over when the day’s highest is well below', () => {
    expect(told({ moved: 0.3, slept: 200, degrees: [38.2, 39.2] })).toEqual(['raised medium', 'worse medium'])
    const nextDay = reading('body-temperature', 36.8, momentOf(FIRST_DAY + 17, 480))
    const { findings } = stream(plan, [...life({ moved: 0.3, slept: 200 }), nextDay])
    expect(findings.map(inShort)).toEqual(['raised medium', 'cleared medium'])
  })

  test('says what is seen, in each language', () => {
    const { findings } = stream(plan, life({ moved: 0.3, slept: 200 }))
    expect(findings).toMatchObject([{ rule: 'delirium', ruleVersion: 1, problem: 'vital-signs' }])
    expect(findings[0]?.words.fi).toEqual({
      title: 'Kuume, ja liike ja uni poikkeavat tavallisesta',
      why: expect.stringMatching(
        /^Ruumiinlämpö on 38,2 °C \(tavallisesti 36,\d °C\), ja asiakas liikkuu tavallista vähemmän ja nukkuu tavallista vähemmän; /,
      ),
    })
    expect(findings[0]?.words.sv.why).toContain('klienten rör sig mindre och sover mindre än vanligt')
    expect(findings[0]?.words.en.why).toContain('moves less and sleeps less than usual')
  })

  test('is off unless the plan has it', () => {
    const off = planSchema.parse({ news2: { enabled: false } })
    expect(stream(off, life({ moved: 0.3, slept: 200 })).findings).toEqual([])
  })
})
