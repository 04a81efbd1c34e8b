import { type Alert, callsOf, type VeiledAlert, waitingSince } from '@kotisilta/contract'

const veiled = (alert: Alert): VeiledAlert => ({
  id: alert.id,
  priority: alert.priority,
  status: alert.status,
  since: waitingSince(alert),
  calls: callsOf(alert),
})

/** What a locked screen is told of alerts; a test alarm is nobody's to hear. */
export const veiledOf = (alerts: readonly Alert[]): VeiledAlert[] =>
  alerts.filter(({ problem }) => problem !== 'test').map(veiled)
