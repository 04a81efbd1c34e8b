import { planSchema } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { event, hours, reading } from './example-items.ts'
import { stream } from './example-stream.ts'
import { emptyState, episodesEqual, episodesOf } from './state.ts'
import { VITAL_KINDS } from './vital-kinds.ts'

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
