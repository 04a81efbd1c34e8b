import {
  type Finding,
  type Item,
  type Plan,
  planSchema,
  type Reading,
  type ReadingKind,
  type Rule,
} from '@kotisilta/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { detect } from './detect.ts'
import { hours, reading } from './example-items.ts'
import { stream } from './example-stream.ts'
import { isJudged } from './judged.ts'
import { isLate } from './late.ts'
import { rebuild } from './rebuild.ts'
import { horizon, type Reach, restore } from './restore.ts'
import { CONDITION_RULES } from './rules/condition-rules.ts'
import { type Episodes, emptyState, episodesOf, type PatientState } from './state.ts'
import { tick } from './tick.ts'
import { HOUR, timeOf } from './time.ts'

/** A plan under which the items below often mean something. */
const watchful: Plan = planSchema.parse({
  news2: { consciousness: 'A' },
  limits: [
    { kind: 'heart-rate', red: { low: 40, high: 130 }, yellow: { low: 50, high: 110 } },
    { kind: 'blood-pressure', component: 'systolic', red: { low: 90, high: 180 }, yellow: { low: 100, high: 160 } },
    { kind: 'blood-glucose', red: { low: 3 }, yellow: { low: 4 } },
    { kind: 'body-weight', yellow: { low: 70, high: 76 } },
  ],
  weightGainDay: { enabled: true },
  diuretic: true,
})

/** First values are asked for again. */
const asking: Plan = planSchema.parse({
  ...watchful,
  limits: watchful.limits.filter(({ kind }) => kind !== 'blood-glucose'),
  measureAgain: { enabled: true, minutes: 45 },
  glucose: { recheckMinutes: 90 },
})

/** For rules that look at weeks of weights. */
const weighing: Plan = planSchema.parse({
  ...watchful,
  malnutrition: { enabled: true, short: { days: 10 }, long: { days: 20 } },
  weightTrend: { enabled: true },
})

interface Sketch {
  kind: ReadingKind
  value: NonNullable<Reading['value'] | Reading['components']>
  quality: string[]
}

const quality = fc.oneof(
  { weight: 9, arbitrary: fc.constant<string[]>([]) },
  { weight: 1, arbitrary: fc.constantFrom<string[]>(['poor-signal'], ['out-of-range'], ['body-movement']) },
)

const of = (kind: ReadingKind, ...values: Sketch['value'][]): fc.Arbitrary<Sketch> =>
  fc.record({ kind: fc.constant(kind), value: fc.constantFrom(...values), quality })

const sketch: fc.Arbitrary<Sketch> = fc.oneof(
  of('heart-rate', 0, 35, 45, 80, 100, 115, 128, 140),
  of('respiratory-rate', 8, 10, 16, 22, 26),
  of('oxygen-saturation', 88, 93, 95, 98, 127),
  of('body-temperature', 34.5, 35.5, 37, 38.5, 39.5),
  of('supplemental-oxygen', 0, 2),
  of('blood-glucose', 2.5, 3.5, 6),
  of('body-weight', 69, 71, 71.5, 72, 73, 73.9, 74.2, 75.5, 77),
  of('steps', 10),
  of('consciousness', 'A', 'C'),
  of('blood-pressure', ...[60, 85, 95, 105, 130, 170, 190].map((systolic) => ({ systolic, diastolic: 70 }))),
)

/** Readings of one person in event time, at different moments, from minutes to a day apart. */
const history = (maxLength: number): fc.Arbitrary<Item[]> =>
  fc.array(fc.tuple(sketch, fc.constantFrom(0.05, 0.5, 2, 5, 24)), { minLength: 1, maxLength }).map(spaced)

/** Weeks of weights that waver and then go up or down, with a vital sign here and there. */
const weeks = (maxLength: number): fc.Arbitrary<Item[]> =>
  fc
    .record({
      slope: fc.constantFrom(-0.6, -0.3, 0, 0.3, 0.7),
      steps: fc.array(fc.tuple(fc.double({ min: -0.5, max: 0.5, noNaN: true }), sketch, fc.constantFrom(5, 12, 24)), {
        minLength: maxLength / 2,
        maxLength,
      }),
    })
    .map(({ slope, steps }) =>
      spaced(
        steps.map(([waver, other, gap], index) => {
          const kilograms = 75 + waver + slope * Math.max(0, index - 15)
          return [index % 6 === 5 ? other : { kind: 'body-weight', value: kilograms, quality: [] }, gap]
        }),
      ),
    )

