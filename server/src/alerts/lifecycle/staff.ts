import type { Alert, AlertEvent } from '@kotisilta/contract'
import type { AlertResult, StaffCommand } from './command.ts'
import { hasGotWorseSince, nextVersion } from './history.ts'

/** What a person does with an alert. Whoever is first has it; the second is told who that was. */
export function applyStaff(alert: Alert, command: StaffCommand, now: string): AlertResult {
  const refusal = refusalOf(alert, command)
  if (refusal !== undefined) return refusal
  const { by } = command
  const taken: AlertEvent[] = alert.status === 'open' ? [{ at: now, event: 'acknowledged', by }] : []
  switch (command.type) {
    case 'acknowledge':
      if (alert.status === 'acknowledged') return { unchanged: true }
      return { alert: nextVersion(alert, { status: 'acknowledged', owner: by }, taken) }
    case 'assign': {
      const { to } = command
      if (alert.owner?.id === to.id) return { unchanged: true }
      const assigned: AlertEvent = { at: now, event: 'assigned', by, to }
      return { alert: nextVersion(alert, { status: 'acknowledged', owner: to }, [...taken, assigned]) }
    }
    case 'note':
      return { alert: nextVersion(alert, {}, [{ at: now, event: 'note', by, text: command.text }]) }
    case 'resolve': {
      const { outcome, note } = command
      const resolved: AlertEvent = { at: now, event: 'resolved', by, outcome, ...(note && { text: note }) }
      return { alert: nextVersion(alert, { status: 'resolved', owner: alert.owner ?? by }, [...taken, resolved]) }
    }
  }
}

function refusalOf(alert: Alert, command: StaffCommand): AlertResult | undefined {
  const { status, owner } = alert
  if (status === 'resolved' && command.type !== 'note') {
    const by = alert.history.findLast(({ event }) => event === 'resolved')?.by
    return { refused: 'alert-already-resolved', ...(by && { by }) }
  }
  if (command.type === 'acknowledge' && owner !== null && owner.id !== command.by.id) {
    return { refused: 'alert-already-acknowledged', by: owner }
  }
  if (command.version !== undefined && hasGotWorseSince(alert, command.version)) return { refused: 'alert-changed' }
  return undefined
}
