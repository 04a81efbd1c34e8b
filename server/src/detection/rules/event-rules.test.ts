import { type DeviceEvent, EVENT_KINDS, findingSchema, groupPlan, isoTime, planSchema } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { detect } from '../detect.ts'
import { event, MORNING } from '../example-items.ts'
import { stream } from '../example-stream.ts'
import { restore } from '../restore.ts'
import { emptyState, episodesOf } from '../state.ts'
import { answerDue, tick } from '../tick.ts'
import { EVENT_RULES } from './event-rules.ts'

const judged = (kind: (typeof EVENT_KINDS)[number], at = MORNING) => detect(groupPlan, emptyState(), event(kind, at))

describe('an event', () => {
  test.each([
    ['sos-pressed', 'sos', 'sos', 'high'],
    ['fall-detected', 'fall', 'fall', 'high'],
    ['smoke', 'smoke', 'home-hazard', 'high'],
    ['water-leak', 'water-leak', 'home-hazard', 'medium'],
    ['dose-missed', 'dose-missed', 'medication', 'medium'],
    ['dispenser-fault', 'dispenser-fault', 'device', 'low'],
    ['alive-test', 'alive-test', 'test', 'low'],
  ] as const)('%s is told by rule %s as a problem of %s with %s priority', (kind, rule, problem, priority) => {
    const happened = event(kind)
    const { findings } = detect(groupPlan, emptyState(), happened)
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ rule, problem, priority, change: 'occurred', at: happened.at, ruleVersion: 1 })
    expect(findings[0]?.basis).toEqual([{ item: happened.id, kind, at: happened.at, device: happened.device }])
    expect(findingSchema.parse(findings[0])).toEqual(findings[0])
  })

  test('without a rule says nothing and changes nothing', () => {
    const ruled = new Set(EVENT_RULES.map(({ event }) => event))
    const others = EVENT_KINDS.filter((kind) => !ruled.has(kind) && kind !== 'fall-cancelled')
    expect(others.length).toBeGreaterThan(10)
    for (const kind of others) {
      const state = emptyState()
      expect(detect(groupPlan, state, event(kind))).toEqual({ state, findings: [] })
    }
  })

  test('is told again each time it happens', () => {
    expect(stream(groupPlan, [event('sos-pressed'), event('sos-pressed', MORNING + 1000)]).findings).toHaveLength(2)
  })
})

describe('a call for help', () => {
  const why = (more: Partial<DeviceEvent>) =>
    detect(groupPlan, emptyState(), event('sos-pressed', MORNING, more)).findings[0]?.words.en.why
  test('whose time is not known says so', () => {
    expect(why({ clock: 'device' })).toBe('The client pressed the SOS button.')
    expect(why({ clock: 'estimated' })).toBe(
      'The client pressed the SOS button. The time is uncertain: it is when this was heard.',
    )
  })

  test('that was an answer says that it was one', () => {
    expect(why({ detail: { answer: 'help' } })).toMatch(/answered a question/)
  })
})

describe('a fall', () => {
  const falls = event('fall-detected')
  const cancelledAfter = (delay: number) =>
    stream(groupPlan, [falls, event('fall-cancelled', MORNING + delay)]).findings.slice(1)

  test.each([0, 59_999, 60_000])('cancelled %i ms later is noted as over', (delay) => {
    expect(cancelledAfter(delay)).toMatchObject([{ rule: 'fall', change: 'cleared', problem: 'fall' }])
    expect(cancelledAfter(delay)[0]?.basis.map(({ kind }) => kind)).toEqual(['fall-detected', 'fall-cancelled'])
  })

  test('cancelled after more than a minute is not', () => {
    expect(cancelledAfter(60_001)).toEqual([])
  })

  test('that is heard of late does not hide the one after it from its cancellation', () => {
    const items = [event('fall-detected', MORNING + 100_000), falls, event('fall-cancelled', MORNING + 130_000)]
    expect(stream(groupPlan, items).findings.map(({ change }) => change)).toEqual(['occurred', 'occurred', 'cleared'])
  })

  test('that never happened cannot be cancelled', () => {
    expect(judged('fall-cancelled').findings).toEqual([])
  })
})

describe('a fall after which the device asks the person', () => {
  const asked = (after = 0) => event('fall-detected', MORNING + after, { detail: { asking: true } })
  const cancelled = (after: number) => event('fall-cancelled', MORNING + after)
  const told = (items: readonly DeviceEvent[], after: number, plan = groupPlan) => {
    const { state, findings } = stream(plan, items)
    return [...findings, ...tick(plan, state, MORNING + after).findings]
  }

  test.each([
    [59_999, []],
    [60_000, []],
    [60_001, ['occurred']],
  ])('is told when a minute has passed without an answer: after %i ms %j', (after, expected) => {
    expect(told([asked()], after).map(({ change }) => change)).toEqual(expected)
  })

  test('is high priority, once, with the moment at which the answer did not come', () => {
    const fallen = asked()
    const { state } = stream(groupPlan, [fallen])
    const { state: after, findings } = tick(groupPlan, state, MORNING + 90_000)
    expect(findings).toMatchObject([
      {
        rule: 'fall',
        priority: 'high',
        at: isoTime(MORNING + 60_000),
        words: { en: { title: 'Fall detected, no answer' } },
        basis: [{ item: fallen.id, kind: 'fall-detected', at: fallen.at, device: fallen.device }],
      },
    ])
    expect(findingSchema.parse(findings[0])).toEqual(findings[0])
    expect(tick(groupPlan, after, MORNING + 120_000).findings).toEqual([])
  })

  test('as long as the plan says', () => {
    const patient = planSchema.parse({ fall: { answerSeconds: 120 } })
    expect([told([asked()], 120_000, patient), told([asked()], 120_001, patient).length]).toEqual([[], 1])
  })

  test('is nothing when the person answers in time, in whatever order it is heard', () => {
    expect(told([asked(), cancelled(60_000)], 120_000)).toEqual([])
    expect(told([cancelled(60_000), asked()], 120_000)).toEqual([])
    expect(told([asked(), cancelled(60_001)], 120_000)).toHaveLength(1)
    expect(told([cancelled(60_001), asked()], 120_000)).toHaveLength(1)
  })

  test('is told when its time comes, whatever fell before and after', () => {
    expect(told([asked(), asked(30_000)], 60_001).map(({ at }) => at)).toEqual([isoTime(MORNING + 60_000)])
    expect(told([asked(), event('fall-detected', MORNING + 30_000)], 30_000)).toHaveLength(1)
  })

  test('is waited for over a restart', () => {
    const { state } = stream(groupPlan, [asked()])
    expect(answerDue(state)).toBe(MORNING + 60_000)
    const after = restore(groupPlan, JSON.parse(JSON.stringify(episodesOf(state))), [])
    expect(tick(groupPlan, after, MORNING + 60_001).findings).toHaveLength(1)
  })

  test('is nothing where falls are switched off', () => {
    const off = planSchema.parse({ detection: { off: ['fall'] } })
    const { state } = stream(groupPlan, [asked()])
    expect(tick(off, state, MORNING + 90_000).findings).toEqual([])
  })
})
