import { type Alert, type AlertEvent, type Basis, type Finding, PRIORITY_RANK, type Rule } from '@kotisilta/contract'
import type { AlertContext, AlertResult } from './command.ts'
import { nextVersion, rulesStillTrue } from './history.ts'

/** Most entries of an alert's basis: its first and its newest. */
const BASIS_MOST = 50

/** When one of these comes again, the person is calling again: whoever took the first call may not have heard. */
const CALLS_AGAIN: ReadonlySet<Rule> = new Set<Rule>(['sos', 'fall'])

/** A finding raises an alert, or grows in the unresolved one of its problem. */
export function applyFinding(alert: Alert | undefined, finding: Finding, context: AlertContext): AlertResult {
  if (alert === undefined || alert.status === 'resolved') {
    return finding.change === 'cleared' ? { unchanged: true } : { alert: raised(finding, context) }
  }
  return finding.change === 'cleared' ? cleared(alert, finding, context.now) : grown(alert, finding, context.now)
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
  const higher = PRIORITY_RANK[priority] < PRIORITY_RANK[alert.priority]
  const worse = finding.change === 'worse' || higher
  const cameBack = finding.change === 'raised' && alert.stillTrue === false
  const calledAgain = finding.change === 'occurred' && CALLS_AGAIN.has(rule)
  const reopens = alert.status === 'acknowledged' && (worse || cameBack || calledAgain)
  const events: AlertEvent[] = [{ at: now, event: worse ? 'worsened' : 'grew', rule }]
  if (reopens) events.push({ at: now, event: 'reopened' })

  const { stillTrue, ...lasting } = alert
  const changes: Partial<Alert> = {
    basis: grownBasis(alert.basis, finding.basis),
    ...(higher && { priority }),
    ...((worse || stillTrue === false) && { rule, ruleVersion, words, title: words.en.title }),
    ...(finding.change !== 'occurred' && { stillTrue: true }),
    ...(reopens && { status: 'open', owner: null }),
  }
  return { alert: nextVersion(lasting, changes, events) }
}

/** Noted, and no more: whoever looks after the alert decides what it means. */
function cleared(alert: Alert, { rule }: Finding, now: string): AlertResult {
  const still = rulesStillTrue(alert)
  if (!still.delete(rule)) return { unchanged: true }
  const changes = still.size === 0 ? { stillTrue: false } : {}
  return { alert: nextVersion(alert, changes, [{ at: now, event: 'cleared', rule }]) }
}

function grownBasis(before: readonly Basis[], added: readonly Basis[]): Basis[] {
  const [first, ...rest] = before
  const news = new Set(added.map(({ item }) => item))
  const grown = [...rest.filter(({ item }) => !news.has(item)), ...added.filter(({ item }) => item !== first?.item)]
  return first === undefined ? grown.slice(-BASIS_MOST) : [first, ...grown.slice(-(BASIS_MOST - 1))]
}

const isKnown = (basis: readonly Basis[], items: readonly Basis[]): boolean =>
  items.every(({ item }) => basis.some((known) => known.item === item))
