import {
  type Actor,
  type Alert,
  type AlertEvent,
  type Basis,
  ENDED_BY_ITSELF,
  type FalseAlarmCause,
  type Finding,
  isoTime,
  type Milliseconds,
  type Outcome,
  PRIORITY_RANK,
  type ProblemCode,
  type Rule,
  SNOOZE_MOST_MINUTES,
} from '@kotisilta/contract'

/** What somebody wants done with an alert. `version`: the alert as that person saw it. */
type StaffCommand = {
  by: Actor
  version?: number | undefined
} /**
 * `joins`: more than one has to have it, so that a second is not refused.
 * `all`: of the alert that speaks for a storm, everything that is part of it.
 */ & (
  | { type: 'acknowledge'; joins?: boolean; all?: boolean }
  /** Handing on; one that nobody had is taken by the same stroke. */
  | { type: 'assign'; to: Actor }
  /** Not mine after all: it is nobody's, and climbs again. */
  | { type: 'hand-back' }
  /** It ended by itself, and is a concern all the same: it is open again, and whoever says so has it. */
  | { type: 'reopen' }
  /** Mine, and not now: for so many minutes it is put off, for everybody to see. */
  | { type: 'snooze'; minutes: number; reason: string }
  | { type: 'note'; text: string }
  /** A relative who was called goes and looks, or cannot. It stays with the staff, whatever the answer. */
  | { type: 'answer'; goes: boolean }
  | { type: 'resolve'; outcome: Outcome; cause?: FalseAlarmCause | undefined; note?: string | undefined }
)

/** What time does: the end of a snooze; an owner has had it for longer than the policy allows; it has been over for long enough. */
type TimeCommand = { type: 'snooze-ended' } | { type: 'expired' } | { type: 'settled' }

export type AlertCommand = { type: 'finding'; finding: Finding } | TimeCommand | StaffCommand

export interface AlertContext {
  /** ISO 8601: when the command is carried out. */
  now: string
  newId: () => string
  /** Whose alert it becomes, if the command raises one. */
  patient: Alert['patient']
  /** How long what was found has to be over for the alert to end by itself; absent: the plan does not allow that. */
  clearsAfter?: Milliseconds | undefined
}

export type AlertResult =
  | { alert: Alert }
  /** `by`: who was first. */
  | { refused: ProblemCode; by?: Actor }
  | { unchanged: true }

/** Most entries of an alert's basis: its first and its newest. */
const BASIS_MOST = 50

/** When one of these comes again, the person is calling again: whoever took the first call may not have heard. */
const CALLS_AGAIN: ReadonlySet<Rule> = new Set<Rule>(['sos', 'fall'])

/** Most events in an alert's history, as far as what people did leaves room. */
const HISTORY_MOST = 100

/**
 * The one place where alerts change, and pure. An alert is open until somebody takes it, acknowledged until it is
 * resolved or gets worse (then it is open again and nobody's). Only a person resolves it, but for what was over before
 * anybody had it, where the plan allows that and it is not high.
 *
 * @param alert for a finding: the patient's unresolved alert of the finding's problem, if there is one
 */
export function apply(alert: Alert | undefined, command: AlertCommand, context: AlertContext): AlertResult {
  if (command.type === 'finding') return applyFinding(alert, command.finding, context)
  if (alert === undefined) return { refused: 'not-found' }
  switch (command.type) {
    case 'reopen':
      return reopened(alert, command.by, context.now)
    case 'settled':
      return settled(alert, context)
    case 'snooze-ended':
    case 'expired':
      return applyTime(alert, command.type, context.now)
    default:
      return applyStaff(alert, command, context.now)
  }
}

/** Nobody's again: what an owner has put off, or forgotten, comes back. */
function applyTime(alert: Alert, event: 'snooze-ended' | 'expired', now: string): AlertResult {
  const isDue = event === 'expired' || (alert.snoozedUntil !== undefined && alert.snoozedUntil <= now)
  if (alert.status !== 'acknowledged' || !isDue) return { unchanged: true }
  const events: AlertEvent[] = [
    { at: now, event },
    { at: now, event: 'reopened' },
  ]
  return { alert: nextVersion(awake(alert), { status: 'open', owner: null }, events) }
}

