import { EVENT_KINDS, findingSchema, groupPlan } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { detect } from '../detect.ts'
import { event, MORNING } from '../example-items.ts'
import { stream } from '../example-stream.ts'
import { emptyState } from '../state.ts'
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
    const others = EVENT_KINDS.filter((kind) => !ruled.has(kind))
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
