import type { Alert, AlertEvent, Rule } from '@kotisilta/contract'

/** Most events in an alert's history, as far as what people did leaves room. */
const MOST = 100

/** The next version of an alert: what happened is written into its history. */
export function nextVersion(alert: Alert, changes: Partial<Alert>, events: readonly AlertEvent[]): Alert {
  const version = alert.version + 1
  const history = [...alert.history, ...events.map((event) => ({ ...event, version }))]
  return { ...alert, ...changes, version, history: history.length > MOST ? shortened(history) : history }
}

/**
 * Without its oldest entry that says no more than a later one does: a growth or an end of a rule of which there is
 * later word. What people did, and what they may not have seen (`worsened`, `reopened`), stays.
 */
function shortened(history: AlertEvent[]): AlertEvent[] {
  const superseded = history.findIndex(
    ({ event, rule }, index) =>
      (event === 'grew' || event === 'cleared') && history.some((later, at) => at > index && later.rule === rule),
  )
  return superseded === -1 ? history : history.toSpliced(superseded, 1)
}

/** Rules that have found something and not ended since. */
export function rulesStillTrue({ history }: Alert): Set<Rule> {
  const still = new Set<Rule>()
  for (const { event, rule } of history) {
    if (rule === undefined) continue
    if (event === 'cleared') still.delete(rule)
    else still.add(rule)
  }
  return still
}

/** Whether the alert has got worse since somebody saw that version of it. */
export const hasGotWorseSince = ({ history }: Alert, seen: number): boolean =>
  history.some(({ event, version = 1 }) => version > seen && (event === 'worsened' || event === 'reopened'))
