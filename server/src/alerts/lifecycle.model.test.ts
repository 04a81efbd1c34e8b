import {
  type Actor,
  type Alert,
  type AlertEvent,
  alertSchema,
  type Finding,
  isoTime,
  PRIORITY_RANK,
  type Priority,
  type Rule,
} from '@kotisilta/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aino, bo, context, finding } from './example-alert.ts'
import { type AlertCommand, type AlertContext, type AlertResult, apply, takersOf } from './lifecycle.ts'

/** What an alert is, said as simply as it can be. */
interface Model {
  status: 'none' | 'open' | 'acknowledged' | 'resolved'
  owner: string | null
  resolver: string | null
  priority: Priority
  running: Set<Rule>
  /** Absent once something has happened that is never over by itself. */
  still: boolean | undefined
  version: number
  /** The last version in which it got worse. */
  worse: number
  takers: Set<string>
  /** When what was put off comes back, and when what is over ends by itself; minutes. */
  snoozed: number | null
  clears: number | null
  /** Somebody has had it, or is on the way. */
  had: boolean
  /** The clock, in minutes; it is set forth and back. */
  now: number
}
interface Real {
  alert: Alert | undefined
}

const MINUTES = 10
/** The plan lets what has been over for so long end by itself. */
const CLEARS = 30

const at = (minutes: number): string => isoTime(Date.parse(context.now) + minutes * 60_000)
const contextAt = ({ now }: Model): AlertContext => ({ ...context, now: at(now), clearsAfter: CLEARS * 60_000 })

class Found implements fc.Command<Model, Real> {
  readonly finding: Finding
  constructor(rule: Rule, change: Finding['change'], priority: Priority) {
    this.finding = finding({ rule, change, priority })
  }
  check = () => true
  run(model: Model, real: Real): void {
    const { rule, change, priority } = this.finding
    const result = apply(real.alert, { type: 'finding', finding: this.finding }, contextAt(model))
    const none = model.status === 'none' || model.status === 'resolved'
    if (change === 'cleared') {
      if (none || !model.running.delete(rule)) expect(result).toEqual({ unchanged: true })
      else {
        model.version++
        const isNobodys = model.status === 'open' && !model.had && model.priority !== 'high'
        if (model.running.size === 0) model.still = false
        if (model.running.size === 0 && isNobodys) model.clears = model.now + CLEARS
      }
    } else if (none) {
      const fresh = {
        status: 'open',
        owner: null,
        priority,
        running: new Set([rule]),
        still: change === 'occurred' ? undefined : true,
        version: 1,
        worse: 0,
      } as const
      Object.assign(model, { ...fresh, takers: new Set(), snoozed: null, clears: null, had: false })
    } else {
      const higher = PRIORITY_RANK[priority] < PRIORITY_RANK[model.priority]
      const cameBack = change === 'raised' && model.still === false
      const calledAgain = change === 'occurred' && rule === 'fall'
      const reopens = model.status === 'acknowledged' && (higher || change === 'worse' || cameBack || calledAgain)
      model.version++
      model.clears = null
      if (higher) model.priority = priority
      if (higher || change === 'worse' || reopens) model.worse = model.version
      if (reopens) opened(model)
      model.running.add(rule)
      model.still = change === 'occurred' ? undefined : true
    }
    holds(model, real, result)
  }
  toString = () => `${this.finding.rule} ${this.finding.change} ${this.finding.priority}`
}

type Staff = Extract<AlertCommand, { by: Actor }>

class Done implements fc.Command<Model, Real> {
  readonly command: Staff
  readonly behind: number | undefined
  /** @param behind how many versions ago that person has looked; absent: nobody asks */
  constructor(type: Staff['type'], by: Actor, to: Actor, behind: number | undefined, joins: boolean) {
    const asked = { by }
    this.behind = behind
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
    const version = this.behind === undefined ? undefined : Math.max(0, model.version - this.behind)
    const command = { ...this.command, version }
    const result = apply(real.alert, command, contextAt(model))
    const refused = refusal(model, command)
    if (refused !== undefined) expect(result).toMatchObject(refused)
    else if (!change(model, command)) expect(result).toEqual({ unchanged: true })
    holds(model, real, result)
  }
  toString = () => `${this.command.type} by ${this.command.by.id} who is ${this.behind} versions behind`
}

function refusal(model: Model, command: Staff): object | undefined {
  const { type, by, version } = command
  if (model.status === 'none') return { refused: 'not-found' }
  if (model.status === 'resolved' && type !== 'note') {
    return { refused: 'alert-already-resolved', ...(model.resolver !== null && { by: { id: model.resolver } }) }
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
      break
    case 'answer':
      model.had ||= command.goes
      break
    case 'resolve':
      Object.assign(model, { status: 'resolved', owner: model.owner ?? by, resolver: by, snoozed: null })
      break
    case 'hand-back':
      opened(model)
      model.worse = model.version + 1
      break
    case 'snooze':
      Object.assign(model, { status: 'acknowledged', owner: by, snoozed: model.now + MINUTES })
      model.takers.add(by)
      break
    case 'assign':
      if (model.owner === command.to.id) return false
      Object.assign(model, { status: 'acknowledged', owner: command.to.id, snoozed: null })
      model.takers.delete(by)
      model.takers.add(command.to.id)
      break
    case 'acknowledge':
      if (model.takers.has(by) && model.snoozed === null) return false
      Object.assign(model, { status: 'acknowledged', owner: model.owner ?? by, snoozed: null })
      model.takers.add(by)
  }
  if (model.status !== 'open') model.clears = null
  model.had ||= model.status === 'acknowledged'
  model.version++
  return true
}

