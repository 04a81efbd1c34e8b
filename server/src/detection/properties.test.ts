import type { Finding, Item, Plan, Reading, Rule } from '@kotisilta/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { detect } from './detect.ts'
import { arriving, LIVES } from './example-lives.ts'
import { stream } from './example-stream.ts'
import { isJudged } from './judged.ts'
import { isLate } from './late.ts'
import { rebuild } from './rebuild.ts'
import { horizon, type Reach, restore } from './restore.ts'
import { CONDITION_RULES } from './rules/condition-rules.ts'
import { type Episodes, emptyState, episodesOf, type PatientState } from './state.ts'
import { tick } from './tick.ts'
import { HOUR, timeOf } from './time.ts'

/** What a store answers to the horizon: of some kinds the newest judged reading, of others all. */
function recentOf(plan: Plan, episodes: Episodes, items: readonly Item[], before: number): Reading[] {
  const readings = items.filter((item): item is Reading => item.type === 'reading' && isJudged(item))
  const { latest, all } = horizon(plan, episodes)
  const reached = ({ kind, within, from = before }: Reach) =>
    readings.filter((one) => one.kind === kind && timeOf(one.at) >= Math.min(before - within, from))
  const newest = latest.flatMap((reach) => reached(reach).slice(-1))
  const whole = all.flatMap(reached)
  return [...newest, ...whole].sort((a, b) => timeOf(a.at) - timeOf(b.at))
}

test.each(LIVES)(
  '$name: stopping after any item and starting again changes no later finding',
  ({ plan, items, runs, rules }) => {
    const told = new Map<Rule, number>()
    fc.assert(
      fc.property(items, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (all, share) => {
        const stop = Math.floor(share * all.length)
        const before = all.slice(0, stop)
        const head = stream(plan, before)
        const persisted = JSON.parse(JSON.stringify(episodesOf(head.state)))
        const recent = recentOf(plan, persisted, before, timeOf((all[stop] as Item).at))
        const expected = stream(plan, all.slice(stop), head.state).findings
        expect(stream(plan, all.slice(stop), restore(plan, persisted, recent)).findings).toEqual(expected)
        for (const { rule } of [...head.findings, ...expected]) told.set(rule, (told.get(rule) ?? 0) + 1)
      }),
      { numRuns: runs },
    )
    for (const rule of rules) expect(told.get(rule) ?? 0, rule).toBeGreaterThan(runs / 50)
  },
)

/**
 * What a server does: items as they arrive, the late ones through `rebuild` with all that is stored, and now and then the
 * clock, so many hours after the newest item that has arrived.
 */
function arrived(plan: Plan, items: readonly Item[], hoursOn: readonly number[] = []) {
  let state: PatientState = emptyState()
  const stored: Item[] = []
  const told: Finding[] = []
  let late = 0
  let newest = Number.NEGATIVE_INFINITY
  for (const [index, item] of items.entries()) {
    if (isLate(state, item)) {
      const rebuilt = rebuild(plan, state, stored, [item])
      told.push(...rebuilt.now)
      late++
      state = rebuilt.state
    } else {
      const detected = detect(plan, state, item)
      told.push(...detected.findings)
      state = detected.state
    }
    stored.push(item)
    newest = Math.max(newest, timeOf(item.at))
    const hours = hoursOn[index] ?? 0
    // Half of the time the clock stands.
    if (hours < 4) continue
    const ticked = tick(plan, state, newest + (hours - 3) * HOUR)
    told.push(...ticked.findings)
    state = ticked.state
  }
  return { state, told, late }
}

/** Which conditions somebody believes to be true who heard the findings one after the other. */
function believed(findings: readonly Finding[]): string[] {
  const running = new Set<string>()
  for (const { rule, problem, change } of findings) {
    if (change === 'cleared') running.delete(`${rule} ${problem}`)
    else running.add(`${rule} ${problem}`)
  }
  return [...running].sort()
}

const trueIn = ({ episodes }: PatientState): string[] =>
  CONDITION_RULES.flatMap(({ rule, conditions }) =>
    conditions.filter(({ since }) => since(episodes) !== undefined).map(({ problem }) => `${rule} ${problem}`),
  ).sort()

describe.each(LIVES)('$name, whatever the order of arrival', (life) => {
  const { plan, runs } = life
  const shuffled = arriving(life)

  test('the state is that of the readings in order, and what was told adds up to what is true', () => {
    let late = 0
    fc.assert(
      fc.property(shuffled, ([items, order]) => {
        const batch = stream(plan, items)
        const arrival = arrived(plan, order)
        expect(arrival.state).toEqual(batch.state)
        expect(believed(arrival.told)).toEqual(trueIn(batch.state))
        late += arrival.late
      }),
      { numRuns: runs },
    )
    expect(late).toBeGreaterThan(runs)
  })

  test('and however often time is told to pass, the same is true in the end', () => {
    let unanswered = 0
    const ticking = shuffled.chain(([items, order]) =>
      fc.tuple(
        fc.constant(items),
        fc.constant(order),
        fc.array(fc.nat(6), { minLength: order.length, maxLength: order.length }),
      ),
    )
    fc.assert(
      fc.property(ticking, ([items, order, hoursOn]) => {
        const end = timeOf((items.at(-1) as Item).at) + 3 * HOUR
        const batch = stream(plan, items)
        const expected = tick(plan, batch.state, end)
        const { state, told } = arrived(plan, order, hoursOn)
        const after = tick(plan, state, end)
        const { unanswered: ours, ...episodes } = after.state.episodes
        const { unanswered: theirs, ...same } = expected.state.episodes
        expect(episodes).toEqual(same)
        expect(believed([...told, ...after.findings])).toEqual(trueIn(after.state))
        if (ours !== undefined || theirs !== undefined) unanswered++
      }),
      { numRuns: runs / 2 },
    )
    if (plan.measureAgain.enabled) expect(unanswered).toBeGreaterThan(runs / 20)
  })

  test('what is told when it ends, it was told before that it is so, and never twice in a row that it begins', () => {
    fc.assert(
      fc.property(shuffled, ([, order]) => {
        const running = new Set<string>()
        for (const { rule, problem, change } of arrived(plan, order).told) {
          const key = `${rule} ${problem}`
          expect(running.has(key), `${key} ${change}`).toBe(change !== 'raised')
          if (change === 'cleared') running.delete(key)
          else running.add(key)
        }
      }),
      { numRuns: runs / 2 },
    )
  })

  test('a whole backlog judged at once leaves what a stream leaves', () => {
    fc.assert(
      fc.property(shuffled, fc.double({ min: 0, max: 1, noNaN: true }), ([items, order], share) => {
        const known = items.slice(0, Math.floor(share * (items.length - 1)))
        const before = stream(plan, known)
        const late = order.filter((item) => !known.includes(item))
        expect(rebuild(plan, before.state, known, late).state).toEqual(stream(plan, items).state)
      }),
      { numRuns: runs / 2 },
    )
  })

  test('a reading judged a second time says nothing and changes nothing', () => {
    fc.assert(
      fc.property(life.items, (items) => {
        const { state } = stream(plan, items)
        const again = stream(plan, items.slice(-1), state)
        expect(again.findings).toEqual([])
        expect(again.state).toEqual(state)
      }),
      { numRuns: runs / 3 },
    )
  })
})
