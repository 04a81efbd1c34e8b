import { type Item, planSchema } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { asksOf } from './asks.ts'
import { hours, reading } from './example-items.ts'
import { inShort, stream } from './example-stream.ts'
import { isLate } from './late.ts'
import { rebuild } from './rebuild.ts'
import { tick } from './tick.ts'

const plan = planSchema.parse({
  measureAgain: { enabled: true, minutes: 10 },
  limits: [
    { kind: 'blood-pressure', component: 'systolic', red: { high: 200 }, yellow: { high: 160 } },
    { kind: 'body-weight', yellow: { high: 80 } },
  ],
})
const minutes = (count: number) => hours(count / 60)
const pressure = (systolic: number, minute = 0) =>
  reading('blood-pressure', { systolic, diastolic: 80 }, minutes(minute))
const saturation = (value: number, minute = 0) => reading('oxygen-saturation', value, minutes(minute))
const pulse = (value: number, minute = 0) => reading('heart-rate', value, minutes(minute))
const told = (...items: Item[]) => stream(plan, items).findings.map((finding) => `${finding.rule} ${inShort(finding)}`)
const asked = (...items: Item[]) => asksOf(stream(plan, items).state).map(({ rule, kind }) => `${rule} ${kind}`)

describe('a plan that has a first value measured again', () => {
  test('asks for a value outside the yellow limit, and alerts when a second one confirms it', () => {
    expect([told(pressure(170)), asked(pressure(170))]).toEqual([[], ['limit blood-pressure']])
    expect(told(pressure(170), pressure(168, 3))).toEqual(['limit raised medium'])
    expect(asked(pressure(170), pressure(168, 3))).toEqual([])
  })

  test('alerts at once beyond the danger limit', () => {
    expect([told(pressure(201)), asked(pressure(201))]).toEqual([['limit raised high'], []])
  })

  test('says nothing when the second value is well', () => {
    expect([told(pressure(170), pressure(150, 3)), asked(pressure(170), pressure(150, 3))]).toEqual([[], []])
  })

  test('does not take another sign for an answer', () => {
    expect(told(pressure(170), pulse(80, 2))).toEqual([])
    expect(asked(pressure(170), pulse(80, 2))).toEqual(['limit blood-pressure'])
  })

  test('does not ask for a weight again: the next one is tomorrow’s', () => {
    expect(told(reading('body-weight', 81))).toEqual(['limit raised medium'])
  })

  test('asks for a saturation that alone is a NEWS2 warning', () => {
    expect([told(saturation(90)), asked(saturation(90))]).toEqual([[], ['news2 oxygen-saturation']])
    expect(told(saturation(90), pulse(80, 1), pulse(80, 2))).toEqual([])
    expect(told(saturation(90), pulse(80, 1), saturation(90, 3))).toEqual(['news2 raised medium'])
    expect(told(saturation(90), saturation(96, 3), pulse(80, 20))).toEqual([])
  })

  test('alerts at once when NEWS2 calls for an immediate response', () => {
    const items = [saturation(90), pulse(125, 1), reading('respiratory-rate', 24, minutes(2))]
    expect(told(...items)).toEqual(['news2 raised high'])
    expect(asked(...items)).toEqual([])
  })

  test('alerts when it is not measured again in time, for each question at its own time', () => {
    const { state } = stream(plan, [pressure(170), saturation(90, 4)])
    const { findings } = tick(plan, state, minutes(30))
    expect(findings.map(({ rule, at }) => [rule, at])).toEqual([
      ['limit', '2026-11-21T06:10:00.000Z'],
      ['news2', '2026-11-21T06:14:00.000Z'],
    ])
    expect(findings.map(({ words }) => words.en.why)).toEqual([
      expect.stringMatching(/It was not measured again in time\.$/),
      expect.stringMatching(/It was not measured again in time\.$/),
    ])
  })

  test('does not alert for want of an answer when another way round it is well by then', () => {
    const { state } = stream(plan, [pulse(95), reading('body-temperature', 38.5, minutes(1)), saturation(92, 2)])
    expect(state.episodes.asks).toBeUndefined()
    const five = [
      pulse(95),
      reading('body-temperature', 38.5),
      saturation(92),
      reading('respiratory-rate', 9, minutes(2)),
    ]
    expect(asked(...five)).toEqual(['news2 respiratory-rate'])
    expect(asked(...five, pulse(70, 3))).toEqual([])
  })
})

describe('an answer that was given in time and comes late', () => {
  const question = pressure(170)
  const overdue = tick(plan, stream(plan, [question]).state, minutes(30))

  test('is late, although nothing newer was measured', () => {
    expect(isLate(overdue.state, pressure(150, 9))).toBe(true)
    expect(isLate(overdue.state, pressure(150, 10))).toBe(false)
  })

  test('takes the alert back', () => {
    const answer = pressure(150, 9)
    const { now, state } = rebuild(plan, overdue.state, [question], [answer])
    expect(now.map(inShort)).toEqual(['cleared medium'])
    expect(state.episodes).toEqual({})
  })

  test('that confirms it says nothing more', () => {
    const { now, passed } = rebuild(plan, overdue.state, [question], [pressure(170, 9)])
    expect({ now, passed }).toEqual({ now: [], passed: [] })
  })

  test('of another sign leaves the alert as it was', () => {
    const { now, state } = rebuild(plan, overdue.state, [question], [pulse(70, 5)])
    expect(now).toEqual([])
    expect(state.episodes).toEqual(overdue.state.episodes)
  })
})
