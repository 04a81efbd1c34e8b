import type { Alert, AlertStatus } from '@kotisilta/contract'

/** How many alerts there are in each status. */
export function countByStatus(alerts: ReadonlyMap<string, Alert>): Record<AlertStatus, number> {
  const counts = { open: 0, acknowledged: 0, resolved: 0 }
  for (const { status } of alerts.values()) counts[status] += 1
  return counts
}
