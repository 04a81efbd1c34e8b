import { type Item, isoTime, planSchema } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { FIRST_DAY } from '../example-days.ts'
import { event, reading } from '../example-items.ts'
import { inShort, lived } from '../example-stream.ts'
import { momentOf } from '../local-time.ts'
import { gatewayHeard } from './watch.ts'

const plan = planSchema.parse({ inactivity: { enabled: true } })
const at = (day: number, hour: number) => momentOf(FIRST_DAY + day, Math.round(hour * 60))

/** Steps of an hour, told at its end; from 7 to 22 the person moves. */
const walked = (day: number, hour: number, steps = hour >= 7 && hour < 22 ? 120 : 0) =>
  reading('steps', steps, at(day, hour + 1))
const day = (number: number, until = 24) => Array.from({ length: until }, (_, hour) => walked(number, hour))
const days = (count: number) => Array.from({ length: count }, (_, number) => day(number)).flat()
const still = (number: number, from: number, until: number) =>
  Array.from({ length: until - from }, (_, index) => walked(number, from + index, 0))

const life = (items: readonly Item[], until: [day: number, hour: number], of = plan) =>
  lived(of, items, { start: at(0, 0), end: at(...until), every: 10 * 60_000 })
const told = (items: readonly Item[], until: [number, number], of = plan) =>
  life(items, until, of).findings.map(inShort)

describe('no movement in hours in which the person always moves', () => {
  const usual = days(10)

  test('is told when two of them are over, with the moment at which they were', () => {
    const items = [...usual, ...day(10, 9), ...still(10, 9, 14)]
    expect(told(items, [10, 11])).toEqual([])
    const { findings } = life(items, [10, 11.5])
    expect(findings).toMatchObject([
      {
        rule: 'inactivity',
        ruleVersion: 1,
        problem: 'activity',
        change: 'raised',
        priority: 'medium',
        at: isoTime(at(10, 11)),
      },
    ])
    expect(findings[0]?.words).toEqual({
      fi: {
        title: 'Ei liikettä klo 9–11',
        why: 'Asunnossa ei ole havaittu liikettä klo 9–11, vaikka asiakas on edellisten 14 päivän aikana liikkunut silloin lähes joka päivä.',
      },
      sv: {
        title: 'Ingen rörelse kl. 9–11',
        why: 'Ingen rörelse har märkts kl. 9–11, fast klienten de senaste 14 dagarna har rört sig då nästan varje dag.',
      },
      en: {
        title: 'No movement from 9 to 11',
        why: 'No movement has been seen from 9 to 11, although on nearly all of the last 14 days the client moved then.',
      },
    })
  })

  test.each([
    [1, []],
    [2, ['raised medium', 'cleared medium']],
  ])('of %i hours tells %j', (count, expected) => {
    const items = [...usual, ...day(10, 9), ...still(10, 9, 9 + count), ...day(10).slice(9 + count)]
    expect(told(items, [11, 0])).toEqual(expected)
  })

  test('is told again every three hours more', () => {
    expect(told([...usual, ...day(10, 9), ...still(10, 9, 18)], [10, 18.5])).toEqual([
      'raised medium',
      'worse medium',
      'worse medium',
    ])
  })

  test('is nothing in hours in which the person rests on other days', () => {
    expect(told([...usual, ...day(10)], [10, 24])).toEqual([])
    expect(told([...usual, ...day(10, 20), ...still(10, 20, 21), ...day(10).slice(21)], [10, 24])).toEqual([])
  })

  test('is not known before seven days are', () => {
    expect(told([...days(6), ...day(6, 9), ...still(6, 9, 14)], [6, 14])).toEqual([])
    expect(told([...days(7), ...day(7, 9), ...still(7, 9, 12)], [7, 12])).toEqual(['raised medium'])
  })

  test.each([
    [1, ['raised medium']],
    [2, []],
  ])('allows for one day in ten: after %i still mornings among ten %j', (count, expected) => {
    const mornings = Array.from({ length: 10 }, (_, number) =>
      number < count ? [...day(number, 9), ...still(number, 9, 11), ...day(number).slice(11)] : day(number),
    ).flat()
    expect(told([...mornings, ...day(10, 9), ...still(10, 9, 12)], [10, 12]).slice(-1)).toEqual(expected)
  })

  test('is not the same as hearing nothing', () => {
    expect(told([...usual, ...day(10, 9)], [10, 20])).toEqual([])
  })
})

describe('of a home whose sensors tell only of movement', () => {
  const seen = (number: number, hour: number) => event('motion', at(number, hour + 0.3))
  const sensed = (number: number, until: number) =>
    Array.from({ length: Math.max(0, until - 7) }, (_, index) => seen(number, 7 + index))
  const before = Array.from({ length: 10 }, (_, number) => sensed(number, 22)).flat()

  test('silence is stillness', () => {
    expect(told([...before, ...sensed(10, 9)], [10, 11.5])).toEqual(['raised medium'])
    expect(told([...before, ...sensed(10, 9), seen(10, 12)], [10, 13])).toEqual(['raised medium', 'cleared medium'])
  })

  test('nobody is still who is away, whose gateway is gone, or who is in hospital', () => {
    const items = [...before, ...sensed(10, 9)]
    expect(told([...items, event('left-home', at(10, 9.2))], [10, 15])).toEqual([])
    const cutOff = life(items, [10, 9.5])
    const state = gatewayHeard(plan, cutOff.state, { gateway: 'gw-1', online: false, at: at(10, 9.5) })
    const { findings } = lived(plan, [], { start: at(10, 9.5), end: at(10, 15), listening: at(0, 0) }, state)
    expect(findings.map(({ rule }) => rule)).toEqual(['silence', 'silence'])
    const away = { from: isoTime(at(10, 9.5)), until: isoTime(at(12, 0)), reason: 'hospital' }
    expect(told(items, [10, 15], planSchema.parse({ inactivity: { enabled: true }, pauses: [away] }))).toEqual([])
  })
})

test('steps that come late take it back', () => {
  const items = [...days(10), ...day(10, 9), ...still(10, 9, 11)]
  const { state } = life(items, [10, 11.5])
  const { findings } = lived(plan, [walked(10, 10)], { start: at(10, 11.5), end: at(10, 12) }, state)
  expect(findings.map(inShort)).toEqual(['cleared medium'])
})

test('is off unless the plan has it, and then nothing is known', () => {
  const { state, findings } = life([...days(8), ...day(8, 9), ...still(8, 9, 14)], [8, 14], planSchema.parse({}))
  expect([findings, state.episodes.facts, state.watching]).toEqual([[], undefined, undefined])
})
