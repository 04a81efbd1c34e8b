import {
  type Actor,
  type Alert,
  alertSchema,
  type Finding,
  PRIORITY_RANK,
  type Priority,
  type Rule,
} from '@kotisilta/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aino, bo, context, finding } from './example-alert.ts'
import { type AlertCommand, type AlertResult, apply } from './lifecycle.ts'

/** What an alert is, said as simply as it can be. */
interface Model {
  status: 'none' | 'open' | 'acknowledged' | 'resolved'
  owner: string | null
  resolver: string | null
  priority: Priority
  running: Set<Rule>
  version: number
  /** The last version in which it got worse. */
  worse: number
}
interface Real {
  alert: Alert | undefined
}

class Found implements fc.Command<Model, Real> {
  readonly finding: Finding
  constructor(rule: Rule, change: Finding['change'], priority: Priority) {
    this.finding = finding({ rule, change, priority })
  }
  check = () => true
  run(model: Model, real: Real): void {
    const { rule, change, priority } = this.finding
    const result = apply(real.alert, { type: 'finding', finding: this.finding }, context)
    const none = model.status === 'none' || model.status === 'resolved'
    if (change === 'cleared') {
      if (none || !model.running.delete(rule)) expect(result).toEqual({ unchanged: true })
      else model.version++
    } else if (none) {
      Object.assign(model, { status: 'open', owner: null, priority, running: new Set([rule]), version: 1, worse: 0 })
    } else {
      const higher = PRIORITY_RANK[priority] < PRIORITY_RANK[model.priority]
      const cameBack = change === 'raised' && model.running.size === 0
      const reopens = model.status === 'acknowledged' && (higher || change === 'worse' || cameBack)
      model.version++
      if (higher) model.priority = priority
      if (higher || change === 'worse' || reopens) model.worse = model.version
      if (reopens) Object.assign(model, { status: 'open', owner: null })
      model.running.add(rule)
    }
    holds(model, real, result)
  }
  toString = () => `${this.finding.rule} ${this.finding.change} ${this.finding.priority}`
}

class Done implements fc.Command<Model, Real> {
  readonly command: Exclude<AlertCommand, { type: 'finding' }>
  constructor(type: 'acknowledge' | 'assign' | 'note' | 'resolve', by: Actor, to: Actor, version: number | undefined) {
    if (type === 'assign') this.command = { type, by, to, version }
    else if (type === 'note') this.command = { type, by, text: 'A word.', version }
    else if (type === 'resolve') this.command = { type, by, outcome: 'phone', version }
    else this.command = { type, by, version }
  }
  check = () => true
  run(model: Model, real: Real): void {
    const { command } = this
    const result = apply(real.alert, command, context)
    const by = command.by.id
    if (model.status === 'none') {
      expect(result).toEqual({ refused: 'not-found' })
    } else if (model.status === 'resolved' && command.type !== 'note') {
      expect(result).toMatchObject({ refused: 'alert-already-resolved', by: { id: model.resolver } })
    } else if (command.type === 'acknowledge' && model.owner !== null && model.owner !== by) {
      expect(result).toMatchObject({ refused: 'alert-already-acknowledged', by: { id: model.owner } })
    } else if (command.version !== undefined && model.worse > command.version) {
      expect(result).toEqual({ refused: 'alert-changed' })
    } else if (command.type === 'note') {
      model.version++
    } else if (command.type === 'resolve') {
      Object.assign(model, { status: 'resolved', owner: model.owner ?? by, resolver: by, version: model.version + 1 })
    } else {
      const owner = command.type === 'assign' ? command.to.id : by
      if (model.owner === owner) expect(result).toEqual({ unchanged: true })
      else Object.assign(model, { status: 'acknowledged', owner, version: model.version + 1 })
    }
    holds(model, real, result)
  }
  toString = () => `${this.command.type} by ${this.command.by.id} having seen ${this.command.version}`
}

/** The alert is what the model says, is never silently nobody's, and fits the contract. */
function holds(model: Model, real: Real, result: AlertResult): void {
  const before = real.alert
  if ('alert' in result) real.alert = result.alert
  const { alert } = real
  expect(alert?.status ?? 'none').toBe(model.status)
  if (alert === undefined) return
  expect(alertSchema.parse(alert)).toEqual(alert)
  expect({
    owner: alert.owner?.id ?? null,
    priority: alert.priority,
    version: alert.version,
    stillTrue: alert.stillTrue,
  }).toEqual({
    owner: model.owner,
    priority: model.priority,
    version: model.version,
    stillTrue: model.running.size > 0,
  })
  expect(alert.status === 'open').toBe(alert.owner === null)
  if ('alert' in result && before !== undefined && alert.version > 1) {
    expect(alert.history.slice(0, before.history.length)).toEqual(before.history)
    expect(alert.history.length).toBeGreaterThan(before.history.length)
  }
}

const person = fc.constantFrom(aino, bo)
const commands = fc.commands<Model, Real>(
  [
    fc
      .tuple(
        fc.constantFrom<Rule>('news2', 'limit'),
        fc.constantFrom<Finding['change']>('raised', 'worse', 'cleared'),
        fc.constantFrom<Priority>('high', 'medium', 'low'),
      )
      .map((given) => new Found(...given)),
    fc
      .tuple(
        fc.constantFrom('acknowledge' as const, 'assign' as const, 'note' as const, 'resolve' as const),
        person,
        person,
        fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
      )
      .map((given) => new Done(...given)),
  ],
  { maxCommands: 40 },
)

test('whatever is found and done, in whatever order, an alert is what the simple model says', () => {
  let run = 0
  fc.assert(
    fc.property(commands, (sequence) => {
      run++
      const setup = (): { model: Model; real: Real } => ({
        model: {
          status: 'none',
          owner: null,
          resolver: null,
          priority: 'low',
          running: new Set(),
          version: 0,
          worse: 0,
        },
        real: { alert: undefined },
      })
      fc.modelRun(setup, sequence)
    }),
    { numRuns: 500 },
  )
  expect(run).toBeGreaterThanOrEqual(500)
})