/** No longer put off, and no longer about to end by itself. */
function awake(alert: Alert): Alert {
  const { snoozedUntil: _over, clearsAt: _ending, ...lasting } = alert
  return lasting
}

/** Whether an alert may end by itself at all: it is not high, nobody has ever had it, and nobody is on the way. */
const mayClear = ({ status, priority, history }: Alert): boolean =>
  status === 'open' &&
  priority !== 'high' &&
  !history.some(({ event, goes }) => HAD.has(event) || (event === 'answered' && goes === true))

const HAD: ReadonlySet<AlertEvent['event']> = new Set(['acknowledged', 'joined', 'assigned', 'snoozed'])

/** Over for long enough, and nobody's: it ends by itself, if the plan still has it so. */
function settled(alert: Alert, { now, clearsAfter }: AlertContext): AlertResult {
  if (alert.clearsAt === undefined || alert.clearsAt > now) return { unchanged: true }
  const ends = clearsAfter !== undefined && alert.stillTrue === false && mayClear(alert)
  if (!ends) return { alert: nextVersion(awake(alert), {}, []) }
  const event: AlertEvent = { at: now, event: 'resolved', outcome: ENDED_BY_ITSELF }
  return { alert: nextVersion(awake(alert), { status: 'resolved' }, [event]) }
}

/** Whether the end of an alert was nobody's. */
const endedByItself = ({ history }: Alert): boolean =>
  history.findLast(({ event }) => event === 'resolved')?.outcome === ENDED_BY_ITSELF

/** What a person has resolved stays so. What many homes had at once is over; this one is about its own. */
function reopened(alert: Alert, by: Actor, now: string): AlertResult {
  const { status, owner, storm: _over, ...lasting } = alert
  if (status !== 'resolved') {
    if (owner?.id === by.id) return { unchanged: true }
    return owner === null ? { refused: 'alert-changed' } : { refused: 'alert-already-acknowledged', by: owner }
  }
  if (!endedByItself(alert)) return resolvedBefore(alert)
  const events: AlertEvent[] = [
    { at: now, event: 'reopened', by },
    { at: now, event: 'acknowledged', by },
  ]
  return { alert: nextVersion({ ...lasting, status, owner }, { status: 'acknowledged', owner: by }, events) }
}

function resolvedBefore({ history }: Alert): AlertResult {
  const by = history.findLast(({ event }) => event === 'resolved')?.by
  return { refused: 'alert-already-resolved', ...(by && { by }) }
}

/** A finding raises an alert, or grows in the unresolved one of its problem. */
function applyFinding(alert: Alert | undefined, finding: Finding, context: AlertContext): AlertResult {
  if (alert === undefined || alert.status === 'resolved') {
    return finding.change === 'cleared' ? { unchanged: true } : { alert: raised(finding, context) }
  }
  return finding.change === 'cleared' ? cleared(alert, finding, context) : grown(alert, finding, context.now)
}

function raised(finding: Finding, { now, newId, patient }: AlertContext): Alert {
  const { problem, priority, rule, ruleVersion, words, at, basis } = finding
  return {
    id: newId(),
    patient,
    problem,
    priority,
    status: 'open',
    rule,
    ruleVersion,
    title: words.en.title,
    words,
    raisedAt: now,
    occurredAt: at,
    ...(finding.change !== 'occurred' && { stillTrue: true }),
    version: 1,
    owner: null,
    basis: grownBasis([], basis),
    history: [{ at: now, event: 'raised', rule, version: 1 }],
  }
}

/**
 * Taken once, an alert is not raised again for the same state; it is for a worse one, for one that ended and came back,
 * and when the person calls again. A priority never falls; the words are those of the worst that was found.
 */
