import { type Finding, type Item, type Plan, planSchema } from '@kotisilta/contract'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { detect } from '../detect.ts'
import { event, hours, reading } from '../example-items.ts'
import { lived } from '../example-stream.ts'
import { isLate } from '../late.ts'
import { rebuild } from '../rebuild.ts'
import { horizon, restore } from '../restore.ts'
import { emptyState, episodesOf, type PatientState } from '../state.ts'
import { isNews, nextTick, tick } from '../tick.ts'
import { timeOf } from '../time.ts'

// Many days are lived through, minute by minute.
vi.setConfig({ testTimeout: 30_000 })

const plan: Plan = planSchema.parse({
  news2: { enabled: false },
  inactivity: { enabled: true, hours: 1 },
  nightUnrest: { enabled: true },
  expected: [{ kind: 'steps', withinHours: 5 }],
  medicines: [
    { id: 'a', name: 'A', doses: [{ at: '08:00', early: 60, late: 30, critical: 60, missed: 120 }] },
    { id: 'b', name: 'B', doses: [{ at: '20:00', early: 60, late: 30, critical: 60, missed: 120 }] },
  ],
})

const kinds = [
  'worn',
  'not-worn',
  'left-home',
  'came-home',
  'device-online',
  'device-offline',
  'motion',
  'bed-left',
  'dose-offered',
  'dose-taken',
  'dose-missed',
  'dose-withdrawn',
  'dispenser-fault',
  'travel-pack',
] as const
const item = (at: number): fc.Arbitrary<Item> =>
  fc.oneof(
    fc.constantFrom(...kinds).map((kind) => event(kind, at, { device: 'mqtt:robot' })),
    fc.constantFrom(0, 0, 40).map((steps) => reading('steps', steps, at)),
    fc.constantFrom(3, 80).map((level) => reading('battery-level', level, at)),
  )
/** Some days of a home, in event time. */
const home: fc.Arbitrary<Item[]> = fc
  .array(fc.constantFrom(0.25, 1, 2, 6), { minLength: 1, maxLength: 60 })
  .chain((gaps) => {
    const after = (index: number) => gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0)
    return fc.tuple(...gaps.map((_, index) => item(hours(after(index)))))
  })
const shuffled = home.chain((items) =>
  fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length })),
)

/** As a server takes what arrives. */
function arrived(items: readonly Item[]): PatientState {
  let state = tick(plan, emptyState(), hours(0)).state
  const stored: Item[] = []
  for (const each of items) {
    state = isLate(state, each) ? rebuild(plan, state, stored, [each]).state : detect(plan, state, each).state
    stored.push(each)
  }
  return state
}

/** When it is over is told with the moment at which that was seen. */
const essence = ({ change, at, ...finding }: Finding) => ({ ...finding, change, ...(change !== 'cleared' && { at }) })

/** As the server and a backtest look: when `nextTick` says so, and at once when there is news. */
function livedBySchedule(items: readonly Item[], start: number, end: number): Finding[] {
  const findings: Finding[] = []
  let state = emptyState()
  const look = (now: number) => {
    const ticked = tick(plan, state, now, start)
    state = ticked.state
    findings.push(...ticked.findings)
    return nextTick(plan, state, { now, listening: start })
  }
  let due = look(start)
  const until = (time: number) => {
    while (due < time) due = look(due)
  }
  for (const item of items) {
    const at = timeOf(item.at)
    until(at)
    const detected = detect(plan, state, item)
    const news = isNews(state, detected.state)
    state = detected.state
    findings.push(...detected.findings)
    if (news) due = look(at)
  }
  until(end + 1)
  return findings
}

describe('what is known of a home', () => {
  test('is the same in whatever order it becomes known', () => {
    fc.assert(
      fc.property(shuffled, ([items, order]) => {
        expect(arrived(order).episodes.facts).toEqual(arrived(items).episodes.facts)
      }),
      { numRuns: 300 },
    )
  })

  test('and so is what time finds by it', () => {
    let found = 0
    fc.assert(
      fc.property(shuffled, ([items, order]) => {
        const end = timeOf((items.at(-1) as Item).at) + 3 * 3_600_000
        const look = (from: PatientState) => lived(plan, [], { start: end, end: end + 3_600_000 }, from)
        const [one, other] = [look(arrived(items)), look(arrived(order))]
        expect(other.findings).toEqual(one.findings)
        expect(other.state).toEqual(one.state)
        found += one.findings.length
      }),
      { numRuns: 200 },
    )
    expect(found).toBeGreaterThan(100)
  })

  test('is not told twice, however often time passes', () => {
    fc.assert(
      fc.property(home, (items) => {
        const end = timeOf((items.at(-1) as Item).at) + 3_600_000
        const { state, findings } = lived(plan, items, { start: hours(0), end, every: 600_000 })
        expect(tick(plan, state, end).findings).toEqual([])
        const running = new Set<string>()
        for (const { rule, change } of findings) {
          if (change === 'occurred') continue
          expect(running.has(rule), `${rule} ${change}`).toBe(change !== 'raised')
          if (change === 'cleared') running.delete(rule)
          else running.add(rule)
        }
      }),
      { numRuns: 100 },
    )
  })

  test('and looking only when there may be something to find finds the same as looking every minute', () => {
    let found = 0
    fc.assert(
      fc.property(home, (items) => {
        const end = timeOf((items.at(-1) as Item).at) + 12 * 3_600_000
        const often = lived(plan, items, { start: hours(0), end, every: 60_000 }).findings
        const seldom = livedBySchedule(items, hours(0), end)
        expect(seldom.map(essence)).toEqual(often.map(essence))
        found += often.length
      }),
      { numRuns: 20 },
    )
    expect(found).toBeGreaterThan(20)
  })

  test('is there again after a restart, with what was heard', () => {
    fc.assert(
      fc.property(home, (items) => {
        const { state } = lived(plan, items, { start: hours(0), end: timeOf((items.at(-1) as Item).at) })
        const persisted = JSON.parse(JSON.stringify(episodesOf(state)))
        const reach = Math.max(...horizon(plan, persisted).latest.map(({ within }) => within))
        expect(reach).toBeGreaterThanOrEqual(5 * 3_600_000)
        const recent = items.filter((each) => each.type === 'reading')
        const after = restore(plan, persisted, recent)
        expect(after.episodes).toEqual(state.episodes)
        expect(after.watching?.heard ?? {}).toEqual(state.watching?.heard ?? {})
      }),
      { numRuns: 100 },
    )
  })
})
