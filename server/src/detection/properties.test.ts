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
import { breathing, daysOf, pulse, saturation, sleep, steps, warmth, waver } from './example-days.ts'
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
const history = (): fc.Arbitrary<Item[]> =>
  fc.array(fc.tuple(sketch, fc.constantFrom(0.05, 0.5, 2, 5, 24)), { minLength: 1, maxLength: 30 }).map(spaced)

/** Weeks of weights that waver and then go up or down, with a vital sign here and there. */
const weeks = (): fc.Arbitrary<Item[]> =>
  fc
    .record({
      slope: fc.constantFrom(-0.6, -0.3, 0, 0.3, 0.7),
      steps: fc.array(fc.tuple(fc.double({ min: -0.5, max: 0.5, noNaN: true }), sketch, fc.constantFrom(5, 12, 24)), {
        minLength: 30,
        maxLength: 60,
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

/** For rules that look at the person's own normal. */
const ownNormal: Plan = planSchema.parse({
  news2: { enabled: false },
  copd: { enabled: true },
  baselines: {
    heartRate: { enabled: true, sustained: 3 },
    respiration: { enabled: true },
    activity: { enabled: true },
    sleep: { enabled: true },
  },
  delirium: { enabled: true },
  stuckSensor: { enabled: true },
})

/** Ten ordinary days of few readings, and then some that are not. */
const ownDays = (): fc.Arbitrary<Item[]> =>
  fc
    .record({
      beats: fc.constantFrom(0, 15, 30),
      breaths: fc.constantFrom(0, 6),
      share: fc.constantFrom(0.2, 1, 3),
      less: fc.constantFrom(0, 200),
      degrees: fc.constantFrom(0, 2),
      oxygen: fc.constantFrom(0, 4, 8),
      wavering: fc.constantFrom(0, 1.5),
      from: fc.integer({ min: 7, max: 9 }),
    })
    .map(({ beats, breaths, share, less, degrees, oxygen, wavering, from }) =>
      daysOf(
        [
          { ...pulse((day) => (day >= from ? beats : 0)), hours: [6, 9, 10, 11, 12, 13, 21] },
          breathing((day) => (day >= from ? breaths : 0)),
          { ...steps((day) => (day >= from ? share : 1)), hours: [9.25, 12.25, 18.25] },
          sleep((day) => (day >= from ? less : 0)),
          warmth((day) => (day >= from ? degrees : 0)),
          saturation((day, hour) => Math.round(95 + waver(day, hour, wavering) - (day > from ? oxygen : 0))),
        ],
        0,
        11,
      ),
    )

/** What the properties hold for. */
interface Life {
  name: string
  plan: Plan
  /** One person's items in event time, at different moments. */
  items: fc.Arbitrary<Item[]>
  /** Most of them that arrive late. */
  late: number
  /** How many of them are tried; the properties differ in cost. */
  runs: number
  /** What is found in enough of them. */
  rules: Rule[]
}

const ANY = Number.POSITIVE_INFINITY

const LIVES: readonly Life[] = [
  {
    name: 'vital signs',
    plan: watchful,
    items: history(),
    late: ANY,
    runs: 300,
    rules: ['news2', 'limit', 'weight-gain', 'weight-gain-day', 'over-diuresis'],
  },
  {
    name: 'values asked for again',
    plan: asking,
    items: history(),
    late: ANY,
    runs: 300,
    rules: ['news2', 'limit', 'glucose'],
  },
  {
    name: 'weeks of weights',
    plan: weighing,
    items: weeks(),
    late: ANY,
    runs: 60,
    rules: ['malnutrition', 'weight-trend'],
  },
  {
    name: 'days against the person’s own normal',
    plan: ownNormal,
    items: ownDays(),
    late: 5,
    runs: 30,
    rules: [
      'copd',
      'heart-rate-baseline',
      'respiration-baseline',
      'activity-baseline',
      'sleep-baseline',
      'delirium',
      'sensor-stuck',
    ],
  },
]

/** The items of a life, and the same in an order in which they may arrive. */
const arriving = ({ items, late }: Life): fc.Arbitrary<readonly [items: Item[], order: Item[]]> =>
  items.chain((all) =>
    late === ANY
      ? fc.shuffledSubarray(all, { minLength: all.length }).map((order) => [all, order] as const)
      : fc
          .array(fc.tuple(fc.nat(all.length - 1), fc.nat(all.length)), { minLength: 1, maxLength: late })
          .map((moves) => [all, moves.reduce(moved, all)] as const),
  )

function moved(items: readonly Item[], [from, by]: readonly [number, number]): Item[] {
  const after = items.toSpliced(from, 1)
  after.splice(Math.min(from + by, after.length), 0, items[from] as Item)
  return after
}

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
    for (const rule of rules) expect(told.get(rule) ?? 0, rule).toBeGreaterThan(runs / 100)
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