function grown(alert: Alert, finding: Finding, now: string): AlertResult {
  if (finding.change === 'occurred' && isKnown(alert.basis, finding.basis)) return { unchanged: true }
  const { rule, ruleVersion, priority, words } = finding
  const rank = PRIORITY_RANK[priority] - PRIORITY_RANK[alert.priority]
  const higher = rank < 0
  const worse = finding.change === 'worse' || higher
  const cameBack = finding.change === 'raised' && alert.stillTrue === false
  const calledAgain = finding.change === 'occurred' && CALLS_AGAIN.has(rule)
  const reopens = alert.status === 'acknowledged' && (worse || cameBack || calledAgain)
  const events: AlertEvent[] = [{ at: now, event: worse ? 'worsened' : 'grew', rule }]
  if (reopens) events.push({ at: now, event: 'reopened' })

  const { stillTrue, clearsAt: _ending, ...lasting } = reopens ? awake(alert) : alert
  const changes: Partial<Alert> = {
    basis: grownBasis(alert.basis, finding.basis),
    ...(higher && { priority }),
    ...(((worse && rank <= 0) || stillTrue === false) && { rule, ruleVersion, words, title: words.en.title }),
    ...(finding.change !== 'occurred' && { stillTrue: true }),
    ...(reopens && { status: 'open', owner: null }),
  }
  return { alert: nextVersion(lasting, changes, events) }
}

/** Noted: whoever looks after the alert decides what it means. One that nobody has may end by itself after a while. */
function cleared(alert: Alert, { rule }: Finding, { now, clearsAfter }: AlertContext): AlertResult {
  const still = rulesStillTrue(alert)
  if (!still.delete(rule)) return { unchanged: true }
  const clears = still.size === 0 && clearsAfter !== undefined && mayClear(alert)
  const changes: Partial<Alert> = {
    ...(still.size === 0 && { stillTrue: false }),
    ...(clears && { clearsAt: isoTime(Date.parse(now) + clearsAfter) }),
  }
  return { alert: nextVersion(alert, changes, [{ at: now, event: 'cleared', rule }]) }
}

export function grownBasis(before: readonly Basis[], added: readonly Basis[]): Basis[] {
  const [first, ...rest] = before
  const news = new Set(added.map(({ item }) => item))
  const grown = [...rest.filter(({ item }) => !news.has(item)), ...added.filter(({ item }) => item !== first?.item)]
  return first === undefined ? grown.slice(-BASIS_MOST) : [first, ...grown.slice(-(BASIS_MOST - 1))]
}

const isKnown = (basis: readonly Basis[], items: readonly Basis[]): boolean =>
  items.every(({ item }) => basis.some((known) => known.item === item))

/** What a person does with an alert. Whoever is first has it; the second is told who that was. */
function applyStaff(alert: Alert, command: Exclude<StaffCommand, { type: 'reopen' }>, now: string): AlertResult {
  const refusal = refusalOf(alert, command)
  if (refusal !== undefined) return refusal
  const { by } = command
  const taken: AlertEvent[] = alert.status === 'open' ? [{ at: now, event: 'acknowledged', by }] : []
  switch (command.type) {
    case 'acknowledge':
      return acknowledged(alert, by, now)
    case 'assign': {
      const { to } = command
      if (alert.owner?.id === to.id) return { unchanged: true }
      const assigned: AlertEvent = { at: now, event: 'assigned', by, to }
      return { alert: nextVersion(awake(alert), { status: 'acknowledged', owner: to }, [...taken, assigned]) }
    }
    case 'hand-back': {
      const events: AlertEvent[] = [
        { at: now, event: 'handed-back', by },
        { at: now, event: 'reopened' },
      ]
      return { alert: nextVersion(awake(alert), { status: 'open', owner: null }, events) }
    }
    case 'snooze': {
      const until = new Date(Date.parse(now) + command.minutes * 60_000).toISOString()
      const snoozed: AlertEvent = { at: now, event: 'snoozed', by, text: command.reason, until }
      const changes: Partial<Alert> = { status: 'acknowledged', owner: by, snoozedUntil: until }
      return { alert: nextVersion(awake(alert), changes, [...taken, snoozed]) }
    }
    case 'note':
      return { alert: nextVersion(alert, {}, [{ at: now, event: 'note', by, text: command.text }]) }
    case 'answer':
      return { alert: nextVersion(alert, {}, [{ at: now, event: 'answered', by, goes: command.goes }]) }
    case 'resolve': {
      const { outcome, cause, note } = command
      const resolved: AlertEvent = {
        at: now,
        event: 'resolved',
        by,
        outcome,
        ...(cause && { cause }),
        ...(note && { text: note }),
      }
      return {
        alert: nextVersion(awake(alert), { status: 'resolved', owner: alert.owner ?? by }, [...taken, resolved]),
      }
    }
  }
}