function spaced(steps: readonly (readonly [Sketch, number])[]): Item[] {
  let hour = 0
  return steps.map(([{ kind, value, quality }, gap]) => {
    hour += gap
    return reading(kind, value, hours(hour), quality)
  })
}

/** What the properties hold for: a plan, and histories of at most so many items in which these rules find something. */
const LIVES: [
  name: string,
  plan: Plan,
  items: (maxLength: number) => fc.Arbitrary<Item[]>,
  factor: number,
  rules: Rule[],
][] = [
  ['vital signs', watchful, history, 1, ['news2', 'limit', 'weight-gain', 'weight-gain-day', 'over-diuresis']],
  ['values asked for again', asking, history, 1, ['news2', 'limit', 'glucose']],
  ['weeks of weights', weighing, weeks, 2, ['malnutrition', 'weight-trend']],
]

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
  '%s: stopping after any item and starting again changes no later finding',
  (_, plan, items, factor) => {
    let told = 0
    fc.assert(
      fc.property(items(40 * factor), fc.nat(), (items, where) => {
        const stop = where % items.length
        const next = items[stop]
        const head = stream(plan, items.slice(0, stop))
        const persisted = JSON.parse(JSON.stringify(episodesOf(head.state)))
        const restored = restore(
          plan,
          persisted,
          recentOf(plan, persisted, items.slice(0, stop), timeOf((next as Item).at)),
        )
        const expected = stream(plan, items.slice(stop), head.state).findings
        expect(stream(plan, items.slice(stop), restored).findings).toEqual(expected)
        told += expected.length
      }),
      { numRuns: 400 / factor ** 2 },
    )
    expect(told).toBeGreaterThan(100)
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
  const passed: Finding[] = []
  let newest = Number.NEGATIVE_INFINITY
  for (const [index, item] of items.entries()) {
    if (isLate(state, item)) {
      const rebuilt = rebuild(plan, state, stored, [item])
      told.push(...rebuilt.now)
      passed.push(...rebuilt.passed)
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
  return { state, told, passed }
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

describe.each(LIVES)('%s, whatever the order of arrival', (_, plan, items, factor) => {
  const shuffled = items(25 * factor).chain((items) =>
    fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length })),
  )

  test('the state is that of the readings in order, and what was told adds up to what is true', () => {
    let late = 0
    fc.assert(
      fc.property(shuffled, ([items, order]) => {
        const batch = stream(plan, items)
        const { state, told, passed } = arrived(plan, order)
        expect(state).toEqual(batch.state)
        expect(believed(told)).toEqual(trueIn(batch.state))
        late += passed.length
      }),
      { numRuns: 400 / factor ** 2 },
    )
    expect(late).toBeGreaterThan(20)
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
        if (ours !== theirs || theirs !== undefined) unanswered++
      }),
      { numRuns: 200 / factor ** 2 },
    )
    if (plan === asking) expect(unanswered).toBeGreaterThan(20)
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
      { numRuns: 200 / factor ** 2 },
    )
  })

  test('a whole backlog judged at once leaves what a stream leaves', () => {
    fc.assert(
      fc.property(shuffled, fc.nat(), ([items, order], cut) => {
        const before = stream(plan, items.slice(0, cut % items.length))
        const known = new Set(items.slice(0, cut % items.length))
        const { state } = rebuild(
          plan,
          before.state,
          [...known],
          order.filter((item) => !known.has(item)),
        )
        expect(state).toEqual(stream(plan, items).state)
      }),
      { numRuns: 200 / factor ** 2 },
    )
  })

  test('a reading judged a second time says nothing and changes nothing', () => {
    fc.assert(
      fc.property(items(25 * factor), (items) => {
        const { state } = stream(plan, items)
        const again = stream(plan, items.slice(-1), state)
        expect(again.findings).toEqual([])
        expect(again.state).toEqual(state)
      }),
    )
  })
})
