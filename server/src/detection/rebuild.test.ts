import { groupPlan, planSchema } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { event, hours, reading } from './example-items.ts'
import { inShort, stream } from './example-stream.ts'
import { isLate } from './late.ts'
import { rebuild } from './rebuild.ts'
import { emptyState } from './state.ts'

const pulse = (value: number, hour: number) => reading('heart-rate', value, hours(hour))

describe('late data', () => {
  test('that make something true which still is page somebody, once, for the worst of it', () => {
    const known = [reading('body-temperature', 37, hours(3))]
    const { state } = stream(groupPlan, known)
    const late = [pulse(135, 0), pulse(135, 1), reading('oxygen-saturation', 90, hours(2))]
    const { now, passed } = rebuild(groupPlan, state, known, late)
    expect(now.map(inShort)).toEqual(['raised medium'])
    expect(now[0]?.words.en.title).toBe('Vital signs getting worse: NEWS2 6–20')
    expect(passed).toEqual([])
  })

  test('that were alarming then and no longer are go on the timeline and page nobody', () => {
    const known = [pulse(80, 3), pulse(80, 4)]
    const { state } = stream(groupPlan, known)
    const { now, passed } = rebuild(groupPlan, state, known, [pulse(135, 0)])
    expect(now).toEqual([])
    expect(passed).toMatchObject([{ rule: 'news2', change: 'raised', at: pulse(0, 0).at }])
  })

  test('that show an end say so', () => {
    const known = [pulse(135, 0), reading('body-temperature', 37, hours(3))]
    const { state } = stream(groupPlan, known)
    const { now } = rebuild(groupPlan, state, known, [pulse(80, 1)])
    expect(now.map(inShort)).toEqual(['cleared medium'])
  })

  test('that show it was never so take it back', () => {
    const known = [
      reading('body-temperature', 39.5, hours(0)),
      reading('respiratory-rate', 22, hours(2)),
      pulse(95, 2.1),
    ]
    const before = stream(groupPlan, known)
    expect(before.findings.map(inShort)).toEqual(['raised medium'])
    const { now, state } = rebuild(groupPlan, before.state, known, [reading('body-temperature', 37, hours(1))])
    expect(now.map(inShort)).toEqual(['cleared medium'])
    expect(now[0]?.words.en.title).toBe('No longer so: abnormal vital signs')
    expect(state.episodes).toEqual({})
  })

  test('that take back a second warning do not say that it was the first that ended', () => {
    const ended = [pulse(135, 0), pulse(80, 1), pulse(80, 1.5)]
    const second = [
      reading('body-temperature', 39.5, hours(2)),
      reading('respiratory-rate', 22, hours(3)),
      pulse(95, 4),
    ]
    const before = stream(groupPlan, [...ended, ...second])
    expect(before.findings.map(inShort)).toEqual(['raised medium', 'cleared medium', 'raised medium'])
    const late = reading('body-temperature', 37, hours(2.5))
    const { now } = rebuild(groupPlan, before.state, [...ended, ...second], [late])
    expect(now).toMatchObject([
      { change: 'cleared', at: late.at, words: { en: { title: 'No longer so: abnormal vital signs' } } },
    ])
  })

  test('that make it worse say so, and what is no worse says nothing', () => {
    const known = [pulse(135, 2)]
    const { state } = stream(groupPlan, known)
    expect(rebuild(groupPlan, state, known, [reading('body-temperature', 38.5, hours(1))]).now).toEqual([])
    const worse = rebuild(groupPlan, state, known, [
      reading('oxygen-saturation', 90, hours(1)),
      reading('body-temperature', 38.5, hours(1)),
    ])
    expect(worse.now.map(inShort)).toEqual(['worse high'])
  })

  test('do not end what began before the history that is at hand', () => {
    const { state } = stream(groupPlan, [pulse(135, 0), pulse(136, 3), pulse(137, 6)])
    const { now, passed, state: after } = rebuild(groupPlan, state, [pulse(136, 3), pulse(137, 6)], [pulse(134, 5)])
    expect({ now, passed }).toEqual({ now: [], passed: [] })
    expect(after.episodes).toEqual(state.episodes)
  })

  test('leave what is known of kinds that the history does not hold', () => {
    const known = pulse(80, 3)
    const others = [reading('body-weight', 70, hours(0)), reading('body-temperature', 39.5, hours(0))]
    const { state } = stream(groupPlan, [...others, known])
    expect(rebuild(groupPlan, state, [known], [pulse(120, 2)]).state).toEqual(state)
  })

  test('may be in the history already, as a store has them', () => {
    const known = [pulse(80, 3)]
    const late = [reading('oxygen-saturation', 90, hours(2))]
    const { state } = stream(groupPlan, known)
    expect(rebuild(groupPlan, state, [...late, ...known], late)).toEqual(rebuild(groupPlan, state, known, late))
  })
})

describe('a late event', () => {
  const { state } = stream(groupPlan, [pulse(80, 100)])

  test.each(['sos-pressed', 'fall-detected'] as const)('%s pages however late it comes', (kind) => {
    const old = event(kind, hours(-500))
    expect(isLate(state, old)).toBe(false)
    const { now, passed } = rebuild(groupPlan, state, [], [old])
    expect(now).toMatchObject([{ change: 'occurred', at: old.at }])
    expect(passed).toEqual([])
  })

  test.each(['smoke', 'water-leak', 'dose-missed', 'dispenser-fault', 'alive-test'] as const)(
    '%s pages within a day of the newest reading, and then goes on the timeline',
    (kind) => {
      expect([76, 75.99].map((hour) => isLate(state, event(kind, hours(hour))))).toEqual([false, true])
      expect(rebuild(groupPlan, state, [], [event(kind, hours(76))]).now).toHaveLength(1)
      expect(rebuild(groupPlan, state, [], [event(kind, hours(75.99))])).toMatchObject({ state, now: [], passed: [{}] })
    },
  )
})

describe('an item is late', () => {
  const limited = planSchema.parse({ limits: [{ kind: 'blood-glucose', red: { low: 3 } }] })
  const { state } = stream(limited, [
    pulse(80, 10),
    reading('body-weight', 72, hours(5)),
    reading('blood-glucose', 6, hours(3)),
  ])

  test('when it is older than what it would have been judged with', () => {
    expect(isLate(state, reading('oxygen-saturation', 97, hours(9.9)))).toBe(true)
    expect(isLate(state, reading('oxygen-saturation', 97, hours(10)))).toBe(false)
    expect(isLate(state, reading('body-weight', 72, hours(4.9)))).toBe(true)
    expect(isLate(state, reading('body-weight', 72, hours(5)))).toBe(false)
    expect(isLate(state, reading('blood-glucose', 6, hours(9.9)))).toBe(true)
    expect(isLate(state, reading('blood-glucose', 6, hours(10)))).toBe(false)
  })

  test('and is not, when nothing is judged by it', () => {
    expect(isLate(state, reading('steps', 10, hours(-90)))).toBe(false)
    expect(isLate(state, pulse(0, -90))).toBe(false)
    expect(isLate(state, event('motion', hours(-900)))).toBe(false)
    expect(isLate(emptyState(), pulse(80, -90))).toBe(false)
  })
})
