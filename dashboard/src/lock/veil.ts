import {
  type Alert,
  callsOf,
  type Milliseconds,
  PRIORITY_RANK,
  type Priority,
  type VeiledAlert,
  waitingSince,
} from '@kotisilta/contract'

/** What may be told of an alert to whoever stands before a locked screen. */
export const veil = (alert: Alert): VeiledAlert => ({
  id: alert.id,
  priority: alert.priority,
  status: alert.status,
  since: waitingSince(alert),
  calls: callsOf(alert),
})

export interface Waiting {
  priority: Priority
  count: number
  /** Since when the one that has waited longest has been waiting. */
  since: Milliseconds
}

/** How many wait for somebody, by priority, and for how long; what is most urgent first. */
export function waitingBy(alerts: readonly VeiledAlert[]): Waiting[] {
  const open = alerts.filter(({ status }) => status === 'open')
  return (Object.keys(PRIORITY_RANK) as Priority[])
    .sort((a, b) => PRIORITY_RANK[a] - PRIORITY_RANK[b])
    .map((priority) => open.filter((alert) => alert.priority === priority))
    .flatMap((alerts) => {
      const [first] = alerts
      if (first === undefined) return []
      const since = Math.min(...alerts.map((alert) => Date.parse(alert.since)))
      return [{ priority: first.priority, count: alerts.length, since }]
    })
}

export const inHand = (alerts: readonly VeiledAlert[]): number =>
  alerts.filter(({ status }) => status === 'acknowledged').length
