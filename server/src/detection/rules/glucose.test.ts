import { groupPlan, type Item, planSchema } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { asksOf } from '../asks.ts'
import { hours, reading } from '../example-items.ts'
import { inShort, stream } from '../example-stream.ts'
import { tick } from '../tick.ts'

const minutes = (count: number) => hours(count / 60)
const glucose = (value: number, minute = 0) => reading('blood-glucose', value, minutes(minute))
const told = (items: readonly Item[], plan = groupPlan) => stream(plan, items).findings.map(inShort)

describe('a first value', () => {
  test.each([
    [2.9, ['raised high'], 0],
    [3, [], 1],
    [3.8, [], 1],
    [3.9, [], 0],
    [4.2, [], 0],
  ])('of %d mmol/L tells %j and leaves %i question', (value, findings, asks) => {
    const { state, findings: found } = stream(groupPlan, [glucose(value)])
    expect([found.map(inShort), asksOf(state).length]).toEqual([findings, asks])
  })

  test.each([
    [53, ['raised high'], 0],
    [54, [], 1],
    [69, [], 1],
    [70, [], 0],
  ])('that a meter showed as %i mg/dL is judged as that', (value, findings, asks) => {
    const { state, findings: found } = stream(groupPlan, [glucose(value * 0.0555)])
    expect([found.map(inShort), asksOf(state).length]).toEqual([findings, asks])
  })

  test('of level 1 is asked for again within 15 minutes', () => {
    const first = glucose(3.5)
    expect(asksOf(stream(groupPlan, [first]).state)).toEqual([
      {
        rule: 'glucose',
        kind: 'blood-glucose',
        at: minutes(0),
        due: minutes(15),
        words: {
          fi: {
            title: 'Mitattava uudelleen: verensokeri',
            why: 'Ensimmäinen poikkeava arvo (3,5 mmol/l) mitataan uudelleen ennen hälytystä.',
          },
          sv: {
            title: 'Mät på nytt: blodsocker',
            why: 'Ett första avvikande värde (3,5 mmol/l) mäts på nytt före larm.',
          },
          en: {
            title: 'Measure again: blood glucose',
            why: 'A first value outside the limits (3.5 mmol/L) is measured again before anybody is alerted.',
          },
        },
        basis: {
          item: first.id,
          kind: 'blood-glucose',
          at: first.at,
          device: first.device,
          value: 3.5,
          unit: 'mmol/L',
        },
      },
    ])
  })
})

describe('a second value', () => {
  test('that is low too raises an alert that rests on both', () => {
    const [first, second] = [glucose(3.5), glucose(3.6, 10)]
    const { findings, state } = stream(groupPlan, [first, second])
    expect(findings).toMatchObject([
      { rule: 'glucose', ruleVersion: 1, problem: 'vital-signs', change: 'raised', priority: 'medium', at: second.at },
    ])
    expect(findings[0]?.basis.map(({ item, limit }) => [item, limit])).toEqual([
      [first.id, undefined],
      [second.id, 3.9],
    ])
    expect(asksOf(state)).toEqual([])
  })

  test('that is well takes the question back', () => {
    const { findings, state } = stream(groupPlan, [glucose(3.5), glucose(4, 10)])
    expect([findings, asksOf(state), state.episodes]).toEqual([[], [], {}])
  })

  test('of the same moment is no second one', () => {
    expect(told([glucose(3.5), glucose(3.5)])).toEqual([])
    expect(told([glucose(3.5), glucose(3.5), glucose(3.5, 1)])).toEqual(['raised medium'])
  })

  test('below 3.0 is high at once', () => {
    const { findings, state } = stream(groupPlan, [glucose(3.5), glucose(2.9, 10)])
    expect(findings.map(inShort)).toEqual(['raised high'])
    expect(asksOf(state)).toEqual([])
  })
})

