import { type Alert, callsOf, type VeiledAlert, waitingSince } from '@kotisilta/contract'

/** What a locked screen is told of an alert. */
export const veiled = (alert: Alert): VeiledAlert => ({
  id: alert.id,
  priority: alert.priority,
  status: alert.status,
  since: waitingSince(alert),
  calls: callsOf(alert),
})
