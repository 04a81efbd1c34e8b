import type { Item, Plan, Reading } from '@kotisilta/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { history, watchful } from './example-history.ts'
import { hours, reading } from './example-items.ts'
import { stream } from './example-stream.ts'
import { isJudged } from './judged.ts'
import { horizon, restore } from './restore.ts'
import { episodesOf } from './state.ts'

const timeOf = ({ at }: Item): number => Date.parse(at)

/** What a store answers to the horizon: of some kinds the newest judged reading, of others all. */
function recentOf(plan: Plan, items: readonly Item[], before: number): Reading[] {
  const readings = items.filter((item): item is Reading => item.type === 'reading' && isJudged(item))
  const { latest, all } = horizon(plan)
  const within = (kind: string, span: number) =>
    readings.filter((one) => one.kind === kind && timeOf(one) >= before - span)
  const newest = latest.flatMap(({ kind, within: span }) => within(kind, span).slice(-1))
  const whole = all.flatMap(({ kind, within: span }) => within(kind, span))
  return [...newest, ...whole].sort((a, b) => timeOf(a) - timeOf(b))
}

test('stopping after any item and starting again from episodes and recent readings changes no later finding', () => {
  let told = 0
  fc.assert(
    fc.property(history(40), fc.nat(), (items, where) => {
      const stop = where % items.length
      const next = items[stop]
      const head = stream(watchful, items.slice(0, stop))
      const persisted = JSON.parse(JSON.stringify(episodesOf(head.state)))
      const restored = restore(watchful, persisted, recentOf(watchful, items.slice(0, stop), timeOf(next as Item)))
      const expected = stream(watchful, items.slice(stop), head.state).findings
      expect(stream(watchful, items.slice(stop), restored).findings).toEqual(expected)
      told += expected.length
    }),
    { numRuns: 400 },
  )
  expect(told).toBeGreaterThan(100)
})

test('a person of whom nothing is persisted and nothing is recent starts empty', () => {
  expect(restore(watchful, undefined, [])).toEqual({ latest: {}, weights: [], episodes: {} })
})

test('readings that are not judged are not remembered either', () => {
  const recent = [reading('heart-rate', 80, hours(0)), reading('heart-rate', 0, hours(1))]
  expect(restore(watchful, undefined, recent).latest['heart-rate']?.value).toBe(80)
})

test('the horizon is as far as the plan’s windows reach', () => {
  const { latest, all } = horizon(watchful)
  const reach = Object.fromEntries(latest.map(({ kind, within }) => [kind, within / 3_600_000]))
  expect(reach).toEqual({
    'respiratory-rate': 4,
    'oxygen-saturation': 4,
    'heart-rate': 4,
    'blood-pressure': 12,
    'body-temperature': 12,
    consciousness: 12,
    'supplemental-oxygen': 12,
    'blood-glucose': 24,
  })
  expect(all).toEqual([{ kind: 'body-weight', within: 72 * 3_600_000 }])
})