describe('no second value in time', () => {
  const { state } = stream(groupPlan, [glucose(3.5)])

  test.each([
    [14.99, []],
    [15, []],
    [15.01, ['raised medium']],
    [600, ['raised medium']],
  ])('after %d minutes tells %j', (minute, expected) => {
    expect(tick(groupPlan, state, minutes(minute)).findings.map(inShort)).toEqual(expected)
  })

  test('is told at the moment at which it was due, and says that it did not come', () => {
    const { findings, state: after } = tick(groupPlan, state, minutes(30))
    expect(findings[0]).toMatchObject({ at: '2026-11-21T06:15:00.000Z', basis: [{ value: 3.5 }] })
    expect(findings[0]?.words.fi.why).toBe(
      'Verensokeri on 3,5 mmol/l; alle 3,9 mmol/l on matala. Uutta mittausta ei saatu ajoissa.',
    )
    expect(after.episodes.glucose).toEqual({ since: minutes(15), told: 1 })
    expect(tick(groupPlan, after, minutes(60))).toEqual({ state: after, findings: [] })
  })

  test('is noticed with the next vital sign, too', () => {
    expect(told([glucose(3.5), reading('heart-rate', 70, minutes(15))])).toEqual([])
    expect(told([glucose(3.5), reading('heart-rate', 70, minutes(16))])).toEqual(['raised medium'])
  })

  test('ends with one that comes too late and is well', () => {
    expect(told([glucose(3.5), glucose(5, 20)])).toEqual(['raised medium', 'cleared medium'])
  })

  test('is not told when the rule has been switched off meanwhile', () => {
    const off = planSchema.parse({ glucose: { enabled: false } })
    const { findings, state: after } = tick(off, state, minutes(30))
    expect([findings, asksOf(after)]).toEqual([[], []])
  })
})

describe('while it goes on', () => {
  test('it is told as worse below 3.0, once', () => {
    expect(told([glucose(3.5), glucose(3.4, 5), glucose(2.9, 10), glucose(2.5, 15)])).toEqual([
      'raised medium',
      'worse high',
    ])
  })

  test.each([
    [4.1, []],
    [4.2, ['cleared high']],
  ])('%d mmol/L tells %j: it is over 0.3 mmol/L above the limit', (value, expected) => {
    expect(told([glucose(2.5), glucose(value, 15)]).slice(1)).toEqual(expected)
  })

  test('it can come back, and is asked for again then', () => {
    const { findings, state } = stream(groupPlan, [glucose(2.5), glucose(5, 15), glucose(3.2, 60)])
    expect(findings.map(inShort)).toEqual(['raised high', 'cleared high'])
    expect(asksOf(state)).toHaveLength(1)
  })
})

describe('a plan with low limits of its own', () => {
  test('judges by those', () => {
    const own = planSchema.parse({ limits: [{ kind: 'blood-glucose', red: { low: 2.5 }, yellow: { low: 3.2 } }] })
    expect(stream(own, [glucose(3.1), glucose(2.4, 5)]).findings.map(({ rule, priority }) => [rule, priority])).toEqual(
      [
        ['limit', 'medium'],
        ['limit', 'high'],
      ],
    )
    expect(told([glucose(3.5), glucose(3.5, 5)], own)).toEqual([])
  })

  test('still has the danger limit of everybody where it gives none', () => {
    const own = planSchema.parse({ limits: [{ kind: 'blood-glucose', yellow: { low: 4.5 } }] })
    expect(stream(own, [glucose(2.9)]).findings.map(({ rule, priority }) => [rule, priority])).toEqual([
      ['limit', 'medium'],
      ['glucose', 'high'],
    ])
  })

  test('that are only high ones changes nothing below', () => {
    const own = planSchema.parse({ limits: [{ kind: 'blood-glucose', red: { high: 20 } }] })
    expect(told([glucose(2.9)], own)).toEqual(['raised high'])
  })
})

test('says how low it is, in each language', () => {
  const [{ words } = { words: undefined }] = stream(groupPlan, [glucose(2.8)]).findings
  expect(words).toEqual({
    fi: {
      title: 'Verensokeri vaarallisen matala',
      why: 'Verensokeri on 2,8 mmol/l; alle 3 mmol/l on vaarallisen matala ja vaatii heti hoitoa.',
    },
    sv: {
      title: 'Farligt lågt blodsocker',
      why: 'Blodsockret är 2,8 mmol/l; under 3 mmol/l är farligt lågt och kräver genast åtgärd.',
    },
    en: {
      title: 'Blood glucose dangerously low',
      why: 'Blood glucose 2.8 mmol/L; below 3 mmol/L is dangerously low and needs treatment at once.',
    },
  })
})