function opened(model: Model): void {
  Object.assign(model, { status: 'open', owner: null, snoozed: null })
  model.takers.clear()
}

type Time = 'snooze-ended' | 'expired' | 'settled'

/** The clock goes on, or is set, also back; and what time does is done. */
class Passed implements fc.Command<Model, Real> {
  readonly type: Time
  readonly minutes: number
  constructor(type: Time, minutes: number) {
    this.type = type
    this.minutes = minutes
  }
  check = () => true
  run(model: Model, real: Real): void {
    model.now += this.minutes
    const result = apply(real.alert, { type: this.type }, contextAt(model))
    if (this.#isDue(model)) {
      model.version++
      if (this.type === 'settled') Object.assign(model, { status: 'resolved', resolver: null, clears: null })
      else {
        opened(model)
        model.worse = model.version
      }
    } else expect(result).toEqual(model.status === 'none' ? { refused: 'not-found' } : { unchanged: true })
    holds(model, real, result)
  }
  #isDue({ status, snoozed, clears, now }: Model): boolean {
    if (this.type === 'settled') return clears !== null && clears <= now
    return status === 'acknowledged' && (this.type === 'expired' || (snoozed !== null && snoozed <= now))
  }
  toString = () => `${this.type} after ${this.minutes} minutes`
}

/** The process ends: what is on disk is the same, and says the same as what has happened does. */
class Restarted implements fc.Command<Model, Real> {
  check = (model: Readonly<Model>) => model.status !== 'none'
  run(model: Model, real: Real): void {
    const before = real.alert as Alert
    real.alert = alertSchema.parse(JSON.parse(JSON.stringify(before)))
    expect(real.alert).toEqual(before)
    const { status, owner, snoozedUntil, stillTrue } = before
    const told = toldBy(before.history)
    expect(told).toEqual({ status, owner: owner?.id ?? null, snoozedUntil, isOver: stillTrue === false })
    holds(model, real, { unchanged: true })
  }
  toString = () => 'restarted'
}

/** An alert's state, read from what has happened to it and nothing else. */
function toldBy(history: readonly AlertEvent[]) {
  let status: Alert['status'] = 'open'
  let owner: string | null = null
  let snoozedUntil: string | undefined
  const running = new Set<Rule>()
  for (const { event, by, to, until, rule } of history) {
    if (rule !== undefined) event === 'cleared' ? running.delete(rule) : running.add(rule)
    if (event !== 'note' && event !== 'answered' && rule === undefined) snoozedUntil = until
    if (event === 'acknowledged' || event === 'assigned' || event === 'snoozed') {
      status = 'acknowledged'
      owner = (to ?? by)?.id ?? null
    } else if (event === 'reopened') {
      status = 'open'
      owner = null
    } else if (event === 'resolved') {
      status = 'resolved'
      owner ??= by?.id ?? null
    }
  }
  return { status, owner, snoozedUntil, isOver: running.size === 0 }
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
    stillTrue: model.still,
  })
  if (alert.status === 'open') expect(alert.owner).toBeNull()
  if (alert.status === 'acknowledged') expect(alert.owner).not.toBeNull()
  expect(alert.snoozedUntil).toBe(model.snoozed === null ? undefined : at(model.snoozed))
  expect(alert.clearsAt).toBe(model.clears === null ? undefined : at(model.clears))
  if (model.status === 'acknowledged') expect(new Set(takersOf(alert))).toEqual(model.takers)
  if ('alert' in result && before !== undefined && alert.version > 1) {
    expect(alert.history.slice(0, before.history.length)).toEqual(before.history)
    expect(alert.history.length).toBeGreaterThan(before.history.length)
  }
}

const person = fc.constantFrom(aino, bo, { id: 'cia', name: 'Cia' })
const commands = fc.commands<Model, Real>(
  [
    fc
      .tuple(
        fc.constantFrom<Rule>('news2', 'news2', 'news2', 'limit', 'fall'),
        fc.constantFrom<Finding['change']>('raised', 'worse', 'cleared', 'cleared', 'occurred'),
        fc.constantFrom<Priority>('high', 'medium', 'medium', 'low', 'low', 'low'),
      )
      .map((given) => new Found(...given)),
    fc
      .tuple(
        fc.constantFrom<Staff['type']>('acknowledge', 'assign', 'note', 'resolve', 'hand-back', 'snooze', 'answer'),
        person,
        person,
        fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
        fc.boolean(),
      )
      .map((given) => new Done(...given)),
    fc
      .tuple(
        fc.constantFrom<Time>('snooze-ended', 'expired', 'settled', 'settled'),
        fc.constantFrom(-100, -1, 0, 1, MINUTES - 1, MINUTES, MINUTES + 1, CLEARS - 1, CLEARS, CLEARS + 1),
      )
      .map((given) => new Passed(...given)),
    fc.constant(new Restarted()),
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
          still: undefined,
          version: 0,
          worse: 0,
          takers: new Set(),
          snoozed: null,
          clears: null,
          had: false,
          now: 0,
        },
        real: { alert: undefined },
      })
      fc.modelRun(setup, sequence)
    }),
    { numRuns: 1_500 },
  )
  expect(run).toBeGreaterThanOrEqual(1_500)
})
