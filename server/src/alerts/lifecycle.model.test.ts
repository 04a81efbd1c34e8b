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
import { type AlertCommand, type AlertResult, apply, takersOf } from './lifecycle.ts'

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
  takers: Set<string>
  snoozed: boolean
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
      const fresh = { status: 'open', owner: null, priority, running: new Set([rule]), version: 1, worse: 0 } as const
      Object.assign(model, { ...fresh, takers: new Set(), snoozed: false })
    } else {
      const higher = PRIORITY_RANK[priority] < PRIORITY_RANK[model.priority]
      const cameBack = change === 'raised' && model.running.size === 0
      const reopens = model.status === 'acknowledged' && (higher || change === 'worse' || cameBack)
      model.version++
      if (higher) model.priority = priority
      if (higher || change === 'worse' || reopens) model.worse = model.version
      if (reopens) opened(model)
      model.running.add(rule)
    }
    holds(model, real, result)
  }
  toString = () => `${this.finding.rule} ${this.finding.change} ${this.finding.priority}`
}

type Staff = Extract<AlertCommand, { by: Actor }>
const MINUTES = 10

class Done implements fc.Command<Model, Real> {
  readonly command: Staff
  constructor(type: Staff['type'], by: Actor, to: Actor, version: number | undefined, joins: boolean) {
    const asked = { by, version }
    if (type === 'assign') this.command = { type, ...asked, to }
    else if (type === 'note') this.command = { type, ...asked, text: 'A word.' }
    else if (type === 'resolve') this.command = { type, ...asked, outcome: 'phone' }
    else if (type === 'snooze') this.command = { type, ...asked, minutes: MINUTES, reason: 'Asleep.' }
    else if (type === 'hand-back') this.command = { type, ...asked }
    else if (type === 'answer') this.command = { type, ...asked, goes: joins }
    else this.command = { type, ...asked, joins }
  }
  check = () => true
  run(model: Model, real: Real): void {
    const result = apply(real.alert, this.command, context)
    const refused = refusal(model, this.command)
    if (refused !== undefined) expect(result).toMatchObject(refused)
    else if (!change(model, this.command)) expect(result).toEqual({ unchanged: true })
    holds(model, real, result)
  }
  toString = () => `${this.command.type} by ${this.command.by.id} having seen ${this.command.version}`
}

function refusal(model: Model, command: Staff): object | undefined {
  const { type, by, version } = command
  if (model.status === 'none') return { refused: 'not-found' }
  if (model.status === 'resolved' && type !== 'note') {
    return { refused: 'alert-already-resolved', by: { id: model.resolver } }
  }
  const isOthers = model.owner !== null && model.owner !== by.id
  if (type === 'acknowledge' && !command.joins && isOthers) {
    return { refused: 'alert-already-acknowledged', by: { id: model.owner } }
  }
  if ((type === 'snooze' || type === 'hand-back') && isOthers) return { refused: 'alert-not-yours' }
  if (type === 'hand-back' && model.owner === null) return { refused: 'alert-not-yours' }
  return version !== undefined && model.worse > version ? { refused: 'alert-changed' } : undefined
}

/** @returns whether anything changes */
function change(model: Model, command: Staff): boolean {
  const by = command.by.id
  switch (command.type) {
    case 'note':
    case 'answer':
      break
    case 'resolve':
      Object.assign(model, { status: 'resolved', owner: model.owner ?? by, resolver: by, snoozed: false })
      break
    case 'hand-back':
      opened(model)
      model.worse = model.version + 1
      break
    case 'snooze':
      Object.assign(model, { status: 'acknowledged', owner: by, snoozed: true })
      model.takers.add(by)
      break
    case 'assign':
      if (model.owner === command.to.id) return false
      Object.assign(model, { status: 'acknowledged', owner: command.to.id, snoozed: false })
      model.takers.delete(by)
      model.takers.add(command.to.id)
      break
    case 'acknowledge':
      if (model.takers.has(by) && !model.snoozed) return false
      Object.assign(model, { status: 'acknowledged', owner: model.owner ?? by, snoozed: false })
      model.takers.add(by)
  }
  model.version++
  return true
}

function opened(model: Model): void {
  Object.assign(model, { status: 'open', owner: null, snoozed: false })
  model.takers.clear()
}

class Passed implements fc.Command<Model, Real> {
  readonly type: 'snooze-ended' | 'expired'
  readonly minutes: number
  constructor(type: 'snooze-ended' | 'expired', minutes: number) {
    this.type = type
    this.minutes = minutes
  }
  check = () => true
  run(model: Model, real: Real): void {
    const now = new Date(Date.parse(context.now) + this.minutes * 60_000).toISOString()
    const result = apply(real.alert, { type: this.type }, { ...context, now })
    const isDue = this.type === 'expired' || (model.snoozed && this.minutes >= MINUTES)
    if (model.status === 'acknowledged' && isDue) {
      opened(model)
      model.version++
      model.worse = model.version
    } else expect(result).toEqual(model.status === 'none' ? { refused: 'not-found' } : { unchanged: true })
    holds(model, real, result)
  }
  toString = () => `${this.type} after ${this.minutes} minutes`
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
  expect(alert.snoozedUntil !== undefined).toBe(model.snoozed)
  if (model.status === 'acknowledged') expect(new Set(takersOf(alert))).toEqual(model.takers)
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
        fc.constantFrom<Staff['type']>('acknowledge', 'assign', 'note', 'resolve', 'hand-back', 'snooze', 'answer'),
        person,
        person,
        fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
        fc.boolean(),
      )
      .map((given) => new Done(...given)),
    fc
      .tuple(
        fc.constantFrom<'snooze-ended' | 'expired'>('snooze-ended', 'expired'),
        fc.constantFrom(MINUTES - 1, MINUTES, MINUTES + 1),
      )
      .map((given) => new Passed(...given)),
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
          takers: new Set(),
          snoozed: false,
        },
        real: { alert: undefined },
      })
      fc.modelRun(setup, sequence)
    }),
    { numRuns: 500 },
  )
  expect(run).toBeGreaterThanOrEqual(500)
})
