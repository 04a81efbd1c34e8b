import { isoTime, planSchema } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { breathing, daysOf, FIRST_DAY, pulse, saturation, sleep, steps, warmth, waver } from './example-days.ts'
import { event, hours, reading } from './example-items.ts'
import { stream } from './example-stream.ts'
import { momentOf } from './local-time.ts'
import { emptyState, episodesEqual, episodesOf } from './state.ts'
import { tick } from './tick.ts'
import { timeOf } from './time.ts'
import { VITAL_KINDS } from './vital-kinds.ts'
import { daysWeighed } from './weight-days.ts'

test('all that is remembered of somebody with everything wrong stays below 8 KB of JSON and survives it', () => {
  const limits = VITAL_KINDS.filter((kind) => kind !== 'consciousness').map((kind) => ({
    kind,
    ...(kind === 'blood-pressure' && { component: 'systolic' }),
    red: { high: 1 },
  }))
  const plan = planSchema.parse({ limits: [...limits, { kind: 'blood-glucose', red: { high: 1 } }] })
  const items = [
    ...Array.from({ length: 500 }, (_, index) => reading('body-weight', 50 + index / 10, hours(index / 10))),
    reading('blood-pressure', { systolic: 231, diastolic: 120, mean: 157 }, hours(50), [
      'irregular-pulse',
      'body-movement',
    ]),
    reading('heart-rate', 180, hours(50), ['irregular-pulse', 'body-movement']),
    reading('respiratory-rate', 30, hours(50)),
    reading('oxygen-saturation', 80, hours(50), ['cold-finger']),
    reading('body-temperature', 40.1, hours(50)),
    reading('consciousness', 'V', hours(50)),
    reading('supplemental-oxygen', 4, hours(50)),
    reading('blood-glucose', 20, hours(50)),
    event('fall-detected', hours(51)),
  ]
  const { state, findings } = stream(plan, items)
  expect(new Set(findings.map(({ rule }) => rule))).toEqual(new Set(['weight-gain', 'limit', 'news2', 'fall']))
  expect(JSON.stringify(state).length).toBeLessThan(8 * 1024)
  expect(JSON.parse(JSON.stringify(state))).toEqual(state)
})

test('nor does it grow beyond that with every rule on and half a year gone by', () => {
  const on = { enabled: true }
  const windows = { early: 60, late: 60, critical: 120, missed: 180 }
  const plan = planSchema.parse({
    diuretic: true,
    weightGainDay: on,
    malnutrition: on,
    weightTrend: on,
    copd: on,
    delirium: on,
    measureAgain: on,
    bloodPressureAverage: on,
    stuckSensor: on,
    inactivity: on,
    nightUnrest: on,
    baselines: { heartRate: on, respiration: on, activity: on, sleep: on },
    limits: [{ kind: 'blood-pressure', component: 'systolic', yellow: { high: 150 }, red: { high: 190 } }],
    expected: ['body-weight', 'heart-rate', 'oxygen-saturation'].map((kind) => ({ kind, withinHours: 30 })),
    medicines: ['C03CA01', 'C09AA05', 'C07AB07'].map((atc) => ({
      id: atc,
      name: atc,
      atc,
      doses: ['08:00', '12:00', '17:00', '21:00'].map((at) => ({ at, ...windows })),
    })),
  })
  const hourly = Array.from({ length: 24 }, (_, hour) => hour)
  const weights = daysOf(
    [{ kind: 'body-weight', hours: [7], value: (day, hour) => 80 + waver(day, hour, 1.2) }],
    0,
    200,
  )
  const life = daysOf(
    [
      pulse(),
      { ...breathing(), hours: hourly },
      steps(),
      { kind: 'activity', hours: hourly, value: (day, hour) => Math.round(20 + waver(day, hour, 9)) },
      sleep(),
      warmth(),
      saturation((day, hour) => Math.round(94 + waver(day, hour, 2))),
    ],
    175,
    200,
  )
  const more = Array.from({ length: 25 * 4 }, (_, quarter) => {
    const at = momentOf(FIRST_DAY + 175 + Math.floor(quarter / 4), [480, 720, 1020, 1260][quarter % 4] as number)
    const detail = { slot: isoTime(at), medicine: 'ATC C03CA01' }
    return [
      event('dose-taken', at + 60_000, { device: 'mqtt:robot-0042', detail }),
      event('bed-left', at + 4 * 3_600_000),
      reading('blood-pressure', { systolic: 131 + (quarter % 9), diastolic: 78 }, at + 120_000),
      reading('blood-pressure', { systolic: 133 + (quarter % 9), diastolic: 79 }, at + 240_000),
    ]
  }).flat()
  const items = [...weights, ...life, ...more].sort((a, b) => timeOf(a.at) - timeOf(b.at))
  const { state } = stream(plan, items)
  const ticked = tick(plan, tick(plan, state, momentOf(FIRST_DAY + 200, 0)).state, momentOf(FIRST_DAY + 200, 5)).state
  const sizes = Object.entries(ticked).map(([part, value]) => [part, JSON.stringify(value)?.length])
  expect(JSON.stringify(ticked).length, JSON.stringify(sizes)).toBeLessThan(8 * 1024)
  expect(JSON.parse(JSON.stringify(ticked))).toEqual(ticked)
  expect(ticked.episodes.pages?.days.length).toBeGreaterThan(15)
  expect(ticked.episodes.facts?.moves?.length).toBeGreaterThan(14)
  expect(ticked.weightDays && daysWeighed(ticked.weightDays).length).toBeGreaterThan(190)
})

test('episodes are the same whatever the order of their keys, and differ when anything in them does', () => {
  const plan = planSchema.parse({ limits: [{ kind: 'heart-rate', red: { high: 100 } }] })
  const episodes = episodesOf(
    stream(plan, [reading('heart-rate', 140), reading('body-weight', 70), event('fall-detected')]).state,
  )
  expect(Object.keys(episodes).length).toBe(3)
  const copy = JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(episodes).reverse())))
  expect(episodesEqual(episodes, copy)).toBe(true)
  copy.limits['vital-signs'].signs['heart-rate'].inside = true
  expect(episodesEqual(episodes, copy)).toBe(false)
  expect(episodesEqual(episodes, {})).toBe(false)
  expect(episodesEqual({}, episodes)).toBe(false)
})

test('a reading that changes no episode leaves the same episodes, and one that no rule looks at the same state', () => {
  const { state } = stream(planSchema.parse({}), [reading('heart-rate', 80)])
  expect(episodesOf(stream(planSchema.parse({}), [reading('heart-rate', 82, hours(1))], state).state)).toBe(
    episodesOf(state),
  )
  expect(stream(planSchema.parse({}), [reading('steps', 100, hours(1))], state).state).toBe(state)
  expect(emptyState()).toEqual({ latest: {}, weights: [], episodes: {} })
})
