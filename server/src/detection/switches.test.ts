import { type Plan, planSchema, RULES } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { event, hours, reading } from './example-items.ts'
import { inShort, stream } from './example-stream.ts'
import { CONDITION_RULES } from './rules/condition-rules.ts'
import { EVENT_RULES } from './rules/event-rules.ts'
import { valueImpossible } from './rules/value-impossible.ts'
import { WATCH_RULES } from './watch/watch-rules.ts'

const limits = [{ kind: 'heart-rate', yellow: { high: 100 } }]
const everything = [
  reading('body-weight', 70, hours(0)),
  reading('heart-rate', 140, hours(1)),
  reading('body-weight', 73, hours(2)),
  event('fall-detected', hours(3)),
  event('fall-cancelled', hours(3)),
  event('dose-missed', hours(4)),
  event('sos-pressed', hours(5)),
]
const rulesThatTell = (plan: Plan) => stream(plan, everything).findings.map(({ rule }) => rule)

/** What the worklist tells: no reading has a part in it. */
const OF_PROMISES = ['promise-overdue']

test('every rule of the list has one place where it is written', () => {
  const named = [...CONDITION_RULES, ...EVENT_RULES, ...WATCH_RULES, valueImpossible].map(({ rule }) => rule)
  expect([...named, ...OF_PROMISES].toSorted()).toEqual(RULES.toSorted())
})

test('rules that ask much of measuring are off in the group’s plan', () => {
  const on = [...CONDITION_RULES, ...WATCH_RULES].filter(({ isOn }) => isOn(planSchema.parse({})))
  expect(on.map(({ rule }) => rule)).toEqual(['news2', 'limit', 'glucose', 'weight-gain', 'silence'])
})

test('each rule can be switched off by itself', () => {
  const all = ['news2', 'limit', 'weight-gain', 'fall', 'fall', 'dose-missed', 'sos']
  expect(rulesThatTell(planSchema.parse({ limits }))).toEqual(all)
  for (const off of ['news2', 'limit', 'weight-gain', 'fall', 'dose-missed']) {
    const plan = planSchema.parse({ limits, detection: { off: [off] } })
    expect(rulesThatTell(plan)).toEqual(all.filter((rule) => rule !== off))
  }
})

test('detection as a whole can be switched off: what people and devices themselves report is still told', () => {
  const plan = planSchema.parse({ limits, detection: { enabled: false } })
  expect(rulesThatTell(plan)).toEqual(['fall', 'fall', 'dose-missed', 'sos'])
})

test('an SOS cannot be switched off', () => {
  expect(planSchema.safeParse({ detection: { off: ['sos'] } }).success).toBe(false)
  expect(planSchema.safeParse({ detection: { off: ['fall', 'alive-test'] } }).success).toBe(true)
})

test('what a rule had found ends when it is switched off', () => {
  const plan = planSchema.parse({ limits })
  const { state } = stream(plan, everything.slice(0, 3))
  const off = planSchema.parse({ limits, detection: { enabled: false } })
  const after = stream(off, [reading('heart-rate', 140, hours(6)), reading('body-weight', 73, hours(6))], state)
  expect(after.findings.map((finding) => `${finding.rule} ${inShort(finding)}`)).toEqual([
    'news2 cleared medium',
    'limit cleared medium',
    'weight-gain cleared medium',
  ])
  expect(after.state.episodes).toEqual({})
})
