import type { Alert, AlertStatus } from '@kotisilta/contract'
import { isWithin } from './storms.ts'

/** How many alerts there are in each status; what has one cause is one. */
export function countByStatus(alerts: ReadonlyMap<string, Alert>): Record<AlertStatus, number> {
  const counts = { open: 0, acknowledged: 0, resolved: 0 }
  for (const alert of alerts.values()) if (!isWithin(alert)) counts[alert.status] += 1
  return counts
}