/** Taken; by a second one, too; or taken in hand again by whoever had put it off. */
function acknowledged(alert: Alert, by: Actor, now: string): AlertResult {
  const owner = alert.owner ?? by
  const hasIt = takersOf(alert).includes(by.id)
  if (hasIt && alert.snoozedUntil === undefined) return { unchanged: true }
  const event = alert.status === 'open' || owner.id === by.id ? 'acknowledged' : 'joined'
  return { alert: nextVersion(awake(alert), { status: 'acknowledged', owner }, [{ at: now, event, by }]) }
}

/** Who has taken an alert since it was last opened. */
export function takersOf({ history }: Pick<Alert, 'history'>): string[] {
  const takers = new Set<string>()
  for (const { event, by, to } of history) {
    if (event === 'raised' || event === 'reopened') takers.clear()
    else if ((event === 'acknowledged' || event === 'joined') && by !== undefined) takers.add(by.id)
    else if (event === 'assigned' && by !== undefined && to !== undefined) {
      takers.delete(by.id)
      takers.add(to.id)
    }
  }
  return [...takers]
}

function refusalOf(alert: Alert, command: StaffCommand): AlertResult | undefined {
  const { status, owner } = alert
  if (status === 'resolved' && command.type !== 'note') return resolvedBefore(alert)
  if (command.type === 'acknowledge' && command.joins !== true && owner !== null && owner.id !== command.by.id) {
    return { refused: 'alert-already-acknowledged', by: owner }
  }
  // What somebody else has in hand is neither handed back nor put off over their head.
  const isOwners = command.type === 'hand-back' || command.type === 'snooze'
  if (isOwners && (owner === null ? command.type === 'hand-back' : owner.id !== command.by.id)) {
    return { refused: 'alert-not-yours', ...(owner && { by: owner }) }
  }
  if (command.type === 'snooze' && command.minutes > SNOOZE_MOST_MINUTES[alert.priority]) {
    return { refused: 'snooze-too-long' }
  }
  if (command.version !== undefined && hasGotWorseSince(alert, command.version)) return { refused: 'alert-changed' }
  return undefined
}

/** The next version of an alert: what happened is written into its history. */
export function nextVersion(alert: Alert, changes: Partial<Alert>, events: readonly AlertEvent[]): Alert {
  return noted({ ...alert, ...changes, version: alert.version + 1 }, events)
}

/** What the system did, written into the history of the version that it made. */
export function noted(alert: Alert, events: readonly AlertEvent[]): Alert {
  if (events.length === 0) return alert
  const history = [...alert.history, ...events.map((event) => ({ ...event, version: alert.version }))]
  return { ...alert, history: history.length > HISTORY_MOST ? shortened(history) : history }
}

/**
 * Without the oldest entries that say no more than a later one does: growths and ends of a rule of which there is later
 * word, and calls after which there was another. What people did, and what they may not have seen (`worsened`, `reopened`), stays.
 */
function shortened(history: readonly AlertEvent[]): AlertEvent[] {
  let excess = history.length - HISTORY_MOST
  return history.filter(({ event, rule }, index) => {
    const dispensable = excess > 0 && (event === 'grew' || event === 'cleared' || event === 'called')
    const isSame = (later: AlertEvent) => later.rule === rule && (event === 'called') === (later.event === 'called')
    const superseded = dispensable && history.some((later, at) => at > index && isSame(later))
    if (superseded) excess--
    return !superseded
  })
}

/** Rules that have found something and not ended since. */
function rulesStillTrue({ history }: Alert): Set<Rule> {
  const still = new Set<Rule>()
  for (const { event, rule } of history) {
    if (rule === undefined) continue
    if (event === 'cleared') still.delete(rule)
    else still.add(rule)
  }
  return still
}

/** Whether the alert has got worse since somebody saw that version of it. */
const hasGotWorseSince = ({ history }: Alert, seen: number): boolean =>
  history.some(({ event, version = 1 }) => version > seen && (event === 'worsened' || event === 'reopened'))
